package host_test

import (
	"testing"

	"github.com/signspec/signspec/runner/miniprogram/project"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// read returns what is to be read on the page in the end.
func (e events) read() string {
	text := ""
	for _, one := range e.of(record.Shown) {
		if how, _ := one.Arg().Field("how"); shown(how) == "text" {
			content, _ := one.Arg().Field("content")
			text = content.String()
		}
	}
	return text
}

func TestExpressionsReadLoosely(t *testing.T) {
	for expression, want := range map[string]string{
		`!gone`:                              `true`,
		`!gone.deep.er`:                      `true`,
		`gone["a"][0] === undefined`:         `true`,
		`user.name.first`:                    ``,
		`user.name ? "a" : .5`:               `0.5`,
		`(user.tags || list)[1]`:             `y`,
		`list[missing]`:                      ``,
		`gone?.a + "b"`:                      `undefinedb`,
		`list.indexOf("y")`:                  `1`,
		`gone.method(1)`:                     ``,
		`Math.max(1, list.length)`:           `2`,
		`my`:                                 ``,
		`"a.b" + 'c[0]'`:                     `a.bc[0]`,
		"`${gone.a}-${user.id}`":             `undefined-7`,
		`[gone.a, user.id]`:                  `,7`,
		`list.map((one) => one.length.gone)`: `,`,
		`1.5.toFixed(2)`:                     `1.50`,
	} {
		files := page(`data: { user: { id: 7 }, list: ['x', 'y'] }, start() {}`)
		files[index+".axml"] = `<text>{{` + expression + `}}|</text>`
		got := files.perform(t, staged{}).read()
		if want := `["` + want + `|"]`; got != want {
			t.Errorf("%s: got %s, want %s", expression, got, want)
		}
	}
}

// Between the braces of a template's data stand members of an object.
func TestTemplateData(t *testing.T) {
	for data, want := range map[string]string{
		`{{note, n}}`:        `["A/1/"]`,
		`{{note}}`:           `["A//"]`,
		`{{n: n + 1}}`:       `["/2/"]`,
		`{{...whole, note}}`: `["A/5/x"]`,
		`{{ {n: 3} }}`:       `["/3/"]`,
	} {
		files := page(`data: { note: 'A', n: 1, whole: { n: 5, more: 'x' } }, start() {}`)
		files[index+".axml"] = `<template name="t">{{note}}/{{n}}/{{more}}</template><template is="t" data="` + data + `"/>`
		if got := files.perform(t, staged{}).read(); got != want {
			t.Errorf("%s: got %s, want %s", data, got, want)
		}
	}
}

func TestNamedImportsOfModules(t *testing.T) {
	for name, want := range map[string]string{
		"{up}":           `["A:"]`,
		"{ up, low: l }": `["A:b"]`,
		"{up,low as l}":  `["A:b"]`,
	} {
		for _, source := range []string{
			"export function up(s) { return s.toUpperCase() }\nexport const low = (s) => s.toLowerCase()",
			"export default { up: (s) => s.toUpperCase(), low: (s) => s.toLowerCase() }",
		} {
			files := page(`start() {}`)
			files["pages/index/m.sjs"] = source
			files[index+".axml"] = `<import-sjs from="./m.sjs" name="` + name + `"/><text>{{up("a")}}:{{l && l("B")}}</text>`
			if got := files.perform(t, staged{}).read(); got != want {
				t.Errorf("%s of %q: got %s, want %s", name, source, got, want)
			}
		}
	}
}

func TestWhatStylesHide(t *testing.T) {
	for name, c := range map[string]struct{ app, page, template, want string }{
		"its own style":          {"", "", `<view style="color: red; display : none">a</view><view style="display:block">b</view>`, `["b"]`},
		"invisible":              {"", "", `<view style="visibility:hidden"><text>a</text></view>b`, `["b"]`},
		"a style in parts":       {"", "", `<view style="display: {{no ? 'block' : 'none'}}">a</view><view style="display: {{no ? 'none' : 'block'}}">b</view>`, `["b"]`},
		"a class":                {"", ".a { display: none }", `<view class="x a">a</view><view class="b">b</view>`, `["b"]`},
		"a class of the app":     {".a { display: none }", "", `<view class="a">a</view>b`, `["b"]`},
		"the weightier":          {"", ".a.on { display: block } .a { display: none }", `<view class="a on">a</view><view class="a">b</view>`, `["a"]`},
		"the later":              {".a { display: none }", ".a { display: block }", `<view class="a">a</view>`, `["a"]`},
		"its own style first":    {"", ".a { display: none }", `<view class="a" style="display:flex">a</view>`, `["a"]`},
		"but for what matters":   {"", ".a { display: none !important }", `<view class="a" style="display:flex">a</view>b`, `["b"]`},
		"inside of something":    {"", ".a .b, #c { display: none }", `<view class="a"><text class="b">a</text></view><text class="b">b</text><text id="c">c</text>`, `["b"]`},
		"an icon":                {"", "", `<icon type="warn"/><view type="x">b</view>`, `["warn", "b"]`},
		"a style that is a list": {"", "", `<view style="{{styles}}">a</view>b`, `["b"]`},
	} {
		t.Run(name, func(t *testing.T) {
			files := page(`data: { styles: { display: 'none' } }, start() {}`)
			files["app.acss"], files[index+".acss"], files[index+".axml"] = c.app, c.page, c.template
			if got := files.perform(t, staged{}).read(); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// Style sheets import others, also each other.
func TestImportedStyles(t *testing.T) {
	files := program{
		"app.acss":          `@import "./style/base.acss"; .b { display: block }`,
		"style/base.acss":   `@import "/style/more.acss"; @import "./gone.acss"; .a, .b { display: none }`,
		"style/more.acss":   `@import "./base.acss"; .c { visibility: hidden }`,
		index + ".acss":     `@import "../../style/more.acss";`,
		"components/x.acss": `.x { display: none }`,
		"components/x.json": `{ "component": true }`,
		"components/x.js":   `Component({})`,
		index + ".json":     `{ "usingComponents": { "x-x": "/components/x" } }`,
	}
	loaded, err := project.Load(files.write(t))
	if err != nil {
		t.Fatal(err)
	}
	for part, got := range map[string]int{"app": len(loaded.Style), index: len(loaded.Parts[index].Style), "components/x": len(loaded.Parts["components/x"].Style)} {
		if want := map[string]int{"app": 4, index: 3, "components/x": 1}[part]; got != want {
			t.Errorf("%s has %d rules, want %d", part, got, want)
		}
	}
}

// What is not to be seen cannot be tapped.
func TestTapFindsNothingHidden(t *testing.T) {
	files := page(`data: {}, one() { console.log('one') }, two() { console.log('two') }`)
	files[index+".acss"] = ".gone { display: none }"
	files[index+".axml"] = `<button class="go gone" onTap="one">1</button><button class="go" onTap="two">2</button>`
	equal(t, files.perform(t, staged{start: []schemas.Step{{Tap: ".go"}}}).logged(), []string{"two"})
}
