package axml_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/miniprogram/axml"
)

func TestParse(t *testing.T) {
	for name, c := range map[string]struct{ source, want string }{
		"an element":          {`<view/>`, `view`},
		"attributes":          {`<view id="a" class='b c' data-x={{y}} disabled hidden/>`, `view[id=a class=b c data-x={{y}} disabled! hidden!]`},
		"children":            {"<view>\n  <text>hi</text>\n</view>", `view(text("hi"))`},
		"comments":            {`<view><!-- <text> --><text/></view>`, `view(text)`},
		"expressions in text": {`<text>{{a < b && "}}"}} </text>`, `text("{{a < b && \"}}\"}} ")`},
		"lesser than":         {`<text>1 < 2</text>`, `text("1 < 2")`},
		"entities":            {`<text title="&quot;">&lt;a&gt; &amp;lt;</text>`, `text[title="]("<a> &lt;")`},
		"an open element":     {`<view><input id="a"><text/></view>`, `view(input[id=a](text))`},
		"a declaration":       {`<?xml version="1.0"?><view/>`, `view`},
		"a byte order mark":   {"\ufeff<view/>", `view`},
		"blanks":              {"<view\n  id = \"a\"\n>\n</view >", `view[id=a]`},
		"siblings":            {`<view/><view/>`, `view,view`},
	} {
		t.Run(name, func(t *testing.T) {
			root, _, err := axml.Parse("a.axml", c.source)
			if err != nil {
				t.Fatal(err)
			}
			if got := list(root.Children); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func list(nodes []*axml.Node) string {
	var parts []string
	for _, n := range nodes {
		parts = append(parts, show(n))
	}
	return strings.Join(parts, ",")
}

func show(n *axml.Node) string {
	if n.Tag == "" {
		return fmt.Sprintf("%q", n.Text)
	}
	text := n.Tag
	var attrs []string
	for _, a := range n.Attrs {
		if a.Bare {
			attrs = append(attrs, a.Name+"!")
		} else {
			attrs = append(attrs, a.Name+"="+a.Value)
		}
	}
	if len(attrs) > 0 {
		text += "[" + strings.Join(attrs, " ") + "]"
	}
	if len(n.Children) > 0 {
		text += "(" + list(n.Children) + ")"
	}
	return text
}

func TestParseSaysWhereItFails(t *testing.T) {
	for source, want := range map[string]string{
		"<view id=\"a>":   "a.axml:1:10: the quote \" is not closed",
		"<view":           "a.axml:1:1: the tag <view> is not closed",
		"<view <text/>/>": "a.axml:1:7: '<' cannot stand in the tag <view>",
	} {
		_, _, err := axml.Parse("a.axml", source)
		var syntax *axml.SyntaxError
		if !errors.As(err, &syntax) || err.Error() != want {
			t.Errorf("%q: %v, want %s", source, err, want)
		}
	}
}

func TestParseMendsWhatTheVendorsToolsMend(t *testing.T) {
	for source, want := range map[string]string{
		"<view>\n  <text>":            "view(text); 2:3 <text> is not closed; it ends with the file; 1:1 <view> is not closed; it ends with the file",
		"<view>\n</text></view>a":     `view,"a"; 2:1 </text> closes nothing that is open; <view> of line 1 is`,
		"</view>a":                    `"a"; 1:1 </view> closes nothing that is open`,
		"<view><a/><view></view>":     "view(a,view); 1:1 <view> is not closed; it ends with the file",
		"<view><text>b</view>a":       `view(text("b")),"a"; 1:7 <text> is not closed; it ends where </view> of line 1 stands`,
		"<!-- a":                      "; 1:1 this comment is not closed, so that the rest of the file is none of the page",
		"<view \"a\"/>":               `view[a!]; 1:7 '"' cannot stand in the tag <view>; 1:9 '"' cannot stand in the tag <view>`,
		"<text>é</text>\n<view></vie": "text(\"é\"),view; 2:7 </vie> closes nothing that is open; <view> of line 2 is; 2:1 <view> is not closed; it ends with the file",
		"<view>a</view":               `view("a"); 1:8 </view is not closed`,
		"<view>a</view\n<view/>":      `view("a"),view; 1:8 </view is not closed`,
	} {
		root, warnings, err := axml.Parse("a.axml", source)
		if err != nil {
			t.Errorf("%q: %v", source, err)
			continue
		}
		got := list(root.Children)
		for _, w := range warnings {
			got += fmt.Sprintf("; %d:%d %s", w.Line, w.Column, w.Message)
		}
		if got != want {
			t.Errorf("%q: got %s\nwant %s", source, got, want)
		}
	}
}

func TestCompileFindsHandlers(t *testing.T) {
	root, _, err := axml.Parse("a.axml", `<view onTap="a"><button catchTap="b" capture-onTouchStart="c" once="d" onTap="{{e}}" onClick=""/></view>
<template name="t"><view onLongTap="f"/></template>`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range axml.Compile(root).Handlers {
		got = append(got, fmt.Sprintf("%s %s %s %d:%d", h.Tag, h.Event, h.Name, h.Line, h.Column))
	}
	want := []string{"view tap a 1:7", "button tap b 1:25", "button touchstart c 1:38", "view longtap f 2:26"}
	if strings.Join(got, "; ") != strings.Join(want, "; ") {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestCompileWarnsOfWhatIsNoExpression(t *testing.T) {
	root, _, err := axml.Parse("a.axml", `<view class="a {{b c}}" style="{{ok}}" data="{{a: 1, ...b}}">{{if}}</view>`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range axml.Compile(root).Warnings {
		got = append(got, fmt.Sprintf("%d:%d %s", w.Line, w.Column, w.Message))
	}
	want := "1:7 {{b c}} is not an expression; 1:62 {{if}} is not an expression"
	if strings.Join(got, "; ") != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// What a template imports may stand anywhere in it.
func TestImportsAnywhere(t *testing.T) {
	root, _, err := axml.Parse("a.axml", `<view><import src="./b.axml"/><import-sjs name="m" from="./m.sjs"/><include src="c.axml"/></view>`)
	if err != nil {
		t.Fatal(err)
	}
	c := axml.Compile(root)
	if got := fmt.Sprint(c.Imports, c.Modules) + c.Script; got != `[./b.axml c.axml] map[m:./m.sjs]{body:[{t:"view",c:[{t:'include',src:"c.axml"}]}],named:{},imports:["./b.axml","c.axml"],modules:{"m":"./m.sjs"}}` {
		t.Errorf("got %s", got)
	}
}
