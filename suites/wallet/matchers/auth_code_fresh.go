package matchers

import "github.com/signspec/signspec/schemas/record"

// AuthCodeFresh succeeds when no two authorisations returned the same authCode. Calls are compared within one
// instance of the target, since only that can remember what it gave out. Rule auth-code-fresh.
func AuthCodeFresh() *Matcher {
	return newMatcher("auth-code-fresh", func(r record.Record, in evidence) Judgement {
		if _, ok := in.issued(r); !ok {
			return unjudged("the call is not an approval that returned a code")
		}
		compared := false
		for _, earlier := range in.run {
			if earlier.ID == r.ID {
				break
			}
			if in.sameCode(earlier, r) {
				return breaks("no two authorisations return the same authCode", "authCode is the one that %s had got", earlier.ID)
			}
			_, issued := in.issued(earlier)
			compared = compared || issued && earlier.Instance == r.Instance
		}
		if !compared {
			return unjudged("there is no earlier authorisation to compare with")
		}
		return holds()
	})
}

// sameCode says whether two authorisations of one instance returned the same code.
func (in evidence) sameCode(earlier, later record.Record) bool {
	theirs, ok := in.issued(earlier)
	mine, also := in.issued(later)
	return ok && also && earlier.Instance == later.Instance && mine.Equal(theirs)
}

// issued returns the code of an authorisation that stood alone; who passes no success may get it by complete.
func (in evidence) issued(r record.Record) (record.Value, bool) {
	if r.Overlap || r.Stage == nil || r.Stage.Outcome != record.Approve || in.parameter(r) != usable {
		return record.Value{}, false
	}
	if r.Passed(record.Success) {
		return codeIn(r, record.Success)
	}
	return codeIn(r, record.Completed)
}
