package samples

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// Seeds are texts that would act where they are shown carelessly: on a terminal, on a page, in XML, in Markdown.
func Seeds() []string {
	return []string{
		"harmless", Evil, "<script>alert(1)</script>", "</script><script>alert(1)</script>", `" onmouseover="alert(1)`, "]]>", "<![CDATA[x]]>",
		"<!-- ", "-->", "&#x1b;[31m", "\x1b[2J", "\x1b]0;owned\a", "\u009b31m", "a\r\nb\nc", "\u202e\u2066", "\u2028\u2029",
		"\ufeff\ufffe\uffff", "\x00",
		"\xff\xc0\xaf", "```\n# x\n```", "` `` ```", "[x](https://evil.test)", "@octocat #1 GH-1", "| a |", "[[ATTACHMENT|/etc/passwd]]",
		"https://evil.test", "1. a", "- a", "中文\u0301", "{{.Title}} %s %[1]d", strings.Repeat("x", 700), strings.Repeat("中 ", 300),
	}
}

// Fuzz has the fuzzer change the seeds.
func Fuzz(f *testing.F, judge func(t *testing.T, text string)) {
	for _, seed := range Seeds() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			t.Skip("longer texts are cut anyway, and slow")
		}
		judge(t, text)
	})
}

// Acting returns the first character of a document that could act upon its reader or a terminal, if there is one.
func Acting(document string) (rune, bool) {
	for _, r := range document {
		if r != '\n' && !unicode.IsPrint(r) || r == utf8.RuneError {
			return r, true
		}
	}
	return 0, false
}
