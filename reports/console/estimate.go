package console

import "time"

// Work is how much there is to do, of two kinds that take different times: authorisations, which somebody brings about, and
// scenarios that have none.
type Work struct{ Authorisations, Others int }

// Plus is both together.
func (w Work) Plus(more Work) Work {
	return Work{w.Authorisations + more.Authorisations, w.Others + more.Others}
}

// Minus is what is left of it, which is never less than nothing.
func (w Work) Minus(done Work) Work {
	return Work{max(0, w.Authorisations-done.Authorisations), max(0, w.Others-done.Others)}
}

// estimate learns from the steps that are over how long those take that are left.
type estimate struct {
	authorised, others samples
}

// aloneTakes is about how long a scenario takes that needs nobody, before one has been performed.
const aloneTakes = 500 * time.Millisecond

// samples are steps of one kind that are over.
type samples []sample

type sample struct {
	units int
	took  time.Duration
}

// unperformed is the time below which nothing was performed: the records of the step were there.
const unperformed = time.Millisecond

// learn takes note of a step that is over.
func (e *estimate) learn(w Work, took time.Duration) {
	switch {
	case took < unperformed:
	case w.Authorisations > 0:
		e.authorised = append(e.authorised, sample{w.Authorisations, took})
	case w.Others > 0:
		e.others = append(e.others, sample{w.Others, took})
	}
}

// of is about how long so much takes; false where nothing is known of it. What has never been done yet is taken to be as
// quick as the quickest that was, and no slower than what needs nobody: where a person authorises, that comes last.
func (e *estimate) of(w Work) (time.Duration, bool) {
	known := append(append(samples{}, e.authorised...), e.others...)
	if len(known) == 0 {
		return 0, false
	}
	pace := func(of samples) time.Duration {
		if len(of) == 0 {
			return min(known.quickest(), aloneTakes)
		}
		return of.pace()
	}
	return time.Duration(w.Authorisations)*pace(e.authorised) + time.Duration(w.Others)*pace(e.others), true
}

// recent is which part of the steps tells the pace: the last third. A target that loops costs much in its first scenarios and
// nothing once it has been given up.
const recent = 3

// pace is how long one unit took of late.
func (s samples) pace() time.Duration {
	s = s[len(s)-(len(s)+recent-1)/recent:]
	units, took := 0, time.Duration(0)
	for _, each := range s {
		units, took = units+each.units, took+each.took
	}
	return took / time.Duration(units)
}

func (s samples) quickest() time.Duration {
	least := s[0].took / time.Duration(s[0].units)
	for _, each := range s[1:] {
		least = min(least, each.took/time.Duration(each.units))
	}
	return least
}
