package w3c

import (
	"encoding/json"
	"maps"
)

// UnmarshalJSON reads an object with alwaysMatch or firstMatch, or one that is alwaysMatch itself.
func (c *Capabilities) UnmarshalJSON(data []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return err
	}
	_, always := fields["alwaysMatch"]
	_, first := fields["firstMatch"]
	if !always && !first {
		*c = Capabilities{}
		return json.Unmarshal(data, &c.AlwaysMatch)
	}
	type plain Capabilities
	return json.Unmarshal(data, (*plain)(c))
}

// With returns the capabilities with others added, which win: what is always wanted is no longer a matter of
// FirstMatch, where a server would refuse it a second time.
func (c Capabilities) With(added Capabilities) Capabilities {
	all := Capabilities{AlwaysMatch: maps.Clone(c.AlwaysMatch)}
	if all.AlwaysMatch == nil {
		all.AlwaysMatch = map[string]any{}
	}
	maps.Copy(all.AlwaysMatch, added.AlwaysMatch)
	sets := c.FirstMatch
	if len(added.FirstMatch) > 0 {
		sets = added.FirstMatch
		for _, set := range sets {
			for name := range set {
				delete(all.AlwaysMatch, name)
			}
		}
	}
	for _, set := range sets {
		rest := maps.Clone(set)
		for name := range added.AlwaysMatch {
			delete(rest, name)
		}
		all.FirstMatch = append(all.FirstMatch, rest)
	}
	return all
}
