package host

import (
	"time"

	"github.com/signspec/signspec/schemas/record"
)

// Bounds of what one scenario records: a program that logs or asks its server for ever must not fill the record, which
// is to stay below record.MaxLine.
const (
	maxEvents = 5_000 // a hundred times what a chatty program does
	// maxTelling and maxTraffic are how many events there may be before what is told, and then what is sent, has to
	// leave the rest to what matters more: starts, calls and answers.
	maxTelling, maxTraffic = 3_500, 4_500
	// maxTold is how many bytes of JSON are kept of what is shown, printed and stored; what matters more is always kept.
	maxTold = 3 << 20
)

// add adds an event at the present time, after what was held back.
func (p *performance) add(e record.Event) {
	if e.Type != record.Logged && e.Type != record.Stored {
		size := p.size
		p.flush(false)
		p.size = size
	}
	if prompts(e.Type) {
		p.prompts++
	}
	p.append(e, p.now())
}

// append adds an event where there is room for it.
func (p *performance) append(e record.Event, at time.Duration) {
	if len(p.events) >= roomFor(e.Type) || !p.affords(e) {
		p.dropped++
		return
	}
	e.At = float64(at) / float64(time.Millisecond)
	if last := len(p.events) - 1; last >= 0 {
		e.At = max(e.At, p.events[last].At)
	}
	if e.Type == record.Called {
		p.dropLookup(e)
	}
	p.events = append(p.events, e)
}

// roomFor is how many events there may be before one of the type.
func roomFor(t record.EventType) int {
	switch {
	case tells(t):
		return maxTelling
	case t == record.Requested, t == record.Replied:
		return maxTraffic
	}
	return maxEvents
}

// affords says whether there is room for an event that only tells something.
func (p *performance) affords(e record.Event) bool {
	if tells(e.Type) {
		p.told += p.size
		return p.told <= maxTold
	}
	return true
}

// full says whether an event of the type would be left out, which spares the making of it.
func (p *performance) full(t record.EventType) bool {
	full := len(p.events) >= roomFor(t) || tells(t) && p.told > maxTold
	if full {
		p.dropped++
	}
	return full
}

func tells(t record.EventType) bool {
	return t == record.Shown || t == record.Hidden || t == record.Logged || t == record.Stored || t == record.Shared
}

// prompts says whether the program may show something because of an event.
func prompts(t record.EventType) bool {
	switch t {
	case record.Started, record.Called, record.Delivered, record.Replied, record.Hidden, record.Page, record.Uncaught:
		return true
	}
	return false
}

// dropLookup takes away the event that says that the program looked whether the API is there, where it only looked to
// call it.
func (p *performance) dropLookup(call record.Event) {
	if len(p.events) == 0 {
		return
	}
	last := p.events[len(p.events)-1]
	how, _ := last.Arg().Field("how")
	if text, _ := how.Str(); last.Type == record.Asked && text == "typeof" && samePlace(last.Place, call.Place) {
		p.events = p.events[:len(p.events)-1]
	}
}

func samePlace(a, b *record.Place) bool {
	return a != nil && b != nil && a.File == b.File && a.Line == b.Line
}
