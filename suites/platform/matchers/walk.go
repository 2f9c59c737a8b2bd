package matchers

import (
	"regexp"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// A walk is a scenario beyond the plan: the calls of a merchant one after the other, as its name tells them, such as
// "consult, approve, apply (other-key), apply". What is odd about a call stands in parentheses, and in the records as odd. It is
// judged beside the same walk without that: what nobody may be refused for makes no difference, and what nobody may get through
// with has no effect.

// between stands between the calls of a walk.
const between = ", "

// IsWalk says whether a scenario of this name is a walk.
func IsWalk(name string) bool { return name != Described && !strings.Contains(name, "/") }

var oddCall = regexp.MustCompile(` \(([^()]*)\)`)

// WithoutOdd names the walk that another one is compared with: without what is odd about its calls, or without these calls. It is
// the same walk where nothing is odd.
func WithoutOdd(name string, refused bool) string {
	if !refused {
		return oddCall.ReplaceAllString(name, "")
	}
	var kept []string
	for step := range strings.SplitSeq(name, between) {
		if !oddCall.MatchString(step) {
			kept = append(kept, step)
		}
	}
	return strings.Join(kept, between)
}

// comparing is how a rule compares a walk with the same one without what is odd.
type comparing struct {
	expected string
	refused  bool // nobody gets through with what is odd; otherwise nobody is refused for it
	effect   bool // what was refused leaves everything as it is
}

// comparisons lists, by the ids of their rules, how walks are compared.
func comparisons() map[string]comparing {
	return map[string]comparing{
		"refuses-unsigned":        {"a call without a signature is refused", true, true},
		"refuses-bad-signature":   {"a call whose signature is wrong is refused", true, true},
		"refuses-wrong-algorithm": {"a signature by an algorithm that is not supported is refused", true, true},
		"refuses-unknown-client":  {"a client that does not exist is refused", true, true},
		"code-bound-to-client":    {"a code is refused to another client than the one that it was made for", true, true},
		"token-bound-to-client":   {"another client can neither refresh nor cancel the token", true, true},
		"required-fields-checked": {"a call without what is required, or with something else in its place, is refused", true, false},
		"unknown-code-refused":    {"a code that does not exist is answered F", true, false},
		"grant-type-checked":      {"an exchange whose grantType does not fit is refused", true, false},
		"accepts-signed":          {"a call that is signed as documented is answered as ever, whether its Content-Type says a charset or there is none", false, false},
		"header-names-any-case":   {"a call is answered as ever, whatever the case of its headers' names", false, false},
		"algorithm-any-case":      {"a call is answered as ever, whatever the case of its algorithm's name", false, false},
		"signature-spelling":      {"a call is answered as ever in every spelling of a signature that is documented", false, false},
		"raw-body-verified":       {"a call that is signed over the bytes it has, with blanks and escapes, is answered as ever", false, false},
	}
}

// besidePlain judges a walk beside the same one without what is odd.
func (in evidence) besidePlain(r record.Record, how comparing) rule.Judgement {
	plain, ok := in.Scenario(WithoutOdd(r.Scenario, how.refused))
	if !ok {
		return rule.CannotJudge("the same calls without what is odd about them were not made")
	}
	if how.refused {
		return refusedBeside(r, plain, how)
	}
	return takenBeside(r, plain, how)
}

// refusedBeside judges calls that nobody may get through with: none is answered S, and the others are answered as without them. Behind
// several of them a platform may have locked out whoever makes them, of which nothing is documented.
func refusedBeside(r, plain record.Record, how comparing) rule.Judgement {
	tried, nth, others, without := 0, 0, 0, answers(plain, "")
	for _, e := range answers(r, "") {
		nth++
		if odd := e.Text("odd"); odd != "" {
			if !slices.ContainsFunc(answers(plain, e.Text("operation")), isSuccess) {
				return rule.CannotJudge("the control failed: a good " + e.Text("operation") + " is not answered S there")
			}
			if tried++; e.Text("status") == "S" {
				return rule.Breaks(inWords(how, e), "call %d of the scenario was answered %s", nth, said(e))
			}
			continue
		}
		if how.effect && tried == 1 && others < len(without) && without[others].Text("status") == "S" && e.Text("status") != "S" {
			return rule.Breaks(how.expected+", and has no effect", "call %d of the scenario, a good %s behind it, was answered %s; without "+
				"what was refused it is answered S", nth, e.Text("operation"), said(e))
		}
		others++
	}
	if tried == 0 {
		return notMade(r)
	}
	return rule.Holds()
}

// takenBeside judges calls that nobody may be refused for: each is answered S that is answered S without what is odd.
func takenBeside(r, plain record.Record, how comparing) rule.Judgement {
	judged, without := false, answers(plain, "")
	odd := record.Event{}
	for i, e := range answers(r, "") {
		if i >= len(without) {
			break
		}
		if e.Text("odd") != "" {
			odd = e
		}
		if without[i].Text("status") != "S" || odd.Text("odd") == "" {
			continue
		}
		judged = true
		if e.Text("status") != "S" {
			return rule.Breaks(inWords(how, odd), "call %d of the scenario, %s, was answered %s; where nothing is odd it is answered S", i+1,
				e.Text("operation"), said(e))
		}
	}
	if !judged {
		return rule.CannotJudge("the same call is not answered S where nothing is odd about it")
	}
	return rule.Holds()
}

// inWords is what a rule expects, with the call that it is about.
func inWords(how comparing, odd record.Event) string {
	return how.expected + " (" + callInWords(odd.Text("operation"), odd.Text("odd")) + ")"
}
