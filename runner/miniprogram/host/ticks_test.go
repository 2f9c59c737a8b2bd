package host_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
)

// kinds returns the data or the texts that were shown of pages, in order.
func (e events) kinds(how string) []string {
	var found []string
	for _, one := range e.of(record.Shown) {
		if text(one, "how") == how && (how != "data" || one.Place != nil) {
			found = append(found, text(one, "content"))
		}
	}
	return found
}

// What a page shows by itself over and over is recorded at first, and then as it is in the end; where it ticks fast, the
// end is not waited for.
func TestTicksAreThinnedOut(t *testing.T) {
	const rows = `Array.from({ length: 200 }, (_, i) => ({ name: 'row ' + i, n: this.n + i }))`
	for name, c := range map[string]struct {
		tick, template string
		last           string
		most           int
	}{
		"a clock":      {`setInterval(() => this.setData({ n: ++this.n }), 1000)`, `<text>{{n}} s</text>`, `{n: 305}`, 100},
		"tenths":       {`setInterval(() => this.setData({ n: ++this.n }), 100)`, `<text>{{n}} s</text>`, `{n: 100}`, 100},
		"an animation": {`setInterval(() => this.setData({ n: ++this.n }), 16)`, `<view style="top: {{n}}px">x</view>`, `{n: 625}`, 60},
		"a long list":  {`setInterval(() => { this.n++; this.setData({ rows: ` + rows + ` }) }, 1000)`, `<view a:for="{{rows}}">{{item.name}}: {{item.n}}</view>`, `n: 504`, 20},
		"many members": {`setInterval(() => { this.n++; this.setData({ ['l[' + this.n % 3 + ']']: this.n }) }, 1000)`, `<view a:for="{{l}}">{{item}}</view>`, `{l[0]: 303, l[1]: 304, l[2]: 305}`, 100},
	} {
		t.Run(name, func(t *testing.T) {
			files := page(`data: { n: 0, l: [] }, n: 0, onLoad() { ` + c.tick + ` }, start() {}`)
			files[index+".axml"] = c.template
			performance, err := files.try(t, staged{})
			if err != nil {
				t.Fatal(err)
			}
			got := events(performance.Record.Events)
			data := got.kinds("data")
			if len(data) == 0 || !strings.Contains(data[len(data)-1], c.last) {
				t.Errorf("the data end with %.200q, want %s", data[len(data)-1], c.last)
			}
			if shown := len(got.of(record.Shown)); shown > c.most || performance.Record.Reason != "" {
				t.Errorf("%d are shown, want at most %d; %s", shown, c.most, performance.Record.Reason)
			}
			if !slices.IsSortedFunc(got, func(a, b record.Event) int { return int(a.At - b.At) }) {
				t.Error("the events are not in order")
			}
		})
	}
}

// What has other words is recorded however often the page has shown something, and what was set before something else
// happened stands before it.
func TestTicksHideNoMessages(t *testing.T) {
	files := page(`data: { n: 0, note: '' },
		set(patch) { this.setData(patch) },
		onLoad() { setInterval(() => this.set({ n: this.data.n + 1 }), 100) },
		start() {
			this.set({ note: 'started' })
			setTimeout(() => this.set({ note: 'waiting' }), 40000)
			setTimeout(() => this.set({ note: 'given up' }), 120000)
			setTimeout(() => my.alert({ content: 'over' }), 150000)
		}`)
	files[index+".axml"] = `<text>{{n}}</text><text>{{note}}</text>`
	var notes []string
	atAlert := ""
	data := ""
	for _, e := range files.perform(t, staged{}).of(record.Shown) {
		switch content, _ := e.Arg().Field("content"); text(e, "how") {
		case "alert":
			atAlert = data
		case "data":
			data = content.String()
		case "text":
			if items := content.Items(); len(items) > 1 && !slices.Contains(notes, shown(items[1])) {
				notes = append(notes, shown(items[1]))
			}
		}
	}
	equal(t, notes, []string{"started", "waiting", "given up"})
	equal(t, []string{atAlert}, []string{"{n: 1549}"})
}

// However much a program shows, prints and sends, what matters is recorded.
func TestThereIsRoomForWhatMatters(t *testing.T) {
	files := page(`onLoad() {
			setInterval(() => { console.log('tick'); my.showLoading({ content: String(Date.now()) }) }, 50)
			setInterval(() => my.request({ url: 'https://m.test/status' }), 50)
		},
		start() { my.signContract({ signStr: 'x', success: () => {} }) }`)
	performance, err := files.try(t, staged{scenario: func(s *merchant.Scenario) { s.Flow.Starts, s.Flow.GapMs = 2, 200_000 }})
	if err != nil {
		t.Fatal(err)
	}
	got := events(performance.Record.Events)
	for kind, want := range map[record.EventType]int{record.Started: 2, record.Called: 2, record.Delivered: 2} {
		if n := len(got.of(kind)); n != want {
			t.Errorf("%d of %s, want %d", n, kind, want)
		}
	}
	if performance.Record.Reason == "" {
		t.Error("nothing says that events were left out")
	}
}
