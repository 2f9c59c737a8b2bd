package axml

import (
	"strings"
	"testing"
)

// TestExpression shows what is made of the code between {{ }}; the parentheses that stand around it are the suite's.
func TestExpression(t *testing.T) {
	for code, want := range map[string]string{
		`a`:                                `{p:["a"]}`,
		` a . b.c `:                        `{p:["a","b","c"]}`,
		`a[0].b["c"]`:                      `var a;(a?.[0]?.b?.["c"])`,
		`a?.b`:                             "var a;(a?.b)",
		`a ? b : 'x?.y'`:                   "var a,b;(a ? b : 'x?.y')",
		`a, b`:                             "var a,b;(a, b)",
		`a: 1, ...b`:                       "var b;({a: 1, ...b})",
		`x in y && !z || typeof w === 'a'`: "var w,x,y,z;(x in y && !z || typeof w === 'a')",
		`Math.max(a, ...b)`:                "var a,b;(Math?.max(a, ...b))",
		`list.map(i => i.n + 1)`:           "var i,list;(list?.map(i => i?.n + 1))",
		`list.map((i, n) => [i, , {n}])`:   "var i,list,n;(list?.map((i, n) => [i, , {n}]))",
		`a.b = 1`:                          "var a;(a.b = 1)",
		`a.b++`:                            "var a;(a.b++)",
		`/[/)]\//g.test(s)`:                `var s;(/[/)]\//g?.test(s))`,
		`1.5e-3 + .5 + 0xff + 你`:           "var 你;(1.5e-3 + .5 + 0xff + 你)",
		`new Date(a).getTime()`:            "var a;(new Date(a).getTime())",
		`{ "a-b": c, [d]: e }`:             `var c,d,e;({ "a-b": c, [d]: e })`,
		"`a${b.c + `${d}`} }`":             "var b,d;(`a${b?.c + `${d}`} }`)",
		`a ?.5:1`:                          "var a;(a ?.5:1)",

		// What is no expression, or would end the one around it.
		``: "({})", `if`: "", `a b`: "", `a) + (b`: "", `a); evil(); (b`: "", `a}} + ({`: "", `}`: "", `)`: "", `'a`: "", `a,`: "var a;({a,})", `a;`: "", `@`: "",
		`function () {}`: "", `x => { y }`: "", `class {}`: "", "`${a`": "", `a // b`: "", `a.1`: "", `() + 1`: "", `(`: "", `a?`: "",
	} {
		got, _ := expression(code, false)
		got = strings.TrimSuffix(strings.TrimPrefix(got, "function(){"), "}}")
		if got = strings.Replace(got, "with(this){return", "", 1); got != want {
			t.Errorf("%q became\n%s, want\n%s", code, got, want)
		}
	}
}
