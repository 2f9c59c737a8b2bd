package host_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
)

func TestPagesThatTellEachOther(t *testing.T) {
	files := page(`start() {
		my.navigateTo({
			url: '/pages/b/b', events: { chosen: (plan) => console.log('chosen', plan) },
			success: ({ eventChannel }) => { eventChannel.emit('offer', 'yearly'); eventChannel.emit('offer', 'monthly') },
		})
	}`)
	files["app.json"] = `{ "pages": ["pages/index/index", "pages/b/b"] }`
	files["pages/b/b.js"] = `Page({ onLoad() {
		const channel = this.getOpenerEventChannel()
		channel.once('offer', (plan) => { console.log('offered', plan); channel.emit('chosen', plan) })
	} })`
	equal(t, files.perform(t, staged{}).logged(), []string{"offered yearly", "chosen yearly"})
}

func TestComponentsHearOfTheirPage(t *testing.T) {
	files := withComponent(`
		pageLifetimes: { show() { console.log('shown') }, hide() { console.log('hidden') } },
		didMount() { console.log('mounted') },
		methods: { onBox() {} },`)
	files["app.json"] = `{ "pages": ["pages/index/index", "pages/b/b"] }`
	files["pages/b/b.js"] = `Page({ onReady() { my.navigateBack() } })`
	files[index+".axml"] = `<agree-box />`
	files[index+".js"] = `Page({ start() { my.navigateTo({ url: '/pages/b/b' }) } })`
	equal(t, files.perform(t, staged{}).logged(), []string{"mounted", "shown", "hidden", "shown"})
}

func TestRelations(t *testing.T) {
	files := withComponent(`
		relations: { '../row/row': { type: 'descendant', linked(row) { console.log('linked', row.props.n) }, unlinked(row) { console.log('unlinked', row.props.n) } } },
		methods: { onBox() { console.log(this.getRelationNodes('../row/row').map((row) => row.props.n).join()) } },`)
	files[index+".json"] = `{ "usingComponents": { "agree-box": "../../components/box/box", "a-row": "/components/row/row" } }`
	files["components/row/row.json"] = `{ "component": true }`
	files["components/row/row.axml"] = `<view/>`
	files["components/row/row.js"] = `Component({ relations: { '../box/box': { type: 'ancestor', linked(box) { console.log(typeof box.onBox) } } } })`
	files[index+".axml"] = `<agree-box id="box"><view><a-row a:for="{{rows}}" n="{{item}}" /></view></agree-box><a-row n="9" />`
	files[index+".js"] = `Page({ data: { rows: [1, 2] }, less() { this.setData({ rows: [1] }) } })`
	got := files.perform(t, staged{start: []schemas.Step{{Tap: "#box"}, {Fire: "less"}}})
	equal(t, got.logged(), []string{"linked 1", "function", "linked 2", "function", "1,2", "unlinked 2"})
}

func TestWhatAPersonTypesAndChooses(t *testing.T) {
	files := page(`
		data: { name: '', plan: 0 },
		typed(e) { console.log('typed', e.detail.value, this.data.name) },
		left(e) { console.log('left', e.detail.value) },
		chosen(e) { this.setData({ plan: e.detail.value }) },
		send(e) { console.log(e.detail.value.name, e.detail.value.mail, this.data.plan) },`)
	files[index+".axml"] = `<form onSubmit="send"><view class="who"><input name="name" model:value="{{name}}" onInput="typed" onBlur="left" /></view>
		<input id="mail" name="mail" value="" /><picker onChange="chosen" range="{{[1, 2]}}" /><button form-type="submit">Send</button></form>
		<text>{{name}}</text>`
	got := files.perform(t, staged{start: []schemas.Step{
		{Input: ".who", Value: "Sam"}, {Input: "#mail", Value: "a@b"}, {Change: "picker", Value: 1}, {Tap: "button"},
	}})
	equal(t, got.logged(), []string{"typed Sam Sam", "left Sam", "Sam a@b 1"})
	if read := got.read(); read != `["Sam", "Send", "Sam"]` {
		t.Errorf("read %s", read)
	}
}

func TestStubsAndStorage(t *testing.T) {
	files := page(`start() {
		my.scan({ success: ({ code }) => console.log('scanned', code), complete: () => console.log('over') })
		my.getLocation({ fail: ({ error }) => console.log('nowhere', error) })
		console.log(my.getExtConfigSync().shop, my.getStorageSync({ key: 'token' }).data.id, my.ap.openCard())
	}`)
	got := files.perform(t, staged{
		stubs: map[string]schemas.Stub{
			"my.scan": {"success": map[string]any{"code": "B12"}}, "my.getLocation": {"fail": map[string]any{"error": 11}},
			"my.getExtConfigSync": {"returns": map[string]any{"shop": "S"}}, "my.ap.openCard": {"returns": true},
		},
		storage: map[string]any{"token": map[string]any{"id": 7}},
	})
	equal(t, got.logged(), []string{"S 7 true", "scanned B12", "over", "nowhere 11"})
	if used := got.of(record.Used); len(used) > 0 {
		t.Errorf("used %v", used)
	}
}

// After an unknown result, what was not there at first is pressed, wherever it is.
func TestWhatIsNewIsPressedAfterAnUnknownResult(t *testing.T) {
	files := page(`
		data: { failed: false },
		start() { my.signContract({ signStr: 'x', fail: () => { this.setData({ failed: true }); my.navigateTo({ url: '/pages/b/b' }) } }) },
		retry() { console.log('retry') },`)
	files["app.json"] = `{ "pages": ["pages/index/index", "pages/b/b"] }`
	files[index+".axml"] = `<button onTap="start">Go</button><button a:if="{{failed}}" onTap="retry">Again</button>`
	files["pages/b/b.axml"] = `<button onTap="back">Back</button><switch onChange="tick" />`
	files["pages/b/b.js"] = `Page({ back() { console.log('back'); my.navigateBack() }, tick() { console.log('tick') } })`
	again := func(o record.Outcome) func(*merchant.Scenario) {
		return func(s *merchant.Scenario) {
			s.Flow.Starts, s.Flow.GapMs = 2, 300_000
			s.Wallet.Answers = []merchant.Answer{{How: merchant.Plain, Outcome: o}, {How: merchant.Plain, Outcome: record.Approve}}
		}
	}
	got := files.perform(t, staged{scenario: again(record.Unknown)})
	equal(t, got.logged(), []string{"back", "retry"})
	equal(t, got.lines(map[record.EventType][]string{record.Started: {"start", "handler", "pressed"}}),
		[]string{"start 1 start", "start 1 back true", "start 1 retry true", "start 2 start"})
	equal(t, files.perform(t, staged{scenario: again(record.Fail)}).logged(), nil)
}

// twoPages is a program with a page that leads to another one, which offers to start as well and has what the server does not know.
func twoPages() program {
	files := page(`
		data: { word: '' },
		start() { my.signContract({ signStr: 'x', complete: () => console.log('answered', getCurrentPages().length) }) },
		help() { this.setData({ word: 'reading' }); my.navigateTo({ url: '/pages/b/b' }) },
		onShow() { console.log('shown') },`)
	files["app.json"] = `{ "pages": ["pages/index/index", "pages/b/b", "pages/c/c"] }`
	files[index+".axml"] = `<text>{{word}}</text><view onTap="start"><text id="go">Go</text></view><button onTap="help">Help</button>
		<navigator url="/pages/c/c">More</navigator>`
	files["pages/b/b.axml"] = `<button onTap="start">Go</button><button onTap="more">More</button>`
	files["pages/b/b.js"] = `Page({
		start() { console.log('started there') },
		more() { my.request({ url: 'https://m.test/unknown', fail: () => console.log('failed') }) },
	})`
	files["pages/c/c.js"] = `Page({`
	return files
}

// In the end other pages are looked at, and what they offer is pressed. One that cannot be run refuses no program.
func TestOtherPagesAreLookedAt(t *testing.T) {
	for name, step := range map[string]schemas.Step{"tapped": {Tap: "#go"}, "fired": {Fire: "start"}} {
		t.Run(name, func(t *testing.T) {
			got := twoPages().perform(t, staged{start: []schemas.Step{step}, scenario: func(s *merchant.Scenario) { s.Flow.Presses = true }})
			equal(t, got.logged(), []string{"shown", "answered 1", "started there", "failed", "shown"})
			if uncaught := got.of(record.Uncaught); len(uncaught) > 0 {
				t.Errorf("uncaught %v", uncaught)
			}
		})
	}
}

// What a program tells others when it is hidden while its server is still asked for the sign string needs no route.
func TestAProgramIsHiddenBeforeTheWalletIsOpen(t *testing.T) {
	files := page(`
		start() { setTimeout(() => my.signContract({ signStr: 'x' }), 8000) },
		onShow() { console.log('shown') },
		onHide() { my.request({ url: 'https://visits.test/hidden', method: 'POST', complete: () => console.log('told') }) },`)
	got := files.perform(t, staged{scenario: func(s *merchant.Scenario) {
		s.Wallet.Answers[0].How = merchant.Silence
		s.Flow.Starts, s.Flow.GapMs, s.Flow.AwayBetween = 2, 2000, true
	}})
	equal(t, got.logged(), []string{"shown", "told", "shown"})
	if calls := got.of(record.Called); len(calls) != 2 {
		t.Errorf("%d calls", len(calls))
	}
}

// Who opens another page while the wallet is open stays there until it has answered.
func TestThePersonStaysOnAnotherPage(t *testing.T) {
	got := twoPages().perform(t, staged{start: []schemas.Step{{Tap: "#go"}}, scenario: func(s *merchant.Scenario) { s.Flow.Elsewhere = true }})
	equal(t, got.logged(), []string{"shown", "answered 2", "shown"})
	equal(t, got.lines(map[record.EventType][]string{record.Started: {"handler", "pressed"}}), []string{"start start", "start help true"})
}

// Two taps at once are both done on what was to be seen before the first one.
func TestAButtonIsDisabledOnlyWhenItIsDrawn(t *testing.T) {
	files := page(`data: { busy: false }, start() { console.log('start'); this.setData({ busy: true }) }`)
	files[index+".axml"] = `<button id="go" disabled="{{busy}}" onTap="start">Go</button>`
	for together, want := range map[bool]int{true: 2, false: 1} {
		got := files.perform(t, staged{start: []schemas.Step{{Tap: "#go"}}, scenario: func(s *merchant.Scenario) { s.Flow.Starts, s.Flow.Together = 2, together }})
		if n := len(got.logged()); n != want {
			t.Errorf("together %t: %d starts, want %d", together, n, want)
		}
	}
}

// A part that cannot be run refuses the program when the flow comes to it, and does no harm before.
func TestWhatCannotBeRun(t *testing.T) {
	files := page(`start() { console.log('start') }, open() { my.navigateTo({ url: '/pages/b/b' }) }`)
	files["app.json"] = `{ "pages": ["pages/index/index", "pages/b/b"] }`
	for name, c := range map[string]struct{ file, text, want string }{
		"a script":   {"pages/b/b.js", "Page({", "b.js:1:7: Expected identifier"},
		"a template": {"pages/b/b.axml", "<view class=\"a>", "b.axml:1:13: the quote"},
		"an import":  {"pages/b/b.js", "import 'gone'", `b.js:1:8: there is no module "gone"`},
		"JSON":       {"pages/b/b.json", "{,}", "b.json:1:2: this is not JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			files["pages/b/b.js"], files["pages/b/b.axml"], files["pages/b/b.json"] = "Page({})", "<view/>", "{}"
			files[c.file] = c.text
			equal(t, files.perform(t, staged{}).logged(), []string{"start"})
			_, err := files.try(t, staged{start: []schemas.Step{{Fire: "open"}}})
			var wrong *config.Error
			if !errors.As(err, &wrong) || !strings.Contains(wrong.Message, c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}
