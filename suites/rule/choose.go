package rule

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/onsi/ginkgo/v2/types"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

// expressionToken matches a regular expression between slashes or a name in an expression.
var expressionToken = regexp.MustCompile(`/[^/]*/|[^&|!,()\s]+`)

// Choose reads an expression over rules, such as "must && !failure" or "settles,complete-last": ids, levels and groups
// of the rules of a subject, joined as Ginkgo joins labels. An empty one chooses every rule. An error says what is wrong
// with it: its syntax, or a name that no rule of the subject has.
func Choose(expression, subject string) (func(schemas.Rule) bool, error) {
	if expression == "" {
		return func(schemas.Rule) bool { return true }, nil
	}
	filter, err := types.ParseLabelFilter(expression)
	if err != nil {
		return nil, fmt.Errorf("it is not an expression over rules: names joined by &&, || or a comma, each perhaps after !, and parentheses; %s",
			syntaxError(err))
	}
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return nil, err
	}
	known := labelsOf(catalogue.RulesOf(subject))
	for _, token := range expressionToken.FindAllString(expression, -1) {
		if err := checkToken(token, known, catalogue, subject); err != nil {
			return nil, err
		}
	}
	return func(rule schemas.Rule) bool { return filter([]string{rule.Group, rule.ID, rule.Level}) }, nil
}

func checkToken(token string, known []string, catalogue *schemas.Catalogue, subject string) error {
	if pattern, ok := strings.CutPrefix(token, "/"); ok {
		return matchesSome(strings.TrimSuffix(pattern, "/"), known)
	}
	if rule, ok := catalogue.Rule(token); ok && rule.Subject != subject {
		return fmt.Errorf("%s is a rule for a %s, and this checks a %s", rule.ID, schemas.SubjectName(rule.Subject), schemas.SubjectName(subject))
	}
	if !slices.ContainsFunc(known, func(name string) bool { return strings.EqualFold(name, token) }) {
		return fmt.Errorf("no rule has the id, level or group %q%s (\"signspec rules\" lists them)", token, config.DidYouMean(token, known))
	}
	return nil
}

// labelsOf lists what rules can be named by: levels, groups and ids.
func labelsOf(rules []schemas.Rule) []string {
	labels := []string{schemas.Must, schemas.Should, schemas.May}
	for _, rule := range rules {
		if !slices.Contains(labels, rule.Group) {
			labels = append(labels, rule.Group)
		}
	}
	for _, rule := range rules {
		labels = append(labels, rule.ID)
	}
	return labels
}

func matchesSome(pattern string, known []string) error {
	re, err := regexp.Compile(pattern)
	if err != nil {
		return fmt.Errorf("/%s/ is not a regular expression: %w", pattern, err)
	}
	if !slices.ContainsFunc(known, re.MatchString) {
		return fmt.Errorf("/%s/ matches no rule's id, level or group", pattern)
	}
	return nil
}

// syntaxError is the last line of what the parser says of an expression: the lines before repeat the expression.
func syntaxError(err error) string {
	var told types.GinkgoError
	if !errors.As(err, &told) {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(told.Message), "\n")
	return strings.TrimSuffix(lines[len(lines)-1], ".")
}
