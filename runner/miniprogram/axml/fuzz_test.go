package axml

import (
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// FuzzCompile compiles templates: none makes it panic, and what it makes of one is an expression of JavaScript, so that no
// template says anything outside of its own functions.
func FuzzCompile(f *testing.F) {
	for _, template := range []string{
		"<view onTap='go' a:if='{{a.b}}'>{{c}}</view>", "<view a:for='{{list}}' a:key='id'>{{item.n + 1}}</view>", "<view><text></view>",
		"<template name='t'>{{x}}</template><template is='t' data='{{...a, b}}'/>", "<import-sjs name='m' from='./m.sjs'/>{{m.f(a)}}",
		"<view>{{a) + (b}}</view>", "</view", "<", "<view a='", "<!-- ", "<view a:if='{{`${a}`}}'/>", "{{", "{{a}}{{", "<include src='x'/>",
	} {
		f.Add(template)
	}
	f.Fuzz(func(t *testing.T, template string) {
		root, _, err := Parse("t.axml", template)
		if err != nil {
			return
		}
		script := "(" + Compile(root).Script + ")"
		if result := api.Transform(script, api.TransformOptions{}); len(result.Errors) > 0 {
			t.Errorf("%q became %s: %s", template, script, result.Errors[0].Text)
		}
	})
}
