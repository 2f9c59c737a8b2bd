package reports

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/signspec/signspec/schemas/record"
)

// oneLine returns text that came from a target as one line that is safe to show, of at most limit code points.
func oneLine(text string, limit int) string {
	return record.Visible(shorten(text, limit))
}

// mostLines is how many lines of a text are shown: a stack trace of usual depth, or a line of source and its caret.
const mostLines = 20

// textLines returns text of several lines as lines that are safe to show, of at most limit code points together. Only
// an author's own line breaks make lines: those in what a target said are escaped where it is quoted.
func textLines(text string, limit int) []string {
	lines := strings.Split(strings.TrimRight(shorten(text, limit), "\r\n"), "\n")
	if len(lines) > mostLines {
		lines = append(lines[:mostLines:mostLines], "…")
	}
	for i, line := range lines {
		lines[i] = record.Visible(strings.ReplaceAll(strings.TrimRight(line, "\r"), "\t", "    "))
	}
	return lines
}

// shorten returns at most limit code points of the text, the last an ellipsis where it was longer.
func shorten(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	characters, keep := 0, 0
	for at := range text {
		if characters == limit-1 {
			keep = at
		}
		if characters == limit {
			return text[:keep] + "…"
		}
		characters++
	}
	return text
}

// wrap breaks a line into lines of at most width columns: at a blank, which the break replaces, or inside a word that
// is wider than a line, such as a URL. Other blanks stay, since those of a payload matter. The result is never empty.
func wrap(text string, width int) []string {
	var lines []string
	for columns(text) > width {
		head, rest := splitAt(text, width)
		if rest == "" { // one character, wider than a line
			break
		}
		if blank := strings.LastIndexByte(head, ' '); !strings.HasPrefix(rest, " ") && strings.TrimSpace(head[:max(blank, 0)]) != "" {
			head, rest = head[:blank], head[blank:]+rest
		}
		lines, text = append(lines, head), strings.TrimPrefix(rest, " ")
	}
	return append(lines, text)
}

// fit returns the text cut to width columns, with an ellipsis where it was wider.
func fit(text string, width int) string {
	if columns(text) <= width {
		return text
	}
	head, _ := splitAt(text, width-1)
	return strings.TrimRight(head, " ") + "…"
}

// splitAt cuts a text after at most width columns, and after one character at least.
func splitAt(word string, width int) (head, rest string) {
	used := 0
	for at, r := range word {
		used += runeColumns(r)
		if used > width && at > 0 {
			return word[:at], word[at:]
		}
	}
	return word, ""
}

// pad fills the text with blanks to width columns.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-columns(text)))
}

// columns returns how many columns of a terminal the text takes.
func columns(text string) int {
	if isASCII(text) {
		return len(text)
	}
	width := 0
	for _, r := range text {
		width += runeColumns(r)
	}
	return width
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// wide holds the characters that terminals draw two columns wide: East Asian ones and pictures. The ranges are those
// of Unicode's EastAsianWidth property, joined where the gaps are unassigned.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115f, Stride: 1}, {Lo: 0x2e80, Hi: 0x303e, Stride: 1}, {Lo: 0x3041, Hi: 0xa4cf, Stride: 1},
		{Lo: 0xac00, Hi: 0xd7a3, Stride: 1}, {Lo: 0xf900, Hi: 0xfaff, Stride: 1}, {Lo: 0xfe30, Hi: 0xfe6f, Stride: 1},
		{Lo: 0xff00, Hi: 0xff60, Stride: 1}, {Lo: 0xffe0, Hi: 0xffe6, Stride: 1},
	},
	R32: []unicode.Range32{{Lo: 0x1f300, Hi: 0x1faff, Stride: 1}, {Lo: 0x20000, Hi: 0x3fffd, Stride: 1}},
}

func runeColumns(r rune) int {
	switch {
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}

// capital returns the text with a capital for its first letter.
func capital(text string) string {
	first, width := utf8.DecodeRuneInString(text)
	if width == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[width:]
}
