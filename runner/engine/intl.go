package engine

import (
	"strings"
	"time"
	_ "time/tzdata" // what a program shows must not depend on the machine

	"golang.org/x/text/cases"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// intl is the library of what depends on a person's language. Like every library it is run on first need.
var intl = library{
	names:  []string{"Intl"},
	extra:  []string{"number", "date", "compare"},
	parts:  []func() *Program{own("locale.js"), own("numberformat.js"), own("dateformat.js"), own("words.js")},
	script: own("intl.js"),
	natives: map[string]native{
		"compare": compareText, "offset": zoneOffset, "zone": zoneName,
	},
}

// defineLocale defines the methods of the language that depend on a person's language.
func (vm *VM) defineLocale(global Value) {
	method := func(prototype Value, name string, f func(call FunctionCall) (Value, error)) {
		prototype.Method(name, 0, func(call FunctionCall) (Value, error) {
			vm.loadLibrary(intl)
			return f(call)
		})
	}
	for _, kind := range []string{"Number", "BigInt"} {
		prototype := global.Get(kind).Get("prototype")
		valueOf := prototype.Get("valueOf")
		method(prototype, "toLocaleString", func(call FunctionCall) (Value, error) {
			number, err := vm.call(valueOf, call.This)
			if err != nil {
				return Value{}, err
			}
			return vm.call(vm.intrinsics["number"], Value{}, number, call.Argument(0), call.Argument(1))
		})
	}
	dates := global.Get("Date").Get("prototype")
	getTime := dates.Get("getTime")
	for name, defaults := range map[string]string{
		"toLocaleString": "all", "toLocaleDateString": "just date", "toLocaleTimeString": "time",
	} {
		method(dates, name, func(call FunctionCall) (Value, error) {
			at, err := vm.call(getTime, call.This)
			if err != nil {
				return Value{}, err
			}
			return vm.call(vm.intrinsics["date"], Value{}, at, call.Argument(0), call.Argument(1), vm.ToValue(defaults))
		})
	}
	texts := global.Get("String").Get("prototype")
	method(texts, "localeCompare", func(call FunctionCall) (Value, error) {
		return vm.call(vm.intrinsics["compare"], Value{},
			vm.ToValue(call.This.String()), vm.ToValue(call.Argument(0).String()), call.Argument(1), call.Argument(2))
	})
	texts.Method("toLocaleLowerCase", 0, func(call FunctionCall) (Value, error) {
		return vm.ToValue(cases.Lower(languageOf(call.Argument(0))).String(call.This.String())), nil
	})
	texts.Method("toLocaleUpperCase", 0, func(call FunctionCall) (Value, error) {
		return vm.ToValue(cases.Upper(languageOf(call.Argument(0))).String(call.This.String())), nil
	})
}

func languageOf(locale Value) language.Tag {
	if locale.IsArray() {
		locale = locale.Index(0)
	}
	if !locale.IsString() {
		return language.AmericanEnglish
	}
	return language.Make(locale.String())
}

// compareText compares two texts in the order of a language: arguments are the texts, the locale, the sensitivity and
// whether digits are compared as numbers.
func compareText(vm *VM, call FunctionCall) (Value, error) {
	var options []collate.Option
	switch call.Argument(3).String() {
	case "base":
		options = append(options, collate.Loose)
	case "accent":
		options = append(options, collate.IgnoreCase)
	case "case":
		options = append(options, collate.IgnoreDiacritics)
	}
	if call.Argument(4).Boolean() {
		options = append(options, collate.Numeric)
	}
	collator := collate.New(language.Make(call.Argument(2).String()), options...)
	return vm.ToValue(collator.CompareString(call.Argument(0).String(), call.Argument(1).String())), nil
}

// zoneOffset returns how many minutes a time zone is ahead of UTC at a time in milliseconds; null where there is no such
// zone.
func zoneOffset(vm *VM, call FunctionCall) (Value, error) {
	name := call.Argument(0).String()
	if strings.EqualFold(name, "utc") || strings.EqualFold(name, "gmt") {
		return vm.ToValue(0), nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return Null(), nil
	}
	_, seconds := time.UnixMilli(call.Argument(1).Integer()).In(zone).Zone()
	return vm.ToValue(seconds / 60), nil
}

// zoneName returns the name of the time zone that dates are in.
func zoneName(vm *VM, _ FunctionCall) (Value, error) {
	if name := time.Local.String(); name != "Local" && name != "" {
		return vm.ToValue(name), nil
	}
	return vm.ToValue("UTC"), nil
}
