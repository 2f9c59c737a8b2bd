package host_test

import (
	"slices"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
)

func TestLifeOfAProgram(t *testing.T) {
	files := program{
		"app.json": `{ "pages": ["pages/index/index", "pages/other/other"], "tabBar": { "items": [{ "pagePath": "pages/index/index" }] } }`,
		"app.js": `App({
			onLaunch(o) { console.log('launch', o.path, o.query.plan) },
			onShow() { console.log('app shown') },
			globalData: { n: 1 },
		})`,
		index + ".js": `const app = getApp()
			Page({
				onLoad(q) { console.log('load', q.plan, app.globalData.n) },
				onShow() { console.log('show', getCurrentPages().map((p) => p.route).join()) },
				onReady() { console.log('ready') },
				onHide() { console.log('hide') },
				onUnload() { console.log('unload') },
				start() { my.navigateTo({ url: '../other/other?x=a%20b', success: () => console.log('went') }) },
			})`,
		"pages/other/other.js": `Page({
				onLoad(q) { console.log('other load', q.x) },
				onReady() { my.navigateBack() },
				onUnload() { console.log('other unload') },
			})`,
	}
	got := files.perform(t, staged{query: schemas.Query{"plan": "monthly"}})
	equal(t, got.logged(), []string{
		"launch pages/index/index monthly", "app shown", "load monthly 1", "show pages/index/index", "ready",
		"hide", "other load a b", "went", "other unload", "show pages/index/index",
	})
	equal(t, got.lines(map[record.EventType][]string{record.Page: {"what", "path"}}), []string{
		"page load pages/index/index", "page show pages/index/index", "page ready pages/index/index", "page hide pages/index/index",
		"page load pages/other/other", "page show pages/other/other", "page ready pages/other/other", "page unload pages/other/other",
		"page show pages/index/index",
	})
}

func TestNavigation(t *testing.T) {
	pages := `{ "pages": ["pages/index/index", "pages/a/a", "pages/b/b"], "tabBar": { "items": [{ "pagePath": "pages/index/index" }, { "pagePath": "pages/b/b" }] } }`
	for name, c := range map[string]struct {
		go_, want string
	}{
		"navigateTo":    {"my.navigateTo({ url: '/pages/a/a' })", "pages/index/index,pages/a/a"},
		"relative":      {"my.navigateTo({ url: '../a/a' })", "pages/index/index,pages/a/a"},
		"redirectTo":    {"my.redirectTo({ url: '/pages/a/a' })", "pages/a/a"},
		"reLaunch":      {"my.navigateTo({ url: '/pages/a/a', success() { my.reLaunch({ url: '/pages/b/b' }) } })", "pages/b/b"},
		"switchTab":     {"my.switchTab({ url: '/pages/b/b' })", "pages/b/b"},
		"navigateBack":  {"my.navigateTo({ url: '/pages/a/a', success() { my.navigateBack() } })", "pages/index/index"},
		"an unknown":    {"my.navigateTo({ url: '/pages/c/c', fail: (e) => console.log('refused', e.error) })", "pages/index/index"},
		"not a tab":     {"my.switchTab({ url: '/pages/a/a', fail() {} })", "pages/index/index"},
		"the last page": {"my.navigateBack()", "pages/index/index"},
	} {
		t.Run(name, func(t *testing.T) {
			files := page(`start() { ` + c.go_ + `; setTimeout(() => console.log(getCurrentPages().map((p) => p.route).join()), 1000) }`)
			files["app.json"] = pages
			files["pages/a/a.js"], files["pages/b/b.js"] = "Page({})", "Page({})"
			got := files.perform(t, staged{}).logged()
			if got[len(got)-1] != c.want {
				t.Errorf("the stack is %v, want %s", got, c.want)
			}
		})
	}
}

func TestDecodeQuery(t *testing.T) {
	files := page(`start() { my.navigateTo({ url: '/pages/a/a?u=https%3A%2F%2Fa%3Fb%253D' }) }`)
	files["pages/a/a.js"] = "Page({ onLoad(q) { console.log(q.u) } })"
	for config, want := range map[string]string{
		"": "https://a?b%3D",
		`, "behavior": {"decodeQuery":"disable"}`: "https%3A%2F%2Fa%3Fb%253D",
	} {
		files["app.json"] = `{ "pages": ["pages/index/index", "pages/a/a"]` + config + ` }`
		equal(t, files.perform(t, staged{}).logged(), []string{want})
	}
}

func TestSetData(t *testing.T) {
	files := page(`
		data: { list: [{ n: 1 }, { n: 2 }], a: { b: { c: 1 } }, frozen: Object.freeze({ x: 1 }) },
		start() {
			const before = this.data.list
			this.setData({ 'list[1].n': 5, 'a.b.d': 2, 'new.deep[0]': 'z', 'frozen.x': 9 }, () => console.log('drawn', this.data.plain))
			this.setData({ plain: true })
			console.log(JSON.stringify(this.data))
			console.log(before[1].n)
			this.$spliceData({ list: [0, 1, { n: 7 }, { n: 8 }] })
			console.log(JSON.stringify(this.data.list))
		},`)
	equal(t, files.perform(t, staged{}).logged(), []string{
		`{"list":[{"n":1},{"n":5}],"a":{"b":{"c":1,"d":2}},"frozen":{"x":9},"new":{"deep":["z"]},"plain":true}`,
		"2", `[{"n":7},{"n":8},{"n":5}]`, "drawn true",
	})
}

func TestDataOfPagesIsTheirOwn(t *testing.T) {
	files := page(`
		data: { seen: [] },
		onLoad() { this.data.seen.push(1); console.log(this.data.seen.length) },
		start() { my.redirectTo({ url: '/pages/index/index' }) },`)
	equal(t, files.perform(t, staged{}).logged(), []string{"1", "1"})
}

func TestWhatTheLogicLayerHasNot(t *testing.T) {
	for _, name := range []string{
		"window", "document", "fetch", "XMLHttpRequest", "WebSocket", "localStorage", "location", "eval", "URL", "URLSearchParams", "atob",
		"TextEncoder", "crypto", "setImmediate", "process", "Buffer", "wx",
	} {
		got := page(`start() { console.log(typeof `+name+`) }`).perform(t, staged{}).logged()
		equal(t, got, []string{"undefined"})
	}
	got := page(`start() { try { new Function('return 1')() } catch (e) { console.log(e.name) } }`).perform(t, staged{}).logged()
	equal(t, got, []string{"EvalError"})
}

func TestWhatTheLogicLayerHas(t *testing.T) {
	for _, name := range []string{
		"my", "App", "getApp", "Page", "getCurrentPages", "Component", "Mixin", "Behavior", "require", "requirePlugin", "console",
		"setTimeout", "setInterval", "Promise", "Intl", "navigator", "globalThis",
	} {
		got := page(`start() { console.log(typeof `+name+` === 'undefined') }`).perform(t, staged{}).logged()
		equal(t, got, []string{"false"})
	}
}

func TestWhatFrameworksConstruct(t *testing.T) {
	files := program{
		"app.js":      `new App({ onLaunch() { console.log('launched') } })`,
		index + ".js": `new Page({ start() { new Event('a'); const c = new MessageChannel(); c.port2.onmessage = () => console.log('turn'); c.port1.postMessage(0) } })`,
	}
	equal(t, files.perform(t, staged{}).logged(), []string{"launched", "turn"})
}

func TestUncaughtErrorsHaveTheirPlace(t *testing.T) {
	files := program{
		"app.js": `App({ onError(m) { console.log('app', m) }, onUnhandledRejection(r) { console.log('app', r.reason.message) } })`,
		index + ".js": `Page({
  onLoad() { undefined.x },
  start() {
    setTimeout(() => { throw new Error('late') }, 10)
    my.onError((m) => console.log('my', m))
    Promise.reject(new Error('rejected'))
    my.alert({ content: 'a', success() { throw 'text' }, complete() { console.log('complete') } })
  },
})`,
	}
	got := files.perform(t, staged{})
	var uncaught []string
	for _, e := range got.of(record.Uncaught) {
		uncaught = append(uncaught, e.Args[0].String()+" "+shown(e.Args[1])+" "+place(e))
	}
	equal(t, uncaught, []string{
		`TypeError("Cannot read properties of undefined (reading 'x')") exception pages/index/index.js:2`,
		`Error("rejected") rejection pages/index/index.js:6`,
		`Error("late") exception pages/index/index.js:4`,
		`"text" exception `, // only an Error knows its place,
	})
	equal(t, got.logged(), []string{
		"app TypeError: Cannot read properties of undefined (reading 'x')", "app rejected", "app Error: late", "my Error: late",
		"app text", "my text", "complete",
	})
}

func TestScenariosAreAlike(t *testing.T) {
	files := page(`start() { console.log(Date.now(), Math.random()) }`)
	h := files.host(t, staged{})
	var seen []string
	for range 2 {
		p, err := h.Perform(scenario())
		if err != nil {
			t.Fatal(err)
		}
		seen = append(seen, events(p.Record.Events).logged()...)
	}
	if len(seen) != 2 || seen[0] != seen[1] {
		t.Errorf("the clock and the dice differ: %q", seen)
	}
}

// A program that shows an amount must not fail for want of a locale.
func TestAmountsAndDates(t *testing.T) {
	for code, want := range map[string]string{
		`(1234567.5).toLocaleString('en-US', { style: 'currency', currency: 'USD' })`: "$1,234,567.50",
		`(0.25).toLocaleString('de', { style: 'percent' })`:                           "25%",
		`(1234.5678).toLocaleString()`:                                                "1,234.568",
		`new Intl.NumberFormat('es', { minimumFractionDigits: 2 }).format(-5)`:        "-5.00",
		`new Intl.DateTimeFormat('en', { month: 'long' }).format(new Date(0))`:        "January",
		`typeof new Date(0).toLocaleDateString('zh-CN', { year: 'numeric' })`:         "string",
		`['b', 'a'].sort(new Intl.Collator('en').compare).join()`:                     "a,b",
		`new Intl.PluralRules('en').select(1)`:                                        "one",
	} {
		equal(t, page(`start() { console.log(`+code+`) }`).perform(t, staged{}).logged(), []string{want})
	}
}

// TestAPersonLooksAtAnotherApp shows what a program hears of it: while the wallet is open, at once again, and in the end.
func TestAPersonLooksAtAnotherApp(t *testing.T) {
	files := program{
		"app.js": `App({ onShow() { console.log('app shown') }, onHide() { console.log('app hidden') } })`,
		index + ".js": `Page({
				onLoad() {
					my.onAppHide(() => console.log('told of hiding'))
					my.onAppShow(() => console.log('told of showing'))
				},
				onShow() { console.log('shown') },
				onHide() { console.log('hidden') },
				start() { my.signContract({ signStr: 'https://w.test/?a=1', success: () => console.log('signed') }) },
			})`,
	}
	hidden := []string{"hidden", "app hidden", "told of hiding"}
	back := []string{"app shown", "told of showing", "shown"}
	got := files.perform(t, staged{scenario: func(s *merchant.Scenario) { s.Flow.Away = true }})
	equal(t, got.logged(), slices.Concat([]string{"app shown", "shown"}, hidden, []string{"signed"}, back, hidden, back, hidden, back))
}
