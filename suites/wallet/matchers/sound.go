package matchers

import "github.com/signspec/signspec/schemas/record"

// unsound says what is wrong with how a call was answered although nobody disturbs it in a plain one: an outcome or
// complete that came twice, both outcomes, a complete that is missing or came too early. The rule that speaks for a
// disturbance asks it, since the rules about callbacks leave a disturbed call alone.
func (in evidence) unsound(r record.Record) (string, bool) {
	for _, fault := range []func(record.Record) (string, bool){twice, both, incomplete, early} {
		what, ok := fault(r)
		if !ok {
			continue
		}
		plainly := false
		for _, plain := range in.undisturbed(r.Stage.Outcome) {
			_, also := fault(plain)
			plainly = plainly || also
		}
		if !plainly {
			return what, true
		}
	}
	return "", false
}

func twice(r record.Record) (string, bool) {
	for _, t := range []record.EventType{record.Success, record.Failed, record.Completed} {
		if calls := r.Of(t); len(calls) > 1 {
			return string(t) + " was called again " + duration(calls[1].At-calls[0].At) + " later", true
		}
	}
	return "", false
}

func both(r record.Record) (string, bool) {
	first, _ := outcome(r)
	if other, ok := r.First(opposite(first.Type)); ok && first.Type != "" {
		return string(other.Type) + " came after " + string(first.Type), true
	}
	return "", false
}

func incomplete(r record.Record) (string, bool) {
	_, ok := outcome(r)
	return "complete was not called", ok && r.Passed(record.Completed) && len(r.Of(record.Completed)) == 0
}

func early(r record.Record) (string, bool) {
	first, ok := r.First(record.Success, record.Failed, record.Completed)
	_, ended := outcome(r)
	return "complete came before success or fail", ok && ended && first.Type == record.Completed
}
