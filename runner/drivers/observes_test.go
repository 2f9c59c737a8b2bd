package drivers_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/drivers"
	suite "github.com/signspec/signspec/suites/wallet"
)

var update = flag.Bool("update", false, "write the generated table into README.md")

func TestTheReadmeHasTheTableOfDriversAgainstRules(t *testing.T) {
	const begin, end = "<!-- observations -->\n", "<!-- /observations -->"
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(data), begin)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatal("README.md has no place for the table")
	}
	want := before + begin + drivers.ObservationTable() + end + after
	if *update {
		if err := os.WriteFile("README.md", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(data) != want {
		t.Error("README.md is not up to date; run: go test ./runner/drivers -update")
	}
}

func TestEveryDriverSaysWhetherItSeesWhatARuleNeeds(t *testing.T) {
	for _, s := range drivers.Observations() {
		for rule, need := range suite.Needs() {
			if s.Of[need] == "" {
				t.Errorf("%s does not say whether it sees %s, which %s needs", s.Driver, need, rule)
			}
		}
	}
}
