package host_test

import (
	"fmt"
	"testing"
)

func TestCheck(t *testing.T) {
	files := program{
		index + ".json": `{ "usingComponents": { "x-box": "/components/box" } }`,
		index + ".axml": `<view onTap="start">
  <button onTap="onSing" />
  <button onTap="{{dynamic}}" catchTap="shared" />
  <x-box onAgree="onAgree" />
</view>`,
		index + ".js": `Page({
  mixins: [Mixin({ shared() {} })],
  start() {},
  onSign() { my.scan(); my.alert({}); my.own = 1 },
})`,
		"components/box.json": `{ "component": true }`,
		"components/box.axml": `<view onTap="open"/><view onTap="close"/>`,
		"components/box.js":   `Component({ methods: { open() {} } })`,
	}
	warnings, err := files.host(t, staged{}).Check()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range warnings {
		got = append(got, fmt.Sprintf("%s:%d:%d %s", w.File, w.Line, w.Column, w.Message))
	}
	equal(t, got, []string{
		"pages/index/index.js:4:14 not modelled: my.scan; here it fails as an API that the wallet does not support, unless stubs in signspec.yaml answer it",
		"components/box.axml:1:27 <view> names the handler close, which components/box.js does not have",
		"pages/index/index.axml:2:11 <button> names the handler onSing, which pages/index/index.js does not have; did you mean onSign?",
		"pages/index/index.axml:4:10 <x-box> names the handler onAgree, which pages/index/index.js does not have",
	})
}

// A module that fails while it loads says so when it is opened; the other pages are still looked at.
func TestCheckSurvivesAModuleThatThrows(t *testing.T) {
	files := program{index + ".axml": `<view onTap="start"/>`, index + ".js": `throw new Error('broken')`}
	if warnings, err := files.host(t, staged{}).Check(); err != nil || len(warnings) > 0 {
		t.Errorf("%v, %v", warnings, err)
	}
}
