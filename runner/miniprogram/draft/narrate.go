package draft

import (
	"fmt"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// toldSteps is how many steps of a run are told: enough to see where it went another way.
const toldSteps = 8

// narrate tells what a program did after a start, step by step.
func narrate(start []schemas.Step, events []record.Event) string {
	var what []string
	for _, step := range start {
		switch {
		case step.Fire != "":
			what = append(what, step.Fire+" was fired")
		case step.Input != "":
			what = append(what, step.Input+" was filled in")
		default:
			what = append(what, step.Tap+" was tapped")
		}
	}
	var steps []string
	started := false
	for _, e := range events {
		started = started || e.Type == record.Started
		if step := told(e); started && step != "" && (len(steps) == 0 || steps[len(steps)-1] != step) {
			steps = append(steps, step)
		}
	}
	if len(steps) == 0 {
		steps = []string{"nothing happened"}
	}
	if len(steps) > toldSteps {
		steps = append(steps[:toldSteps], fmt.Sprintf("and %d more", len(steps)-toldSteps))
	}
	return strings.Join(what, ", ") + ": " + strings.Join(steps, "; ")
}

// told tells an event, "" where it says nothing of where the program went.
func told(e record.Event) string {
	switch e.Type {
	case record.Started:
		if blocked := field(e, "blocked"); blocked != "" {
			return "that cannot be done (" + blocked + ")"
		}
	case record.Requested:
		return nameOf(e)
	case record.Navigated:
		return field(e, "how") + " " + field(e, "url")
	case record.Shown:
		if how := field(e, "how"); how != "data" && how != "text" {
			content, _ := e.Arg().Field("content")
			return how + " " + content.String()
		}
	case record.Asked:
		return "asked whether the API is there"
	case record.Used:
		return "used " + field(e, "api") + ", which is not modelled"
	case record.Uncaught:
		return "threw " + e.Arg().String()
	}
	return ""
}

func field(e record.Event, name string) string {
	value, _ := e.Arg().Field(name)
	text, _ := value.Str()
	return text
}
