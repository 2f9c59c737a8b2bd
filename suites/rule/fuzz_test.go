package rule_test

import (
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/rule"
)

// FuzzChoose reads expressions over rules: none makes it panic, and one that is read chooses.
func FuzzChoose(f *testing.F) {
	for _, expression := range []string{"", "must", "must && !failure", "settles,complete-last", "/^auth-/", "/(/", "((must)", "!", "a || b", "must && (", ",", "/a/ /b/"} {
		f.Add(expression)
	}
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, expression string) {
		choose, err := rule.Choose(expression, schemas.Wallet)
		if err != nil {
			return
		}
		for _, of := range catalogue.RulesOf(schemas.Wallet) {
			choose(of)
		}
	})
}
