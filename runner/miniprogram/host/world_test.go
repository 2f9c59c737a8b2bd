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

func TestWhatAPersonSees(t *testing.T) {
	files := page(`
		data: { a: 1 },
		start() {
			my.alert({ title: 'T', content: 'C', success: () => console.log('alert closed') })
			my.confirm({ content: 'sure?', success: (r) => console.log('confirm', r.confirm) })
			my.prompt({ message: 'name?', success: (r) => console.log('prompt', r.ok) })
			my.showToast({ content: 'toast', type: 'fail', duration: 500 })
			my.showLoading({ content: 'wait' })
			my.hideLoading()
			my.setNavigationBar({ title: 'Title' })
			my.showActionSheet({ items: ['x', 'y'], success: (r) => console.log('sheet', r.index) })
			this.setData({ a: 2 })
		},`)
	files[index+".json"] = `{ "defaultTitle": "First" }`
	got := files.perform(t, staged{})
	equal(t, got.lines(map[record.EventType][]string{record.Shown: {"how", "content"}, record.Hidden: {"how"}}), []string{
		`show title First`, `show data {a: 1}`, `show alert {content: "C", title: "T"}`, `show confirm {content: "sure?"}`,
		`show prompt {message: "name?"}`, `show toast {content: "toast", type: "fail"}`, `show loading {content: "wait"}`, `hide loading`,
		`show title Title`, `show showActionSheet {items: ["x", "y"]}`, `show data {a: 2}`,
		`hide alert`, `hide confirm`, `hide prompt`, `hide showActionSheet`, `hide toast`,
	})
	equal(t, got.logged(), []string{"alert closed", "confirm true", "prompt false", "sheet 0"})
}

func TestWhatLeaves(t *testing.T) {
	files := program{index + ".js": `Page({
  start() {
    my.setStorageSync({ key: 'k', data: { v: 1 } })
    my.setStorage({ key: 'l', data: 'w', success: () => console.log(my.getStorageSync({ key: 'l' }).data, my.getStorageInfoSync().keys.join()) })
    console.warn('printed', { a: [1] }, null, undefined, new Error('e').message)
    my.setClipboard({ text: 'copied' })
    my.ap.openURL({ url: 'https://out.test' })
    my.navigateToMiniProgram({ appId: '42', extraData: { a: 1 } })
  },
})`}
	got := files.perform(t, staged{})
	types := map[record.EventType][]string{record.Stored: {"key", "value"}, record.Shared: {"how", "content"}, record.Logged: {"level", "text"}, record.Navigated: {"how", "url"}}
	equal(t, got.lines(types), []string{
		`store k {v: 1}`, `store l w`, `log warn printed {"a":[1]} null undefined e`, `share clipboard copied`,
		`navigate openURL https://out.test`, `navigate navigateToMiniProgram 42 {"a":1}`, `log log w k,l`,
	})
	for i, e := range append(got.of(record.Stored), got.of(record.Shared)...) {
		if want := []string{"pages/index/index.js:3", "pages/index/index.js:4", "pages/index/index.js:6"}[i]; place(e) != want {
			t.Errorf("store %d at %s, want %s", i, place(e), want)
		}
	}
}

func TestRequests(t *testing.T) {
	routes := []schemas.Route{
		{Request: "GET /json", Reply: map[string]any{"n": 1}},
		{Request: "GET /text", Reply: "plain text"},
		{Request: "* /echo/**", Reply: map[string]any{}},
	}
	for name, c := range map[string]struct {
		options, heard, sent string
		server               func(*merchant.Server)
	}{
		"JSON":        {`{ url: 'https://m.test/json' }`, `success {"n":1} 200`, `GET https://m.test/json`, nil},
		"data of GET": {`{ url: 'https://m.test/json?a=1', data: { b: 'x y', c: { d: 2 } } }`, `success {"n":1} 200`, `GET https://m.test/json?a=1&b=x%20y&c=%7B%22d%22%3A2%7D`, nil},
		"text":        {`{ url: 'https://m.test/text', dataType: 'text' }`, `success "plain text" 200`, `GET https://m.test/text`, nil},
		"no JSON":     {`{ url: 'https://m.test/text' }`, `fail 14 200`, `GET https://m.test/text`, nil},
		"a body":      {`{ url: 'https://m.test/echo/a', method: 'post', data: { a: 1 }, headers: { 'X-T': 'v' } }`, `success {} 200`, `POST https://m.test/echo/a {a: 1} {content-type: "application/json", x-t: "v"}`, nil},
		"a form": {`{ url: 'https://m.test/echo/a', method: 'PUT', data: { a: 1 }, headers: { 'content-type': 'application/x-www-form-urlencoded' } }`,
			`success {} 200`, `PUT https://m.test/echo/a {a: 1} {content-type: "application/x-www-form-urlencoded"}`, nil},
		"text of JSON": {`{ url: 'https://m.test/echo/a', method: 'POST', data: '{"a":1}' }`, `success {} 200`, `POST https://m.test/echo/a {a: 1} {}`, nil},
		"status 500": {`{ url: 'https://m.test/prepare', method: 'POST' }`, `fail 19 500`, `POST https://m.test/prepare`,
			func(s *merchant.Server) { s.Prepare = merchant.Status500 }},
		"empty": {`{ url: 'https://m.test/prepare', method: 'POST' }`, `success "" 200`, `POST https://m.test/prepare`,
			func(s *merchant.Server) { s.Prepare = merchant.EmptyBody }},
		"missing field": {`{ url: 'https://m.test/prepare', method: 'POST' }`, `success {} 200`, `POST https://m.test/prepare`,
			func(s *merchant.Server) { s.Prepare = merchant.MissingField }},
		"no network": {`{ url: 'https://m.test/prepare', method: 'POST' }`, `fail 12`, `POST https://m.test/prepare`,
			func(s *merchant.Server) { s.Prepare = merchant.NetworkError }},
		"no answer": {`{ url: 'https://m.test/prepare', method: 'POST', timeout: 5000 }`, `fail 13`, `POST https://m.test/prepare`,
			func(s *merchant.Server) { s.Prepare = merchant.NoAnswer }},
		"rejected": {`{ url: 'https://m.test/result', method: 'POST' }`, `success {"ok":false} 200`, `POST https://m.test/result`,
			func(s *merchant.Server) { s.Result = merchant.Rejects }},
	} {
		t.Run(name, func(t *testing.T) {
			files := page(`start() {
				my.request(Object.assign(` + c.options + `, {
					success: (r) => console.log('success', JSON.stringify(r.data), r.status),
					fail: (r) => console.log(['fail', r.error, r.status].filter(Boolean).join(' ')),
					complete: () => console.log('complete'),
				})).then(() => console.log('resolve'), () => console.log('reject'))
			}`)
			got := files.perform(t, staged{routes: routes, scenario: func(s *merchant.Scenario) {
				if c.server != nil {
					c.server(&s.Server)
				}
			}})
			settled := "resolve"
			if strings.HasPrefix(c.heard, "fail") {
				settled = "reject"
			}
			equal(t, got.logged(), []string{c.heard, "complete", settled})
			var sent []string
			for _, e := range got.of(record.Requested) {
				parts := []string{text(e, "method"), text(e, "url")}
				if _, ok := e.Arg().Field("body"); ok {
					parts = append(parts, text(e, "body"), text(e, "headers"))
				}
				sent = append(sent, strings.Join(parts, " "))
			}
			equal(t, sent, []string{c.sent})
		})
	}
}

func TestRepliesAreRecorded(t *testing.T) {
	files := page(`start() {
		my.request({ url: 'https://m.test/prepare', method: 'POST', success(r) { my.request({ url: 'https://m.test/status', timeout: 2000 }) } })
		const task = my.request({ url: 'https://m.test/prepare', method: 'POST', fail: (e) => console.log(e.error) })
		task.abort()
	}`)
	got := files.perform(t, staged{scenario: func(s *merchant.Scenario) { s.Server.Status = merchant.NoAnswer }})
	equal(t, got.lines(map[record.EventType][]string{record.Requested: {"id", "role"}, record.Replied: {"id", "status", "body", "error"}}), []string{
		"request 1 prepare", "request 2 prepare", "reply 2 aborted", `reply 1 200 {url: "` + signStr + `"}`, "request 3 status", "reply 3 timeout",
	})
	equal(t, got.logged(), []string{"9"})
	for _, e := range got.of(record.Replied) {
		if text(e, "error") == "timeout" && e.At != 7120 {
			t.Errorf("the timeout came at %v ms, want 2 s after the request at 5120 ms", e.At)
		}
	}
}

func TestARequestWithoutARouteStops(t *testing.T) {
	files := program{index + ".js": "Page({\n  start() {\n    my.request({ url: 'https://m.test/api/users/7?a=1' })\n  },\n})"}
	_, err := files.try(t, staged{})
	var wrong *config.Error
	want := "pages/index/index.js:3:8: the program asks for GET https://m.test/api/users/7?a=1, which no route of signspec.yaml answers. " +
		"Add to its server, with the reply that the program needs:\n\n  - request: GET /api/users/7\n    reply: {}\n"
	if !errors.As(err, &wrong) || wrong.Message != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func TestARequestToNowhereFails(t *testing.T) {
	files := page(`start() { my.request({ url: undefined, fail: (e) => console.log(e.error) }); my.request().catch((e) => console.log(e.error)) }`)
	got := files.perform(t, staged{})
	equal(t, got.logged(), []string{"2", "2"})
	if sent := got.of(record.Requested); len(sent) > 0 {
		t.Errorf("sent %v", sent)
	}
}

func TestSockets(t *testing.T) {
	files := page(`start() {
		my.onSocketOpen(() => my.sendSocketMessage({ data: 'hello' }))
		my.connectSocket({ url: 'wss://m.test/s' })
	}`)
	equal(t, files.perform(t, staged{}).lines(map[record.EventType][]string{record.Requested: {"method", "url", "body"}}), []string{
		"request SOCKET wss://m.test/s", "request SOCKET wss://m.test/s hello",
	})
}

func TestWhatIsShared(t *testing.T) {
	files := program{index + ".js": `Page({
  start() {
    const card = my.createCanvasContext('card')
    card.setFontSize(12)
    card.fillText('on a card', 1, 2)
    card.draw()
    my.reportAnalytics('event', { n: 1 })
    my.shareTinyAppMsg({ title: 'look' })
  },
  onShareAppMessage({ from }) {
    return { title: 'by the ' + from, path: '/pages/index/index' }
  },
})`}
	got := files.perform(t, staged{scenario: func(s *merchant.Scenario) { s.Flow.Shares = true }})
	equal(t, got.lines(map[record.EventType][]string{record.Shared: {"how", "content"}}), []string{
		`share canvas on a card`, `share reportAnalytics ["event", {n: 1}]`, `share shareTinyAppMsg {title: "look"}`,
		`share onShareAppMessage {path: "/pages/index/index", title: "by the menu"}`,
	})
}

func TestTheAppAnswersForAPageThatHasNoMessage(t *testing.T) {
	files := page(`start() {}`)
	files["app.js"] = `App({ onShareAppMessage: () => ({ title: 'the app' }) })`
	for shares, want := range map[bool]int{true: 1, false: 0} {
		got := files.perform(t, staged{scenario: func(s *merchant.Scenario) { s.Flow.Shares = shares }})
		if shared := got.of(record.Shared); len(shared) != want {
			t.Errorf("shares %v: %v", shares, shared)
		}
	}
}

func TestNotModelled(t *testing.T) {
	files := program{"app.json": `{ "pages": ["pages/index/index"], "plugins": { "p": {} } }`, index + ".js": `Page({
  start() {
    my.scan({ fail: (e) => console.log('scan', e.error), complete: () => console.log('complete') })
    my.chooseImage().catch((e) => console.log('image', e.error))
    my.createVideoContext('c').play().pause()
    my.onWifiConnected(() => {})
    console.log(typeof my.getExtConfigSync(), typeof my.nobodyKnowsThis, (my.webpackJsonp = my.webpackJsonp || []).length)
    requirePlugin('p').anything()
  },
})`}
	got := files.perform(t, staged{})
	equal(t, got.lines(map[record.EventType][]string{record.Used: {"api"}}), []string{
		"use my.scan", "use my.chooseImage", "use my.createVideoContext", "use my.onWifiConnected", "use my.getExtConfigSync", "use requirePlugin('p')",
	})
	equal(t, got.logged(), []string{"object undefined 0", "scan 1", "complete", "image 1"})
	if used := got.of(record.Used)[0]; place(used) != "pages/index/index.js:3" {
		t.Errorf("scan is used at %s", place(used))
	}
}

func TestRequiresAtRunTime(t *testing.T) {
	files := program{
		"app.json":                      `{ "pages": ["pages/index/index"] }`,
		"utils/x.js":                    `exports.name = 'root'`,
		"utils/y.ts":                    `export const name: string = 'ts'`,
		"utils/data.json":               `{ "name": "json" }`,
		"node_modules/pkg/package.json": `{ "name": "pkg", "main": "lib.js" }`,
		"node_modules/pkg/lib.js":       `module.exports = { name: 'npm' }`,
		index + ".js": `import { name as y } from '/utils/y'
			import data from '../../utils/data.json'
			Page({ start() {
				console.log(require('/utils/x').name, y, data.name, require('pkg').name)
				try { const n = './unknown'; require(n) } catch (e) { console.log(e.message.split(';')[0]) }
			} })`,
	}
	equal(t, files.perform(t, staged{}).logged(), []string{"root ts json npm", "Cannot find module './unknown'"})
}

func TestARecordStaysSmall(t *testing.T) {
	p, err := page(`start() { setInterval(() => console.log('x'.repeat(10000)), 10) }`).try(t, staged{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(p.Record.Events); n > 400 || !strings.Contains(p.Record.Reason, "events were left out") {
		t.Errorf("%d events, reason %q", n, p.Record.Reason)
	}
}
