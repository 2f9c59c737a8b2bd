// Package badge writes the verdict of a run as a small picture, and for a Shields endpoint badge.
package badge

import "github.com/signspec/signspec/reports/run"

// label is the left half of a badge.
const label = "signContract"

// The colours of a badge. White text on each has a contrast of 4.5 or more.
const (
	green = "#17693d"
	red   = "#a8241c"
	amber = "#7d4f00"
	grey  = "#4d5663"
)

// messageOf returns what a badge says of the run, and its colour. A run of a part of the rules says so, and one with
// breaks that a baseline accepts: a badge has no room for more.
func messageOf(r *run.Run) (message, colour string) {
	switch r.Verdict {
	case run.Conformant:
		message, colour = string(run.Conformant), green
	case run.Nonconformant:
		message, colour = string(run.Nonconformant), red
	case run.Inconclusive:
		message, colour = string(run.Inconclusive), amber
	default:
		return "no verdict", grey
	}
	switch {
	case partial(r):
		message += " (partial)"
	case r.AcceptsBreaks():
		message += " (known breaks)"
		if r.Verdict == run.Conformant { // which it is only for the baseline
			colour = amber
		}
	}
	return message, colour
}

// partial says whether the run was asked to leave rules out, or to spare authorisations.
func partial(r *run.Run) bool { return r.Selection != "" || r.Plan == "thrifty" }
