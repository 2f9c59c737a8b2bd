package schemas

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/config"
)

func catalogue(t *testing.T) *Catalogue {
	t.Helper()
	c, err := LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var update = flag.Bool("update", false, "add new rules to testdata/rules.tsv")

// testdata/rules.tsv holds the ids that have been promised, each with its subject and level. One that is in it never
// changes and never goes; a new rule is added.
func TestRulesAreThoseThatWerePromised(t *testing.T) {
	const file = "testdata/rules.tsv"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	promised := strings.Split(strings.TrimSpace(string(text)), "\n")
	var have, fresh []string
	for _, rule := range catalogue(t).Rules() {
		line := rule.ID + "\t" + rule.Subject + "\t" + rule.Level
		have = append(have, line)
		if !slices.Contains(promised, line) {
			fresh = append(fresh, line)
		}
	}
	for _, line := range promised {
		if !slices.Contains(have, line) {
			t.Errorf("%q was promised, and rules.yaml has it no more", line)
		}
	}
	if *update {
		promised = slices.Concat(promised, fresh)
		if err := os.WriteFile(file, []byte(strings.Join(promised, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if len(fresh) > 0 {
		t.Errorf("%s lacks %q; run: go test ./schemas -update", file, fresh)
	}
}

func TestRulesAreComplete(t *testing.T) {
	groups := map[string][]string{
		Wallet:         {"availability", "parameters", "callbacks", "success", "failure", "sequence"},
		MiniProgram:    {"starting", "result", "failure", "resilience", "secrets"},
		MerchantServer: {"sending", "state", "exchange", "trust", "notifications", "secrets", "users"},
		OpenPlatform:   {"callers", "answers", "consult", "tokens", "notifications"},
	}
	for subject, want := range groups {
		var have []string
		for _, rule := range catalogue(t).RulesOf(subject) {
			have = append(have, rule.Group)
		}
		if have = slices.Compact(have); !slices.Equal(have, want) {
			t.Errorf("the groups of %s are %v, want each once and in the order %v", subject, have, want)
		}
	}
	for _, rule := range catalogue(t).Rules() {
		for name, text := range map[string]string{
			"title": rule.Title, "clause": rule.Clause, "source": rule.Source, "why": rule.Why, "fix": rule.Fix, "since": rule.Since,
		} {
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s has no %s", rule.ID, name)
			}
		}
		if strings.HasSuffix(rule.Title, ".") {
			t.Errorf("the title of %s ends in a full stop", rule.ID)
		}
		if rule.Level == Must && !strings.HasPrefix(rule.Source, "documentation, sentence") {
			t.Errorf("%s is a must rule, which rests on the documentation, not on %q", rule.ID, rule.Source)
		}
	}
}

func TestWhyAndFixAreAFewWords(t *testing.T) {
	const mostSentences, longest = 2, 320
	for _, rule := range catalogue(t).Rules() {
		for name, text := range map[string]string{"why": rule.Why, "fix": rule.Fix} {
			if !strings.HasSuffix(text, ".") || strings.Count(text, ". ") >= mostSentences || len(text) > longest {
				t.Errorf("the %s of %s is one or two sentences of at most %d characters, not %q", name, rule.ID, longest, text)
			}
		}
	}
}

func TestRulesNameFragmentsOfTheirOwn(t *testing.T) {
	shared := map[string]string{"param-error-documented": "error-documented"} // one table of codes, two levels
	for _, rule := range catalogue(t).Rules() {
		if rule.Schema == "" {
			continue
		}
		if _, ok := Documented().Fragment(rule.Schema); !ok {
			t.Errorf("%s names %s, which is not there", rule.ID, rule.Schema)
		}
		name := rule.ID
		if other, ok := shared[name]; ok {
			name = other
		}
		if !strings.HasSuffix(rule.Schema, "#/$defs/"+name) {
			t.Errorf("%s names %s, a fragment of another name", rule.ID, rule.Schema)
		}
	}
}

func TestEverySentenceIsCoveredOrExcluded(t *testing.T) {
	c := catalogue(t)
	named := map[string]bool{}
	seen := map[string]bool{}
	for _, s := range c.Sentences() {
		if seen[s.ID] {
			t.Errorf("sentence %s stands twice", s.ID)
		}
		seen[s.ID] = true
		if strings.TrimSpace(s.Text) == "" {
			t.Errorf("sentence %s has no text", s.ID)
		}
		if (len(s.Rules) > 0) == (strings.TrimSpace(s.Excluded) != "") {
			t.Errorf("sentence %s needs either rules or the reason why it has none", s.ID)
		}
		for _, id := range s.Rules {
			named[id] = true
			if _, ok := c.Rule(id); !ok {
				t.Errorf("sentence %s names the rule %s, which does not exist; near: %v", s.ID, id, config.Nearest(id, ids(c)))
			}
		}
	}
	for _, rule := range c.Rules() {
		if rule.Level == Must && !named[rule.ID] {
			t.Errorf("the must rule %s is named by no sentence", rule.ID)
		}
	}
	consulted, exchanged := []string{}, []string{} // what the other half of the contract is about
	for _, s := range c.Sentences() {
		switch s.ID {
		case "s4":
			consulted = s.Rules
		case "s6":
			exchanged = s.Rules
		}
	}
	for _, subject := range []string{MerchantServer, OpenPlatform} {
		for _, rule := range c.RulesOf(subject) {
			if !slices.Contains(consulted, rule.ID) && !slices.Contains(exchanged, rule.ID) {
				t.Errorf("the %s rule %s is named neither by sentence 4 nor by sentence 6", subject, rule.ID)
			}
		}
	}
	for _, id := range []string{
		"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "s12", "s13", "s14", "s15", "s16",
		"s16-6001", "s16-6002", "s16-7001", "s16-7002",
	} {
		if !seen[id] {
			t.Errorf("sentence %s is missing", id)
		}
	}
}

func ids(c *Catalogue) []string {
	var all []string
	for _, rule := range c.Rules() {
		all = append(all, rule.ID)
	}
	return all
}

func TestCatalogueLooksUp(t *testing.T) {
	c := catalogue(t)
	if rule, ok := c.Rule("complete-last"); !ok || rule.Group != "callbacks" || rule.Level != Must {
		t.Errorf("complete-last is %+v, %v", rule, ok)
	}
	if _, ok := c.Rule("complete-lost"); ok {
		t.Error("a rule was found that does not exist")
	}
	if s := c.SentencesOf("error-unknown"); len(s) != 1 || s[0].ID != "s16-7001" {
		t.Errorf("error-unknown rests on %v, want s16-7001", s)
	}
}

func TestDigestFollowsTheRules(t *testing.T) {
	c := catalogue(t)
	if d := c.Digest(); len(d) != len("sha256:")+64 || !strings.HasPrefix(d, "sha256:") {
		t.Errorf("the digest is %q", d)
	}
	changed := c.Rules()
	changed[0].Why, changed[0].Fix = "said better", "so too"
	if digest(changed) != c.Digest() {
		t.Error("other words for why and fix have another digest")
	}
	changed[0].Level = May
	if digest(changed) == c.Digest() {
		t.Error("another level has the same digest")
	}
}

func TestCatalogueRefusesMistakesInRules(t *testing.T) {
	for name, text := range map[string]string{
		"an unknown key": "- id: a\n  lvl: must\n",
		"an id twice":    "- id: a\n- id: a\n",
	} {
		if _, err := parseCatalogue([]byte(text)); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}
