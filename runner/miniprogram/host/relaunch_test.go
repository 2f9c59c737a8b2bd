package host_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
)

// relaunched is a scenario in which the program is closed between two starts, the first of which ends in an unknown result.
func relaunched(s *merchant.Scenario) {
	s.Flow.Starts, s.Flow.Relaunches = 2, true
	s.Wallet.Answers = slices.Insert(s.Wallet.Answers, 0, merchant.Answer{How: merchant.Plain, Outcome: record.Unknown})
}

func TestWhatIsLeftOfAProgramThatIsLaunchedAgain(t *testing.T) {
	files := program{
		"app.js": `let memory = 'nothing'
			App({
				onLaunch() {
					const now = my.getStorageSync({ key: 'note' }).data
					const fs = my.getFileSystemManager()
					const file = now ? fs.readFileSync({ filePath: 'f' }).data : 'none'
					console.log('launch', memory, JSON.stringify(now), file, new Date().toISOString().slice(11, 16))
					memory = this.memory = 'something'
					my.setStorageSync({ key: 'note', data: { n: now ? now.n + 1 : 1 } })
					fs.writeFileSync({ filePath: 'f', data: 'written' })
					setInterval(() => {}, 1000)
				},
				onHide() { console.log('app hidden') },
			})`,
		index + ".js": `Page({
			onLoad() { console.log('load', getCurrentPages().length) },
			onHide() { console.log('hidden') },
			onUnload() { console.log('never told') },
			start() {
				const fail = (e) => { console.log('told', e.error); setTimeout(() => console.log('never comes'), 15000) }
				my.request({ url: 'https://m.test/prepare', method: 'POST', success: (r) => my.signContract({ signStr: r.data.url, fail }) })
			},
		})`,
	}
	got := files.perform(t, staged{scenario: relaunched})
	equal(t, got.logged(), []string{
		"launch nothing null none 03:04", "load 1", "told 7001", "hidden", "app hidden", `launch nothing {"n":1} written 03:05`, "load 1",
	})
	equal(t, got.lines(map[record.EventType][]string{
		record.Started: {"start"}, record.Called: {"call"}, record.Delivered: {"call", "callback"}, record.Requested: {"id"}, record.Replied: {"id"},
		record.Launched: {"kept"},
	}), []string{
		"start 1", "request 1", "reply 1", "call 1", "deliver 1 fail", `launch {f: "written", note: {n: 1}}`,
		"start 2", "request 2", "reply 2", "call 2",
	})
	if !slices.IsSortedFunc(got, func(a, b record.Event) int { return int(a.At - b.At) }) {
		t.Error("time goes back")
	}
	if first, again := got.of(record.Called)[0].At, got.of(record.Called)[1].At; again-first < 60_000 {
		t.Errorf("the second call comes %v ms after the first, and the program was closed for a minute", again-first)
	}
}

func TestTheStartOfALaunchIsDoneAsAtFirst(t *testing.T) {
	// Another page is shown at the second launch, from which the person comes to the one where the flow starts.
	files := program{
		"app.json": `{ "pages": ["pages/index/index", "pages/wait/wait"] }`,
		index + ".js": `Page({
			data: { agreed: false },
			onLoad() { if (my.getStorageSync({ key: 'k' }).data && !getApp().told) { getApp().told = true; my.reLaunch({ url: '/pages/wait/wait' }) } },
			agree() { this.setData({ agreed: true }) },
			start() { console.log('start', this.data.agreed); my.setStorageSync({ key: 'k', data: 1 }) },
		})`,
		index + ".axml":        `<view><view id="agree" onTap="agree">I agree</view><button id="go" onTap="start">Go</button></view>`,
		"pages/wait/wait.js":   "Page({})",
		"pages/wait/wait.axml": "<text>Wait</text>",
	}
	got := files.perform(t, staged{scenario: relaunched, start: []schemas.Step{{Tap: "#agree"}, {Tap: "#go"}}})
	equal(t, got.logged(), []string{"start true", "start true"})
}

func TestWhatOnlyALaterLaunchAsksForNeedsNoRoute(t *testing.T) {
	files := program{
		"app.js": `App({
			onLaunch() {
				if (my.getStorageSync({ key: 'k' }).data) my.request({ url: 'https://m.test/welcome-back', fail: (e) => console.log('unanswered') })
				my.setStorageSync({ key: 'k', data: 1 })
			},
			onHide() { my.request({ url: 'https://m.test/bye' }) },
		})`,
		index + ".js": "Page({ start() {} })",
	}
	got := files.perform(t, staged{scenario: relaunched})
	if logged := strings.Join(got.logged(), " "); logged != "unanswered" {
		t.Errorf("printed %q", logged)
	}
}

func TestALaterLaunchThatCannotBeRunIsNone(t *testing.T) {
	files := program{
		"app.json": `{ "pages": ["pages/index/index", "pages/odd/odd"] }`,
		index + ".js": `Page({
			onLoad() {
				if (my.getStorageSync({ key: 'k' }).data) my.reLaunch({ url: '/pages/odd/odd' })
				my.setStorageSync({ key: 'k', data: 1 })
			},
			start() { console.log('start') },
		})`,
		"pages/odd/odd.axml": "<text>odd</text>",
	}
	got := files.perform(t, staged{scenario: relaunched})
	if logged := strings.Join(got.logged(), " "); logged != "start" || len(got.of(record.Launched)) > 0 {
		t.Errorf("printed %q", logged)
	}
}
