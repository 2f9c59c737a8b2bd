package host

import (
	"hash/fnv"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas/record"
)

// What a page shows by itself, over and over, such as a countdown or an animation, is recorded so often and then only
// as it is when something else happens.
const (
	// dataTicks is how often the same members of the data are recorded that one place in the program sets, as long as
	// each has at most tickSize bytes of JSON; larger ones count for more.
	dataTicks, tickSize = 40, 1 << 10
	// textTicks is how often a page is recorded that differs from what was read before in its numbers only, as long as
	// it has at most tickLines lines.
	textTicks, tickLines = 20, 50
	// freshTicks is how many more are recorded of each when something has happened that the program may answer by
	// them, and mostTicks how many in all.
	freshTicks, mostTicks = 3, 200
	// largeSize is how many bytes of JSON make one large, and largeTicks how often such a one is recorded that differs
	// from the one before in its numbers only; after that only as it is in the end.
	largeSize, largeTicks = 4 << 10, 3
)

// ticker thins out what is shown over and over from one place.
type ticker struct {
	left, used int
	cost       int // of one, as far as the last one says
	prompts    int // what had happened when left was filled up last
	// recorded counts what was recorded of something large, and words is what the last one says besides its numbers.
	recorded int
	words    uint64
	// held is what was shown last and is not recorded yet; nil where all is.
	held *held
}

// held is something shown that is recorded only when something else happens: the data set since, by name and in the
// order in which they were set; or the text that is to be read.
type held struct {
	at    time.Duration
	place *record.Place
	page  string
	names []string
	data  map[string]engine.Value
	lines []string
}

// affords says whether one more is to be recorded now, which counts as so many.
func (t *ticker) affords(prompts, cost int) bool {
	if t.prompts != prompts {
		t.prompts, t.left = prompts, max(t.left, freshTicks)
	}
	if t.left == 0 || t.used >= mostTicks {
		return false
	}
	t.left = max(t.left-cost, 0)
	t.used += cost
	return true
}

// ticks are the tickers of a scenario.
type ticks struct {
	by    map[string]*ticker
	order []*ticker // those that hold something, the one that was set last at the end
	words map[string]bool
}

// of returns a ticker; a new one has so many ticks left.
func (t *ticks) of(key string, first int) *ticker {
	if t.by == nil {
		t.by, t.words = map[string]*ticker{}, map[string]bool{}
	}
	if t.by[key] == nil {
		t.by[key] = &ticker{left: first, cost: 1}
	}
	return t.by[key]
}

// hold notes that a ticker holds something, set after what all others hold.
func (t *ticks) hold(one *ticker) {
	t.order = append(slices.DeleteFunc(t.order, func(o *ticker) bool { return o == one }), one)
}

// withoutNumbers puts # in the place of each number, which is what a clock changes.
func withoutNumbers(text string) string {
	first := strings.IndexAny(text, "0123456789")
	if first < 0 {
		return text
	}
	short := append(make([]byte, 0, len(text)), text[:first]...)
	inNumber := false
	for i := first; i < len(text); i++ {
		if isDigit := text[i] >= '0' && text[i] <= '9'; !isDigit {
			short, inNumber = append(short, text[i]), false
		} else if !inNumber {
			short, inNumber = append(short, '#'), true
		}
	}
	return string(short)
}

// ticking records what is shown of a page, and says whether it was that. The data that a page has at first are given
// with the place null, and recorded as anything else.
func (p *performance) ticking(fields engine.Value, placed engine.Value) bool {
	p.silent++
	defer func() { p.silent-- }()
	content := fields.Get("content")
	switch how := fields.Get("how").String(); {
	case content.IsObject() && how == "data" && !placed.IsNull():
		p.showData(fields.Get("path").String(), content, p.placeGiven(placed))
		return true
	case content.IsObject() && how == "text":
		p.showText(fields.Get("path").String(), content.Strings())
		return true
	}
	return false
}

// showData records what the program gives its page to show.
func (p *performance) showData(page string, patch engine.Value, place *record.Place) {
	names := patch.Keys()
	one := p.ticks.of(tickKey(place, page, names), dataTicks)
	if one.held == nil {
		one.held = &held{page: page, data: map[string]engine.Value{}}
	}
	h := one.held
	h.at, h.place = p.now(), place
	for _, name := range names {
		if before, there := h.data[name]; there {
			before.Release()
			h.names = slices.DeleteFunc(h.names, func(n string) bool { return n == name })
		}
		h.names, h.data[name] = append(h.names, name), patch.Get(name).Keep()
	}
	p.ticks.hold(one)
	if one.affords(p.prompts, one.cost) {
		p.flush(false)
		one.cost = 1 + p.size/tickSize
	}
}

// tickKey tells apart what is set at different places, or of different members. Those that differ in an index are one.
func tickKey(place *record.Place, page string, names []string) string {
	var key strings.Builder
	key.WriteString(page + at(place))
	for _, name := range names {
		key.WriteString("\n" + withoutNumbers(name))
	}
	return key.String()
}

// showText records what is to be read on a page: whatever has words that were not there before, and what differs only
// in its numbers so often.
func (p *performance) showText(page string, lines []string) {
	one := p.ticks.of("text of "+page, textTicks)
	fresh := false
	for _, line := range lines {
		words := page + "\n" + withoutNumbers(line)
		fresh = fresh || !p.ticks.words[words]
		p.ticks.words[words] = true
	}
	one.held = &held{at: p.now(), page: page, lines: lines}
	p.ticks.hold(one)
	if fresh || one.affords(p.prompts, 1+len(lines)/tickLines) {
		p.flush(false)
	}
}

// flush records what is held, but for what is large and says nothing new; last says that there will be no other time.
func (p *performance) flush(last bool) {
	order := p.ticks.order
	p.ticks.order = nil
	for _, one := range order {
		h := one.held
		fields := map[string]record.Value{"path": record.Text(h.page)}
		if h.data != nil {
			fields["how"], fields["content"] = record.Text("data"), p.heldData(h)
		} else {
			fields["how"], fields["content"] = record.Text("text"), p.heldLines(h)
		}
		if !last && one.saysNothingNew(fields["content"], p.size) {
			p.ticks.order = append(p.ticks.order, one)
			continue
		}
		one.held = nil
		h.release()
		p.append(record.Event{Type: record.Shown, Place: h.place, Args: []record.Value{record.Fields(fields)}}, h.at)
	}
}

// saysNothingNew says whether something large has been recorded often enough that differs in its numbers only.
func (t *ticker) saysNothingNew(content record.Value, size int) bool {
	if size < largeSize {
		return false
	}
	hash := fnv.New64a()
	writeWords(hash, content)
	words := hash.Sum64()
	if t.recorded >= largeTicks && t.words == words {
		return true
	}
	t.recorded, t.words = t.recorded+1, words
	return false
}

// writeWords writes what a value says besides its numbers.
func writeWords(w io.Writer, v record.Value) {
	switch v.Kind() {
	case record.Array:
		for _, item := range v.Items() {
			writeWords(w, item)
		}
	case record.Object:
		for _, name := range v.Keys() {
			field, _ := v.Field(name)
			io.WriteString(w, name)
			writeWords(w, field)
		}
	case record.Number:
		io.WriteString(w, "#")
	case record.String:
		text, _ := v.Str()
		io.WriteString(w, withoutNumbers(text))
	default:
		io.WriteString(w, v.String())
	}
	w.Write([]byte{0})
}

// release lets the values go that are held.
func (h *held) release() {
	for _, value := range h.data {
		value.Release()
	}
}

func (p *performance) heldData(h *held) record.Value {
	patch := p.vm.Object()
	for _, name := range h.names {
		patch.Set(name, h.data[name])
	}
	return p.encode(patch)
}

func (p *performance) heldLines(h *held) record.Value {
	return p.encode(p.vm.Strings(h.lines))
}
