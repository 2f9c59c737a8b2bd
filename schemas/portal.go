package schemas

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/signspec/signspec/schemas/config"
)

// Portal is one edition of the open platform behind the contract: what a merchant's server calls, and how both sides
// sign. It is data: see portals/*.yaml.
type Portal struct {
	Name  string `yaml:"name"`
	Title string `yaml:"title"`
	// Call is what the first call is named: "consult" or "prepare".
	Call string `yaml:"call"`
	// Prefixes and Suffixes may stand around each of the paths; the first is what the staged platform says of itself.
	Prefixes []string    `yaml:"prefixes"`
	Suffixes []string    `yaml:"suffixes"`
	Paths    PortalPaths `yaml:"paths"`
	// State is nil where the edition knows none.
	State     *PortalState    `yaml:"state"`
	URLs      PortalURLs      `yaml:"urls"`
	Signature PortalSignature `yaml:"signature"`
	// KeyVersion is that of the samples; empty where there is none.
	KeyVersion string      `yaml:"keyVersion"`
	Times      PortalTimes `yaml:"times"`
	// CodeMax is how long an authorisation code may be that the JSAPI hands over, in characters.
	CodeMax int `yaml:"codeMax"`
	// Required lists by operation (consult, apply, cancel) the fields that must be there; "a|b" means either.
	Required map[string][]string `yaml:"required"`
	// Limits are the most characters of a field, by operation.
	Limits map[string]map[string]int `yaml:"limits"`
	Codes  PortalCodes               `yaml:"codes"`
	// Notifies says that the edition documents notifications of authorisations.
	Notifies bool `yaml:"notifies"`
	// IdempotencyKey names the fields of the first call that identify an agreement; none in most editions.
	IdempotencyKey []string `yaml:"idempotencyKey"`
	// Levels are those of rules that the edition's own pages state, by the rule's id.
	Levels map[string]string `yaml:"levels"`
}

// PortalPaths are the paths of the operations, without prefix and suffix; one that is empty is not documented.
type PortalPaths struct {
	Consult string `yaml:"consult"`
	Apply   string `yaml:"apply"`
	Cancel  string `yaml:"cancel"`
}

// PortalState is the state that a merchant's server sends along and gets back.
type PortalState struct {
	Name     string `yaml:"name"`
	Required bool   `yaml:"required"`
	Max      int    `yaml:"max"` // characters
}

// PortalURLs say where the first call's answer has its URL.
type PortalURLs struct {
	Names []string `yaml:"names"`
	Max   int      `yaml:"max"` // characters
	// Reuse says that a URL may be used more than once.
	Reuse bool `yaml:"reuse"`
}

// The spellings of a signature in its header.
const (
	PercentSpelling   = "percent" // base64, its + / = percent-encoded
	Base64Spelling    = "base64"
	Base64URLSpelling = "base64url" // without padding
)

// PortalSignature says how the platform spells its signatures, and which spellings its documents have.
type PortalSignature struct {
	Writes  string   `yaml:"writes"`
	Accepts []string `yaml:"accepts"`
}

// PortalTimes are forms of a time: "epoch" in milliseconds, or "iso".
type PortalTimes struct {
	Request []string `yaml:"request"`
	Writes  string   `yaml:"writes"`
}

// PortalCodes are the result codes that scenarios need.
type PortalCodes struct {
	InProcess   string   `yaml:"inProcess"`
	InvalidCode string   `yaml:"invalidCode"`
	Unknown     string   `yaml:"unknown"`
	Busy        string   `yaml:"busy"`
	Final       string   `yaml:"final"`
	Illegal     string   `yaml:"illegal"`
	Client      []string `yaml:"client"`
}

// The operations of a platform, as records name them.
const (
	ConsultOperation = "consult" // consult or prepare
	ApplyOperation   = "apply"
	CancelOperation  = "cancel"
)

// DefaultPortal is the edition that a target is taken to speak where nobody says.
const DefaultPortal = "antom"

// PortalNames lists the editions, the default first.
func PortalNames() []string {
	return []string{DefaultPortal, "qi", "gcash", "tng", "besuperapp", "rebell", "alipay-plus"}
}

// LoadPortal loads an edition by its name. An unknown name is a *config.Error.
func LoadPortal(name string) (*Portal, error) {
	if !slices.Contains(PortalNames(), name) {
		return nil, &config.Error{Message: fmt.Sprintf("there is no portal %q; the portals are %s%s",
			name, strings.Join(PortalNames(), ", "), config.DidYouMean(name, PortalNames()))}
	}
	data, err := files.ReadFile("portals/" + name + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("reading the portal %s: %w", name, err)
	}
	p := &Portal{}
	if err := yaml.UnmarshalWithOptions(data, p, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("reading the portal %s: %w", name, err)
	}
	return p, nil
}

// Profile returns the edition as the profile of a run: the documented contract under the portal's name, without the
// rules that the edition has no place for.
func (p *Portal) Profile() *Profile {
	of := *Documented()
	of.Name, of.Title, of.Portal = p.Name, p.Title, p
	of.reasons, of.levels = map[string]string{}, p.Levels
	without := func(reason string, ids ...string) {
		for _, id := range ids {
			of.reasons[id] = reason
		}
	}
	if p.State == nil {
		without("the edition knows no state", "state-unique", "state-unguessable", "state-compared", "state-required", "state-once",
			"notify-state-compared", "state-carried")
	} else {
		without("the edition has a state, which the other rules judge", "attempt-once")
	}
	if p.URLs.Reuse {
		without("the edition's URL may be used again", "url-not-reused", "url-fresh")
	}
	if p.Paths.Cancel == "" {
		without("the edition documents no call that cancels", "unbind-cancels", "cancel-ends-token")
	}
	if !p.Notifies {
		without("the edition documents no notifications of authorisations", "notify-acknowledged", "notify-signature-verified",
			"notify-bytes-verified", "notify-completes", "notify-once", "notify-and-result", "notify-state-compared", "cancel-honoured",
			"notify-signed", "notify-content", "notify-resent", "notify-stops", "notify-own-url")
	}
	if len(p.Limits[ConsultOperation]) == 0 {
		without("the edition names no limits of the first call", "limits-checked", "consult-within-limits")
	}
	if len(p.IdempotencyKey) == 0 {
		without("the edition has no key of idempotency", "prepare-idempotent")
		without("the edition does not say for which client a code is made", "code-bound-to-client")
	}
	return &of
}

// Raised says in which editions a rule has another level than elsewhere: "a must at alipay-plus"; empty where in none.
func Raised(of Rule) string {
	var at []string
	for _, name := range PortalNames() {
		if p, err := LoadPortal(name); err == nil && p.Levels[of.ID] != "" {
			at = append(at, "a "+p.Levels[of.ID]+" at "+name)
		}
	}
	return strings.Join(at, ", ")
}

// Path is the path of an operation as the staged platform says it: with the first prefix and suffix.
func (p *Portal) Path(operation string) string {
	return p.Prefixes[0] + p.Paths.of(operation) + p.Suffixes[0]
}

// Operation says which operation a path is of, in any of the ways in which the edition writes it.
func (p *Portal) Operation(path string) (string, bool) {
	for _, operation := range []string{ConsultOperation, ApplyOperation, CancelOperation} {
		for _, prefix := range p.Prefixes {
			for _, suffix := range p.Suffixes {
				if p.Paths.of(operation) != "" && path == prefix+p.Paths.of(operation)+suffix {
					return operation, true
				}
			}
		}
	}
	return "", false
}

func (paths PortalPaths) of(operation string) string {
	switch operation {
	case ConsultOperation:
		return paths.Consult
	case ApplyOperation:
		return paths.Apply
	}
	return paths.Cancel
}
