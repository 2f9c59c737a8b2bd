package matchers

import (
	"math"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

const (
	// frameMs is how far apart, in virtual milliseconds, the same change may be drawn in two visits: a page is drawn up
	// to 20 ms after its data were set, at once with whatever else was set until then.
	frameMs = 50
	// fewestTicks is how many lines that differ in their numbers only make a counter: more than the steps of a flow that
	// are counted, and as many as even a slow one has in the five minutes of a visit.
	fewestTicks = 5
)

// clock is what pages say by themselves, whatever the wallet answers: a countdown, an advertisement, a balance that is
// asked for every few seconds.
type clock struct {
	first    map[string]float64 // when each line is first to be read
	counters map[string]bool    // lines without their numbers
}

// wrote says whether an effect is the clock's.
func (c clock) wrote(e effect) bool {
	at, known := c.first[e.line]
	return known && math.Abs(e.at-at) <= frameMs || c.counts(e.line)
}

// counts says whether a line is one of a counter's.
func (c clock) counts(line string) bool { return c.counters[unnumbered(line)] }

// unnumbered returns a line with one mark for each of its numbers, which are what makes the lines of a counter differ.
func unnumbered(line string) string {
	var b strings.Builder
	inNumber := false
	for i := range len(line) {
		isDigit := '0' <= line[i] && line[i] <= '9'
		if isDigit && !inNumber {
			b.WriteByte('#')
		} else if !isDigit {
			b.WriteByte(line[i])
		}
		inNumber = isDigit
	}
	return b.String()
}

// byTheClock returns what is to be read on pages at the same time in the plain approval and in every plain failure, and
// the counters that run in all of them.
func (in evidence) byTheClock() clock {
	return kept(in, "clock", func() clock {
		common := clock{}
		approved, ok := in.approved()
		failures := in.failures()
		if !ok || len(failures) == 0 {
			return common
		}
		common.first, common.counters = map[string]float64{}, in.counters(approved)
		for _, e := range in.reads(approved) {
			common.first[e.line] = e.at
		}
		for _, r := range failures {
			also := clock{map[string]float64{}, map[string]bool{}}
			for _, e := range in.reads(r) {
				if at, known := common.first[e.line]; known && math.Abs(e.at-at) <= frameMs {
					also.first[e.line] = at
				}
			}
			for counter := range in.counters(r) {
				if common.counters[counter] {
					also.counters[counter] = true
				}
			}
			common = also
		}
		return common
	})
}

// counters returns the counters of a record. How many of their lines are recorded, and which, depends on what else
// happens.
func (in evidence) counters(r record.Record) map[string]bool {
	ticks := map[string]int{}
	counters := map[string]bool{}
	for _, e := range in.reads(r) {
		counter := unnumbered(e.line)
		if ticks[counter]++; ticks[counter] >= fewestTicks {
			counters[counter] = true
		}
	}
	return counters
}

// reads returns what is to be read on pages, each line as it comes for the first time.
func (in evidence) reads(r record.Record) []effect {
	return kept(in, of{"to be read", r.ID}, func() []effect {
		n, seen := in.normal(r), newReader(r)
		var all []effect
		for _, e := range r.Events {
			for _, line := range seen.read(n, e) {
				all = append(all, effect{line, e.At})
			}
		}
		return all
	})
}

// apart returns those of the effects that have no counterpart among the others, the same at the same time, and that are
// no counter's, as lines in the order of the alphabet: which of two comes first may be a matter of the clock.
func (c clock) apart(effects, others []effect) []string {
	left := map[string][]float64{}
	for _, e := range others {
		left[e.line] = append(left[e.line], e.at)
	}
	var all []string
	for _, e := range effects {
		i := slices.IndexFunc(left[e.line], func(at float64) bool { return math.Abs(e.at-at) <= frameMs })
		if i >= 0 {
			left[e.line] = slices.Delete(left[e.line], i, i+1)
		} else if !c.counts(e.line) {
			all = append(all, e.line)
		}
	}
	slices.Sort(all)
	return all
}
