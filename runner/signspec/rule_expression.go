package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/onsi/ginkgo/v2/types"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

// expressionToken matches a regular expression between slashes or a name in a label expression.
var expressionToken = regexp.MustCompile(`/[^/]*/|[^&|!,()\s]+`)

// checkExpression finds what is wrong with a --rules expression: its syntax, or a name that no rule of the subject
// has as its id, level or group.
func checkExpression(expression string, catalogue *schemas.Catalogue, subject string) error {
	if expression == "" {
		return nil
	}
	if _, err := types.ParseLabelFilter(expression); err != nil {
		return fmt.Errorf("--rules %q is not an expression over rules: names joined by &&, || or a comma, each perhaps after !, and parentheses; %s",
			expression, syntaxError(err))
	}
	known := labelsOf(catalogue.RulesOf(subject))
	for _, token := range expressionToken.FindAllString(expression, -1) {
		if pattern, ok := strings.CutPrefix(token, "/"); ok {
			if err := matchesSome(strings.TrimSuffix(pattern, "/"), known); err != nil {
				return fmt.Errorf("--rules %q: %w", expression, err)
			}
			continue
		}
		if rule, ok := catalogue.Rule(token); ok && rule.Subject != subject {
			return fmt.Errorf("--rules %q: %s is a rule for a %s, and this checks a %s", expression, rule.ID, subjectName(rule.Subject), subjectName(subject))
		}
		if !containsFold(known, token) {
			return fmt.Errorf("--rules %q: no rule has the id, level or group %q%s (\"signspec rules\" lists them)",
				expression, token, config.DidYouMean(token, known))
		}
	}
	return nil
}

// labelsOf lists what rules can be named by: levels, groups and ids.
func labelsOf(rules []schemas.Rule) []string {
	labels := []string{schemas.Must, schemas.Should, schemas.May}
	for _, rule := range rules {
		if !containsFold(labels, rule.Group) {
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
	for _, name := range known {
		if re.MatchString(name) {
			return nil
		}
	}
	return fmt.Errorf("/%s/ matches no rule's id, level or group", pattern)
}

func containsFold(list []string, name string) bool {
	for _, item := range list {
		if strings.EqualFold(item, name) {
			return true
		}
	}
	return false
}

// syntaxError is the last line of what Ginkgo says of an expression: the lines before repeat the expression.
func syntaxError(err error) string {
	var told types.GinkgoError
	if !errors.As(err, &told) {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(told.Message), "\n")
	return strings.TrimSuffix(lines[len(lines)-1], ".")
}
