// Package wire is what the suites of merchants' servers and of open platforms have in common: both judge what crosses the
// wire between the two, by an edition of the platform.
package wire

import (
	"slices"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// Evidence is what a rule may look at besides the record itself.
type Evidence struct{ rule.Evidence }

// Matcher makes the matcher of a rule. The description of a target shows no call, and no attempt.
func Matcher(id string, judge func(r record.Record, in Evidence) rule.Judgement) *rule.Matcher {
	return rule.NewMatcher(id, func(r record.Record, in rule.Evidence) []rule.Judgement {
		if r.Scenario == Described {
			return []rule.Judgement{rule.CannotJudge("the record describes the target, and shows nothing that it does")}
		}
		return []rule.Judgement{judge(r, Evidence{in})}
	})
}

// Portal is the edition that the target is judged by.
func (in Evidence) Portal() *schemas.Portal { return PortalOf(in.Profile) }

// PortalOf is the edition of a profile, and the default where it is of none.
func PortalOf(p *schemas.Profile) *schemas.Portal {
	if p.Portal != nil {
		return p.Portal
	}
	portal, err := schemas.LoadPortal(schemas.DefaultPortal)
	if err != nil {
		panic("the default portal is embedded: " + err.Error())
	}
	return portal
}

// Scenario returns the record of a scenario.
func (in Evidence) Scenario(name string) (record.Record, bool) { return find(in.Run, name) }

// Described returns the event that says what is known of the target; without any field where there is none.
func (in Evidence) Described() record.Event {
	d, _ := in.Scenario(Described)
	return event(d)
}

// Has says whether the target file has a means, such as "status".
func (in Evidence) Has(means string) bool {
	return slices.Contains(in.Described().Texts("means"), means)
}
