package config

import (
	"encoding/json"
	"fmt"
	"time"
)

// Duration is a time.Duration that is written as text, in files and behind flags: "500ms". It satisfies pflag.Value.
type Duration time.Duration

// String returns the text, such as "1m30s".
func (d Duration) String() string { return time.Duration(d).String() }

// Set reads text such as "500ms".
func (d *Duration) Set(text string) error {
	parsed, err := time.ParseDuration(text)
	if err != nil {
		return fmt.Errorf("%q is no duration; write it like 500ms or 2s", text)
	}
	*d = Duration(parsed)
	return nil
}

// Type is what the help of a flag calls it.
func (d *Duration) Type() string { return "duration" }

// MarshalJSON writes the duration as text.
func (d Duration) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// UnmarshalJSON reads text such as "500ms".
func (d *Duration) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return fmt.Errorf("a duration is text, such as \"500ms\", not %s", data)
	}
	return d.Set(text)
}
