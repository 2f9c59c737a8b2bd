package rule

import (
	"fmt"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// Status is what a rule says of one record, or what became of it in a run.
type Status string

// What a rule can say, and what can become of it.
const (
	Held          Status = "held"
	Broken        Status = "broken"
	Unjudged      Status = "unjudged"       // of a record: it cannot show whether the rule holds
	NotApplicable Status = "not-applicable" // the rule has nothing to say here, and that is fine
	Untested      Status = "untested"       // of a run: no record could show whether the rule holds
	Errored       Status = "error"          // of a run: the harness failed while the rule was judged
)

// Judgement is what a rule says of one record, and why.
type Judgement struct {
	Record   record.Record
	Status   Status
	Expected string        // where broken: what the rule demands, a sentence
	Observed string        // where broken: what was seen instead, a sentence
	Reason   string        // where unjudged or not applicable
	Place    *record.Place // where broken: the place in the target's source that caused it, where it is known
	Event    int           // where broken: the number of the event whose payload shows it, from 1; 0 where none does alone
}

// Evidence is what a rule may look at besides the record itself.
type Evidence struct {
	Profile *schemas.Profile
	Run     []record.Record
	// Kept is where a rule keeps what it has worked out from the run, under a key of its own, so that it is worked out
	// once for all the records. It is empty when the judging of a run begins.
	Kept map[any]any
	// Own is the same for what was worked out from the judged records alone, where it lasts no longer than they are judged: of
	// what is explored there is much. Elsewhere it is Kept.
	Own map[any]any
	// Judged are the ids of the records that are judged.
	Judged []string
}

// JudgeFunc says what a rule says of a record: one judgement, or one for each way in which it is broken.
type JudgeFunc func(r record.Record, in Evidence) []Judgement

// Holds says that the rule holds.
func Holds() Judgement { return Judgement{Status: Held} }

// Breaks says that the rule is broken; args, where there are any, are formatted into observed.
func Breaks(expected, observed string, args ...any) Judgement {
	if len(args) > 0 {
		observed = fmt.Sprintf(observed, args...)
	}
	return Judgement{Status: Broken, Expected: expected, Observed: observed}
}

// CannotJudge says that the record cannot show whether the rule holds, and why.
func CannotJudge(reason string) Judgement { return Judgement{Status: Unjudged, Reason: reason} }

// OutOfScope says that the rule has nothing to say here, and why.
func OutOfScope(reason string) Judgement { return Judgement{Status: NotApplicable, Reason: reason} }

// In puts the number of the event whose payload shows it to a judgement, from 1.
func (j Judgement) In(event int) Judgement {
	j.Event = event
	return j
}

// At puts the place that caused it to a judgement.
func (j Judgement) At(place *record.Place) Judgement {
	j.Place = place
	return j
}
