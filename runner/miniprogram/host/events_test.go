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

func TestTap(t *testing.T) {
	template := `<view id="outer" class="card" onTap="outer" data-plan-id="p{{n}}">
		<button id="agree" class="big red" onTap="inner" data-item="{{item}}">Agree</button>
		<view catchTap="caught"><text class="deep">x</text></view>
		<form onSubmit="submitted"><input name="mail" value="a@b" /><button class="send" form-type="submit">Send</button></form>
		<checkbox-group onChange="ticked"><checkbox id="box" value="yes" /></checkbox-group>
		<switch class="toggle" onChange="switched" checked="{{true}}" />
		<navigator id="go" url="/pages/index/index?again=1">go</navigator>
	</view>`
	members := `
		data: { n: 7, item: { k: 'v' } },
		onLoad(q) { if (q.again) console.log('opened again') },
		outer(e) { console.log('outer', e.type, e.currentTarget.id, e.currentTarget.dataset.planId, e.target.id) },
		inner(e) { console.log('inner', e.currentTarget.dataset.item.k, typeof e.timeStamp, typeof e.detail.x) },
		caught(e) { console.log('caught') },
		submitted(e) { console.log('submitted', e.detail.value.mail) },
		ticked(e) { console.log('ticked', e.detail.value.join()) },
		switched(e) { console.log('switched', e.detail.value) },`
	for selector, want := range map[string][]string{
		"#agree":           {"inner v number number", "outer tap outer p7 agree"},
		"button":           {"inner v number number", "outer tap outer p7 agree"},
		".big.red":         {"inner v number number", "outer tap outer p7 agree"},
		".card button.big": {"inner v number number", "outer tap outer p7 agree"},
		"text.deep":        {"caught"},
		".send":            {"outer tap outer p7 ", "submitted a@b"},
		"#box":             {"outer tap outer p7 box", "ticked yes"},
		".toggle":          {"outer tap outer p7 ", "switched false"},
		"#go":              {"outer tap outer p7 go", "opened again"},
	} {
		t.Run(selector, func(t *testing.T) {
			files := page(members)
			files[index+".axml"] = template
			equal(t, files.perform(t, staged{start: []schemas.Step{{Tap: selector}}}).logged(), want)
		})
	}
}

func TestFire(t *testing.T) {
	files := page(`start(e) { console.log(e.type, e.detail.value, e.currentTarget.dataset.n) }`)
	files[index+".axml"] = `<picker onChange="start" data-n="3" />`
	got := files.perform(t, staged{start: []schemas.Step{{Fire: "start", With: map[string]any{"detail": map[string]any{"value": 4}}}}})
	equal(t, got.logged(), []string{"change 4 3"})
}

func TestStepsThatCannotBeDone(t *testing.T) {
	for name, c := range map[string]struct {
		step schemas.Step
		want string
	}{
		"no handler": {schemas.Step{Fire: "strat"}, "step 1 of start cannot be done: fire strat on pages/index/index: neither the page nor a component on it has such a handler\nhandlers that are there: start; did you mean start?"},
		"not there":  {schemas.Step{Tap: "#nowhere"}, "tap #nowhere on pages/index/index: nothing on the page matches it"},
		"disabled":   {schemas.Step{Tap: "#off"}, "tap #off on pages/index/index: the element is disabled"},
		"not tapped": {schemas.Step{Tap: "text"}, "tap text on pages/index/index: nothing on the page handles it"},
	} {
		t.Run(name, func(t *testing.T) {
			files := page(`onLoad() { undefined.x }, start() {}`)
			files[index+".axml"] = `<button id="off" disabled onTap="start">a</button><text>b</text>`
			_, err := files.try(t, staged{start: []schemas.Step{c.step}})
			var wrong *config.Error
			if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if !strings.Contains(err.Error(), "before that the program threw TypeError") {
				t.Errorf("%v does not say what the program threw", err)
			}
		})
	}
}

// What a person could not tap is recorded and not fired.
func TestLaterStartsAreWhatAPersonCanDo(t *testing.T) {
	twice := func(s *merchant.Scenario) { s.Flow.Starts = 2 }
	for name, c := range map[string]struct {
		template, start string
		want            []string
	}{
		"still there":   {`<button onTap="start">a</button>`, ``, []string{"start start", "start start"}},
		"disabled":      {`<button disabled="{{busy}}" onTap="start">a</button>`, `this.setData({ busy: true })`, []string{"start start", "start start disabled"}},
		"not in a page": {``, ``, []string{"start start", "start start"}},
	} {
		t.Run(name, func(t *testing.T) {
			files := page(`data: { busy: false }, start() { ` + c.start + ` }`)
			files[index+".axml"] = c.template
			got := files.perform(t, staged{scenario: twice})
			equal(t, got.lines(map[record.EventType][]string{record.Started: {"handler", "blocked"}}), c.want)
		})
	}
}

func TestLaterStartsDoTheLastStepOnly(t *testing.T) {
	files := page(`
		data: { agreed: false },
		tick() { this.setData({ agreed: !this.data.agreed }) },
		sign() { console.log('sign', this.data.agreed) },`)
	files[index+".axml"] = `<checkbox onTap="tick" id="box" /><button id="sign" disabled="{{!agreed}}" onTap="sign">a</button>`
	steps := []schemas.Step{{Tap: "#box"}, {Tap: "#sign"}}
	for name, together := range map[string]bool{"one after another": false, "together": true} {
		got := files.perform(t, staged{start: steps, scenario: func(s *merchant.Scenario) { s.Flow.Starts, s.Flow.Together = 2, together }})
		if lines := got.logged(); len(lines) != 2 || lines[1] != "sign true" {
			t.Errorf("%s: %q", name, lines)
		}
	}
}

func TestALaterStartComesBackToThePage(t *testing.T) {
	files := page(`
		onLoad() { console.log('load') }, onShow() { console.log('show') },
		start() { my.navigateTo({ url: '/pages/b/b' }) },`)
	files["app.json"] = `{ "pages": ["pages/index/index", "pages/b/b"] }`
	files["pages/b/b.js"] = "Page({})"
	got := files.perform(t, staged{scenario: func(s *merchant.Scenario) { s.Flow.Starts = 2 }})
	equal(t, got.logged(), []string{"load", "show", "show"})
	if starts := got.of(record.Started); len(starts) != 2 {
		t.Errorf("%d starts", len(starts))
	}
}
