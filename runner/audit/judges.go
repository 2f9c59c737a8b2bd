package audit

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/production"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wallet"
	"github.com/signspec/signspec/suites/wallet/matchers"
)

// Judges judges calls by the rules of the wallet suite that one call alone can show. It does not change, and is safe for use
// by several goroutines.
type Judges struct {
	rows     []rule.Row
	fallback string // the name of the profile of a call that names none
	editions map[string]func() (edition, error)
}

// edition is the matchers of the rows under one profile.
type edition []*rule.Matcher

// NewJudges makes the judges; the profile is that of a call which names none.
func NewJudges(profile *schemas.Profile) *Judges {
	j := &Judges{rows: wallet.SingleCallRules(), fallback: profile.Name, editions: map[string]func() (edition, error){}}
	for _, name := range schemas.ProfileNames() {
		j.editions[name] = sync.OnceValues(func() (edition, error) {
			p, err := schemas.LoadProfile(name)
			if err != nil {
				return nil, err
			}
			return j.under(p), nil
		})
	}
	under := j.under(profile)
	j.editions[profile.Name] = func() (edition, error) { return under, nil }
	return j
}

func (j *Judges) under(p *schemas.Profile) edition {
	var e edition
	for _, row := range j.rows {
		e = append(e, row.Matcher.Under(p))
	}
	return e
}

// Verdict is what the rules say of a call: bit i of a set stands for the rule of row i.
type Verdict struct {
	// NoCall says that the record describes the container, and no call.
	NoCall bool
	// Judged are the rules that the call could show, Broken those of them that it breaks.
	Judged, Broken ruleSet
	// Events is how many events the record has: the fewer, the plainer an example it is.
	Events int
}

// ruleSet holds the numbers of rows; there are fewer than 64.
type ruleSet uint64

func (s ruleSet) has(row int) bool { return s>>row&1 == 1 }

// The errors of Judge, as kinds of problems.
var (
	errOtherParty     = errors.New("the record is not of a wallet's call, and only these are audited")
	errUnknownProfile = errors.New("the record is of an unknown profile")
	errJudging        = errors.New("judging the record failed")
)

// Judge judges one call by each row. Judgements are those of the broken rules, by row. Errors wrap errOtherParty,
// errUnknownProfile or errJudging; a rule that panics is a fault of ours and costs this record only.
func (j *Judges) Judge(c production.Call) (v Verdict, broken map[int]rule.Judgement, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%w: %v", errJudging, cause)
		}
	}()
	switch c.Record.API {
	case matchers.AvailabilityAPI:
		return Verdict{NoCall: true}, nil, nil
	case record.ProgramAPI, record.AttemptAPI:
		return Verdict{}, nil, errOtherParty
	}
	e, err := j.edition(j.profileOf(c.Where))
	if err != nil {
		return Verdict{}, nil, err
	}
	v.Events = len(c.Record.Events)
	for row, matcher := range e {
		for _, judgement := range matcher.Judge(alone(c.Record)) {
			switch judgement.Status {
			case rule.Held:
				v.Judged |= 1 << row
			case rule.Broken:
				v.Judged |= 1 << row
				v.Broken |= 1 << row
				if broken == nil {
					broken = map[int]rule.Judgement{}
				}
				broken[row] = judgement
			}
		}
	}
	return v, broken, nil
}

// alone is a record as one call shows it that nothing else is known of. What was staged of a call of the suite is left out:
// which rule a break of it is put down to can only be told with the other calls of its run.
func alone(r record.Record) record.Record {
	if r.Stage != nil {
		r.Stage, r.Scenario = nil, record.ProductionScenario
	}
	return r
}

func (j *Judges) edition(profile string) (edition, error) {
	load, ok := j.editions[profile]
	if !ok {
		names := schemas.ProfileNames()
		return nil, fmt.Errorf("%w: %q; the profiles are %s%s", errUnknownProfile, profile, strings.Join(names, ", "),
			config.DidYouMean(profile, names))
	}
	e, err := load()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errJudging, err)
	}
	return e, nil
}

func (j *Judges) profileOf(w production.Where) string {
	if w.Profile == "" {
		return j.fallback
	}
	return w.Profile
}

// Rule is the id of a row's rule.
func (j *Judges) Rule(row int) string { return j.rows[row].Matcher.Rule() }

// ids lists the ids of the rows' rules, in their order.
func (j *Judges) ids() []string {
	var ids []string
	for row := range slices.Values(j.rows) {
		ids = append(ids, row.Matcher.Rule())
	}
	return ids
}
