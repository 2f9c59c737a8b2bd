package judges

import (
	"strconv"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/spec"
)

// CallsSignContract succeeds when one start of the flow calls the API once, with an options object. A failure may be
// answered by another call, a success may not. Rule calls-sign-contract.
func CallsSignContract() *Matcher {
	return matcher("calls-sign-contract", func(r record.Record, in evidence) spec.Judgement {
		expected := "starting the flow calls " + in.Profile.Entry.String() + " once, with an options object"
		made := calls(r)
		if len(made) == 0 {
			return absent(r, expected, "it was not called. What happened: %s", story(r))
		}
		for _, c := range made {
			if c.options.Kind() != record.Object {
				return spec.Breaks(expected, "it was called with %s", c.options).At(c.place)
			}
		}
		until := len(r.Events)
		if a := answers(r); len(a) > 0 && (r.Stage == nil || r.Stage.Outcome != record.Approve) {
			until = a[0].index
		}
		if extra := callsOf(r, -1, until); len(extra) > 1 {
			return spec.Breaks(expected, "it was called %d times", len(extra)).At(extra[1].place)
		}
		return spec.Holds()
	})
}

// storySteps is how many steps of a visit a message tells: enough to see where a flow went another way.
const storySteps = 12

// story tells what a program did, step by step.
func story(r record.Record) string {
	var steps []string
	for _, e := range r.Events {
		if step := storyStep(e); step != "" && (len(steps) == 0 || steps[len(steps)-1] != step) {
			steps = append(steps, step)
		}
	}
	if len(steps) == 0 {
		return "nothing"
	}
	if len(steps) > storySteps {
		steps = append(steps[:storySteps], "and "+strconv.Itoa(len(steps)-storySteps)+" more steps")
	}
	return hide(r, strings.Join(steps, "; "))
}

func storyStep(e record.Event) string {
	switch e.Type {
	case record.Started:
		if handler := text(e, "handler"); handler != "" {
			return "started " + handler
		}
		return strings.TrimSpace("started " + text(e, "selector"))
	case record.Requested:
		return text(e, "method") + " " + pathOf(text(e, "url"))
	case record.Replied:
		if failed := field(e, "error"); failed.Kind() != record.Undefined {
			return "no answer: " + failed.String()
		}
		return "answer " + field(e, "status").String()
	case record.Shown:
		if isData(e) || isText(e) || isLoading(e) {
			return ""
		}
		return text(e, "how") + " " + field(e, "content").String()
	case record.Navigated:
		return text(e, "how") + " " + text(e, "url")
	case record.Asked:
		return "asked " + text(e, "how")
	case record.Used:
		return "used " + text(e, "api") + ", which is not modelled"
	case record.Uncaught:
		return "uncaught " + e.Arg().String()
	}
	return ""
}
