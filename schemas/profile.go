package schemas

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// Profile is one wallet portal's edition of the contract. It does not change, and is safe for use by several
// goroutines.
type Profile struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	// Entry is how a mini program reaches the API.
	Entry Entry `json:"entry"`
	// Parameter is the name of the option that holds the sign string: "signStr" in most profiles.
	Parameter string `json:"parameter"`
	// Aliases are other names of the option that the vendor's own pages and examples use: a mini program may use them as well.
	Aliases []string `json:"aliases,omitempty"`
	// ReturnsState says whether an authState comes back on success.
	ReturnsState bool `json:"state"`
	// SignString names the server API that the sign string comes from: "consult" or "prepare".
	SignString string `json:"signString"`
	// Requirements are what the host must bring.
	Requirements []Requirement `json:"requirements,omitempty"`
	// Codes are the error codes by outcome, for the four outcomes that fail.
	Codes map[record.Outcome]string `json:"codes"`
	// Tolerated are codes that are accepted although the documentation does not list them.
	Tolerated []string `json:"tolerated,omitempty"`
	// Failure names the fields of a failure.
	Failure FailureFields `json:"failure"`

	// Portal is the edition of the open platform, where a server or a platform is judged; nil otherwise.
	Portal *Portal `json:"-"`

	reasons map[string]string // by the id of a rule that does not apply
	levels  map[string]string // by the id of a rule that has another level than elsewhere
	set     *schemaSet
}

// Parameters are the names of the option that holds the sign string, that of the documentation first.
func (p *Profile) Parameters() []string { return append([]string{p.Parameter}, p.Aliases...) }

// Entry is how a mini program reaches the API.
type Entry struct {
	Kind string `json:"kind"` // MethodEntry or CallEntry
	Name string `json:"name"` // such as "signContract"
}

// The kinds of entry.
const (
	MethodEntry = "method" // my.<name>(options)
	CallEntry   = "call"   // my.call('<name>', options)
)

// String returns the entry as a programmer would write it: "my.signContract" or "my.call('signContract')".
func (e Entry) String() string {
	if e.Kind == CallEntry {
		return "my.call('" + e.Name + "')"
	}
	return "my." + e.Name
}

// Requirement is something that the host must bring.
type Requirement struct {
	Host string `json:"host"` // "Appx", or the name of an app
	// Version is the lowest version, such as "1.24.6"; empty where any will do.
	Version string `json:"version,omitempty"`
	// Permission says that the merchant needs a permission.
	Permission bool `json:"permission,omitempty"`
}

// FailureFields names the fields of a failure, the documented name first.
type FailureFields struct {
	Code    []string `json:"code"`
	Message []string `json:"message"`
}

// Appx is the host whose version my.SDKVersion tells.
const Appx = "Appx"

// MinimumVersion returns the lowest version of a host, such as Appx, that the profile asks for.
func (p *Profile) MinimumVersion(host string) (string, bool) {
	for _, r := range p.Requirements {
		if r.Host == host && r.Version != "" {
			return r.Version, true
		}
	}
	return "", false
}

// Code returns the error code that an outcome is reported with; "" for approve.
func (p *Profile) Code(outcome record.Outcome) string { return p.Codes[outcome] }

// OutcomeOf returns the outcome that an error code reports.
func (p *Profile) OutcomeOf(code string) (record.Outcome, bool) {
	for outcome, known := range p.Codes {
		if known == code {
			return outcome, true
		}
	}
	return "", false
}

// DocumentedCode says whether the profile accepts an error code: it reports an outcome, or is tolerated.
func (p *Profile) DocumentedCode(code string) bool {
	_, reports := p.OutcomeOf(code)
	return reports || slices.Contains(p.Tolerated, code)
}

// DocumentedCodes lists the codes that DocumentedCode accepts, for a sentence: "6001, 6002, 7001 or 7002".
func (p *Profile) DocumentedCodes() string { return or(p.acceptedCodes()) }

// acceptedCodes lists the codes of the outcomes, in the order of the outcomes, then the tolerated ones.
func (p *Profile) acceptedCodes() []string {
	var codes []string
	for _, outcome := range record.Outcomes() {
		if code, ok := p.Codes[outcome]; ok {
			codes = append(codes, code)
		}
	}
	return append(codes, p.Tolerated...)
}

// CodeOf returns the error code of what fail got, given as plain JSON: the first of the profile's code fields that
// holds a string or a number. That a number may not be allowed is the rule failure-shape's matter.
func (p *Profile) CodeOf(failure any) (string, bool) {
	fields, _ := failure.(map[string]any)
	for _, name := range p.Failure.Code {
		switch code := fields[name].(type) {
		case string:
			return code, true
		case float64:
			return strconv.FormatFloat(code, 'f', -1, 64), true
		}
	}
	return "", false
}

// Level is the level of a rule in this edition: what one page states, others only let one expect.
func (p *Profile) Level(of Rule) string {
	if level, ok := p.levels[of.ID]; ok {
		return level
	}
	return of.Level
}

// stateRules begins the ids of the rules about the state that comes back.
const stateRules = "auth-state-"

// NotApplicable says whether a rule does not apply in this profile, and why, in a sentence.
func (p *Profile) NotApplicable(ruleID string) (reason string, yes bool) {
	if reason, yes = p.reasons[ruleID]; yes {
		return reason, true
	}
	if !p.ReturnsState && strings.HasPrefix(ruleID, stateRules) {
		return fmt.Sprintf("In the profile %s no authState comes back.", p.Name), true
	}
	return "", false
}

// Check judges a value, given as plain JSON, by a fragment of a schema such as
// "success.schema.json#/$defs/auth-code-length" and returns plain findings, such as "authCode has 33 characters, at
// most 32 are allowed"; nil when the value holds. No finding shows the value of a secret.
//
// It panics where there is no such fragment, which is a mistake in the program, not in the value.
func (p *Profile) Check(fragment string, value any) []string {
	problems, err := p.set.judge(fragment, value)
	if err != nil {
		panic(fmt.Sprintf("profile %s: %v", p.Name, err))
	}
	var findings []string
	for _, problem := range problems {
		findings = append(findings, problem.Message)
	}
	return findings
}

// CheckRule is Check by the fragment that a rule names in rules.yaml. It panics where the rule names none.
func (p *Profile) CheckRule(ruleID string, value any) []string {
	return p.Check(fragmentOf(ruleID), value)
}

func fragmentOf(ruleID string) string {
	catalogue, err := LoadCatalogue()
	if err != nil {
		panic(err)
	}
	rule, _ := catalogue.Rule(ruleID)
	if rule.Schema == "" {
		panic(fmt.Sprintf("the rule %q names no schema fragment", ruleID))
	}
	return rule.Schema
}

// Fragment returns a fragment of a schema as plain JSON, as the profile has it. The caller does not change it.
func (p *Profile) Fragment(fragment string) (any, bool) { return p.set.at(fragment) }

// Limit returns the longest length, in code points, that the rule of a length allows, such as 256 for
// auth-state-length.
func (p *Profile) Limit(ruleID string) (int, bool) {
	fragment, ok := p.Fragment(fragmentOf(ruleID))
	if !ok {
		return 0, false
	}
	object, _ := fragment.(map[string]any)
	properties, _ := object["properties"].(map[string]any)
	for _, name := range sortedKeys(properties) {
		schema, _ := properties[name].(map[string]any)
		if limit, ok := schema["maxLength"].(float64); ok {
			return int(limit), true
		}
	}
	return 0, false
}

// StateLimit returns the longest length of an authState, in code points, that the profile allows; 0 where it sets no
// limit.
func (p *Profile) StateLimit() int {
	limit, _ := p.Limit("auth-state-length")
	return limit
}
