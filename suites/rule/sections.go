package rule

import (
	"context"
	"fmt"

	"github.com/signspec/signspec/schemas"
)

// Section is a group of the catalogue with those of its rules that a session judges.
type Section struct {
	Name, Title string
	Rules       []ChosenRule
}

// ChosenRule is a rule that a session judges, and the sentence that it is in its table.
type ChosenRule struct {
	Rule schemas.Rule
	Text string
}

// Title is what the rules of the session stand under.
func (s *Session[S]) Title() string { return s.suite.Title }

// Strict says whether a broken should rule is as bad as a broken must rule.
func (s *Session[S]) Strict() bool { return s.options.Strict }

// Sections lists the rules that the session judges, in their order. It is for who judges them one by one, such as a test
// runner: see JudgeRule.
func (s *Session[S]) Sections() []Section {
	var sections []Section
	for _, row := range s.rows {
		if n := len(sections); n == 0 || sections[n-1].Name != row.group.Name {
			sections = append(sections, Section{Name: row.group.Name, Title: row.group.Title})
		}
		last := &sections[len(sections)-1]
		last.Rules = append(last.Rules, ChosenRule{row.rule, row.Text})
	}
	return sections
}

// JudgeRule judges one rule alone, and performs what it rests on as far as that has not been done. The session keeps the
// result. A rule that the session does not judge is Errored.
func (s *Session[S]) JudgeRule(ctx context.Context, id string) Result {
	for _, row := range s.rows {
		if row.rule.ID == id {
			return s.keep(s.judge(ctx, row))
		}
	}
	return Result{Rule: schemas.Rule{ID: id}, Status: Errored, Reason: fmt.Sprintf("the session does not judge %q", id)}
}
