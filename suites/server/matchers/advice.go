package matchers

import (
	"github.com/signspec/signspec/schemas/record"
)

// Advice says where the result.bound of a target file seems not to tell a success from a failure: the status of the server
// says otherwise in all attempts of a kind. A broken rule alone would blame the server.
func Advice(records []record.Record) []string {
	var succeeded, refused ends
	for _, r := range records {
		answers, status := tolds(r, 0, "result"), tolds(r, 0, "status")
		if len(answers) == 0 || len(status) == 0 {
			continue
		}
		switch isBound := status[len(status)-1].Text("as") == "bound"; {
		case isBound && endsBound(r, 0):
			succeeded.count(answers)
		case !isBound && endsRefused(r, 0):
			refused.count(answers)
		}
	}
	var notes []string
	if succeeded.neither >= fewAttempts && succeeded.bound == 0 {
		notes = append(notes, "No answer to a result looks as result.bound of the target file says, though the status says bound "+
			"after it: look at what a success has.")
	}
	if refused.all >= fewAttempts && refused.bound == refused.all {
		notes = append(notes, "Every answer to a result that the platform refused looks as result.bound of the target file says, "+
			"though the status says otherwise: if the server does not mean a success by it, name in result.bound what only a success has.")
	}
	return notes
}

// fewAttempts is how many attempts have to agree before the target file is doubted.
const fewAttempts = 3

// ends counts attempts of a kind, and how the last answer to their results looked.
type ends struct{ all, bound, neither int }

func (c *ends) count(answers []record.Event) {
	c.all++
	switch answers[len(answers)-1].Text("as") {
	case "bound":
		c.bound++
	case "pending":
	default:
		c.neither++
	}
}

// endsRefused says whether every exchange of an attempt was answered with a failure.
func endsRefused(r record.Record, attempt int) bool {
	xs := exchanges(r, attempt)
	for _, x := range xs {
		if x.answered.Text("result") != "F" {
			return false
		}
	}
	return len(xs) > 0
}
