package schemas

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"
)

// Catalogue holds the rules and the documentation that they rest on. It does not change.
type Catalogue struct {
	rules     []Rule
	byID      map[string]int
	sentences func() ([]Sentence, error)
	digest    func() string
}

// Rule is one testable statement about a target.
type Rule struct {
	// ID is permanent: reports, baselines and certificates name it.
	ID string `json:"id" yaml:"id"`
	// Subject is Wallet, MiniProgram, MerchantServer or OpenPlatform.
	Subject string `json:"subject" yaml:"subject"`
	// Group is the heading that the rule stands under, such as "callbacks".
	Group string `json:"group" yaml:"group"`
	// Level is Must, Should or May.
	Level string `json:"level" yaml:"level"`
	// Title is the rule in a sentence, without a full stop.
	Title string `json:"title" yaml:"title"`
	// Clause holds the words that the rule rests on, and Source says whose they are: a sentence of the documentation,
	// or the framework.
	Clause string `json:"clause" yaml:"clause"`
	Source string `json:"source" yaml:"source"`
	// Why says what it costs whom where the rule is broken, and Fix what to do about it. They explain the rule and are no
	// part of it: better words for them leave its digest as it is.
	Why string `json:"-" yaml:"why"`
	Fix string `json:"-" yaml:"fix"`
	// Since is the version of the tool that first had the rule.
	Since string `json:"since" yaml:"since"`
	// Schema is the fragment that says the rule, such as "success.schema.json#/$defs/auth-code-length"; empty where
	// the rule cannot be said in JSON Schema.
	Schema string `json:"schema,omitempty" yaml:"schema"`
}

// The subjects of rules.
const (
	Wallet      = "wallet"
	MiniProgram = "miniprogram"
	// MerchantServer is a merchant's server, OpenPlatform the open platform of a wallet.
	MerchantServer = "server"
	OpenPlatform   = "platform"
)

// SubjectName is what a reader calls a subject: "wallet", "mini program".
func SubjectName(subject string) string {
	switch subject {
	case MiniProgram:
		return "mini program"
	case MerchantServer:
		return "merchant's server"
	case OpenPlatform:
		return "open platform"
	}
	return subject
}

// The levels of rules.
const (
	Must   = "must"
	Should = "should"
	May    = "may"
)

// Sentence is one sentence of the documentation, with the rules that cover it or the reason why none does.
type Sentence struct {
	ID       string   `json:"id" yaml:"id"` // "s11", or "s16-6001" for a code of its table
	Text     string   `json:"text" yaml:"text"`
	Rules    []string `json:"rules,omitempty" yaml:"rules"`
	Excluded string   `json:"excluded,omitempty" yaml:"excluded"`
}

var loadCatalogue = sync.OnceValues(func() (*Catalogue, error) {
	data, err := files.ReadFile("rules.yaml")
	if err != nil {
		return nil, fmt.Errorf("reading the rules: %w", err)
	}
	return parseCatalogue(data)
})

// LoadCatalogue returns the embedded rules, parsed once. The error is a mistake in rules.yaml itself.
func LoadCatalogue() (*Catalogue, error) { return loadCatalogue() }

func parseCatalogue(data []byte) (*Catalogue, error) {
	c := &Catalogue{sentences: sync.OnceValues(parseDocumentation)}
	if err := yaml.UnmarshalWithOptions(data, &c.rules, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("parsing rules.yaml: %w", err)
	}
	c.byID = make(map[string]int, len(c.rules))
	for i, rule := range c.rules {
		if _, twice := c.byID[rule.ID]; twice {
			return nil, fmt.Errorf("parsing rules.yaml: the rule %s stands twice", rule.ID)
		}
		c.byID[rule.ID] = i
	}
	c.digest = sync.OnceValue(func() string { return digest(c.rules) })
	return c, nil
}

func parseDocumentation() ([]Sentence, error) {
	data, err := files.ReadFile("documentation.yaml")
	if err != nil {
		return nil, fmt.Errorf("reading the documentation: %w", err)
	}
	var sentences []Sentence
	if err := yaml.UnmarshalWithOptions(data, &sentences, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("parsing documentation.yaml: %w", err)
	}
	return sentences, nil
}

func digest(rules []Rule) string {
	data, err := json.Marshal(rules)
	if err != nil {
		panic(fmt.Sprintf("rules are strings, which JSON can hold: %v", err))
	}
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Rules returns every rule, in the order in which reports list them.
func (c *Catalogue) Rules() []Rule { return slices.Clone(c.rules) }

// RulesOf returns the rules of one subject, in order.
func (c *Catalogue) RulesOf(subject string) []Rule {
	var rules []Rule
	for _, rule := range c.rules {
		if rule.Subject == subject {
			rules = append(rules, rule)
		}
	}
	return rules
}

// Rule returns the rule with an id.
func (c *Catalogue) Rule(id string) (Rule, bool) {
	i, ok := c.byID[id]
	if !ok {
		return Rule{}, false
	}
	return c.rules[i], true
}

// Sentences returns every sentence of the documentation in its order. It panics where documentation.yaml, which is
// embedded and tested, cannot be parsed.
func (c *Catalogue) Sentences() []Sentence {
	sentences, err := c.sentences()
	if err != nil {
		panic(err)
	}
	return slices.Clone(sentences)
}

// SentencesOf returns the sentences that name a rule.
func (c *Catalogue) SentencesOf(ruleID string) []Sentence {
	var found []Sentence
	for _, s := range c.Sentences() {
		if slices.Contains(s.Rules, ruleID) {
			found = append(found, s)
		}
	}
	return found
}

// Digest returns "sha256:" and the digest of the rules as data: two reports with the same digest were judged by the
// same rules.
func (c *Catalogue) Digest() string { return c.digest() }
