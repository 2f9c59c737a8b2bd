package host_test

import (
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

func withComponent(members string) program {
	return program{
		index + ".json":           `{ "usingComponents": { "agree-box": "../../components/box/box" } }`,
		"components/box/box.json": `{ "component": true }`,
		"components/box/box.axml": `<view class="box" onTap="onBox"><text>{{label}} {{times}}</text><slot/></view>`,
		"components/box/box.js":   "Component({\n" + members + "\n})",
	}
}

func TestLifeOfAComponent(t *testing.T) {
	files := withComponent(`
		mixins: [Mixin({ didMount() { console.log('mixin mounted') }, methods: { shared() { return 'shared' } } })],
		props: { label: 'none', onAgree() {} },
		data: { times: 0 },
		deriveDataFromProps(next) { console.log('derive', next.label) },
		didMount() { console.log('mounted', this.props.label, this.shared(), this.$page.route) },
		didUpdate(props, data) { console.log('updated', props.label, '->', this.props.label, data.times, '->', this.data.times) },
		didUnmount() { console.log('unmounted') },
		methods: {
			onBox(e) {
				this.setData({ times: this.data.times + 1 })
				this.props.onAgree({ detail: this.data.times })
			},
		},`)
	files[index+".axml"] = `<view><agree-box a:if="{{!gone}}" id="box" label="{{label}}" onAgree="onAgree" /></view>`
	files[index+".js"] = `Page({
		data: { label: 'first', gone: false },
		onAgree(e) {
			console.log('agreed', e.detail)
			this.setData({ label: 'second' })
			setTimeout(() => this.setData({ gone: true }), 1000)
		},
	})`
	got := files.perform(t, staged{start: []schemas.Step{{Tap: "#box"}}})
	equal(t, got.logged(), []string{
		"derive first", "mixin mounted", "mounted first shared pages/index/index", "agreed 1",
		"derive second", "updated first -> second 0 -> 1", "unmounted",
	})
}

func TestComponentsSlotsAndRefs(t *testing.T) {
	files := withComponent(`
		data: { times: 0, label: '' },
		methods: { onBox() {}, open() { this.setData({ label: 'open' }) } },`)
	files[index+".axml"] = `<agree-box ref="keep" id="a"><text a:for="{{names}}">{{index}}:{{item}}</text></agree-box>
		<template name="row"><text>{{text}}!</text></template>
		<template is="row" data="{{text: names[1], ...extra}}" /><include src="./more.axml" />`
	files["pages/index/more.axml"] = `<text>{{names.length}} more</text>`
	files[index+".js"] = `Page({
		data: { names: ['x', 'y'], extra: {} },
		keep(box) { this.box = box },
		start() { this.box.open(); console.log(this.selectComponent('#a') === this.box) },
	})`
	got := files.perform(t, staged{})
	equal(t, got.logged(), []string{"true"})
	equal(t, texts(got), []string{
		`["0", "0:x", "1:y", "y!", "2 more"]`, `["open 0", "0:x", "1:y", "y!", "2 more"]`,
	})
}

// texts returns what a person read on the page, as it changed.
func texts(all events) []string {
	var lines []string
	for _, e := range all.of(record.Shown) {
		if text(e, "how") == "text" {
			lines = append(lines, text(e, "content"))
		}
	}
	return lines
}

func TestBehaviorsObserversAndEvents(t *testing.T) {
	files := withComponent(`
		behaviors: [Behavior({ properties: { label: { type: String, value: 'from the behavior' } } })],
		data: { times: 1 },
		observers: { 'times, label': function (times, label) { console.log('observed', times, label) } },
		methods: { onBox() { this.setData({ times: 2 }); this.triggerEvent('agree', { ok: true }) } },`)
	files[index+".axml"] = `<agree-box class="x" onAgree="onAgree" />`
	files[index+".js"] = `Page({ onAgree(e) { console.log(e.type, e.detail.ok) } })`
	equal(t, files.perform(t, staged{start: []schemas.Step{{Tap: ".x"}}}).logged(), []string{
		"observed 2 from the behavior", "agree true",
	})
}

func TestSjsAndLoops(t *testing.T) {
	files := program{
		index + ".axml": `<import-sjs name="m" from="./m.sjs" />
			<view a:for="{{rows}}" a:for-item="row" a:for-index="n" a:key="id">
				<block a:if="{{row.show}}">{{n}} {{m.upper(row.name)}}</block><text a:elif="{{n}}">hidden {{n}}</text><text a:else>first</text>
			</view>
			<view hidden="{{true}}">never</view>{{ missing.deep.x }}{{a < 2 && "less"}}<input value="typed" />`,
		"pages/index/m.sjs": `export default { upper(s) { return s.toUpperCase() } }`,
		index + ".js":       `Page({ data: { a: 1, rows: [{ id: 1, name: 'b' }, { id: 2, name: 'c', show: true }, { id: 3 }] }, start() {} })`,
	}
	equal(t, texts(files.perform(t, staged{})), []string{`["first", "1 C", "hidden 2", "less", "typed"]`})
}

// A component that sets its data to the very objects that they are, whenever it was updated, is not updated for ever;
// what was changed in place is drawn.
func TestDataThatAreSetToThemselves(t *testing.T) {
	files := withComponent(`
		data: { list: [], times: 0 },
		didMount() { this.data.list.push('a'); this.setData({ list: this.data.list }) },
		didUpdate() { console.log('updated', this.data.list.join()); this.setData({ list: this.data.list }) },
		methods: { onBox() { this.data.list.push('b'); this.setData({ list: this.data.list }) } },`)
	files["components/box/box.axml"] = `<view class="box" onTap="onBox"><text a:for="{{list}}">{{item}}</text></view>`
	files[index+".axml"] = `<agree-box id="box" />`
	got := files.perform(t, staged{start: []schemas.Step{{Tap: "#box"}}})
	equal(t, got.logged(), []string{"updated a", "updated a,b"})
	if read := got.read(); read != `["a", "b"]` {
		t.Errorf("read %s", read)
	}
}
