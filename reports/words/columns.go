package words

import (
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"
)

// columnsOf measures text by the widths of Unicode alone, and not by the language of the machine, so that the same run
// is laid out the same everywhere.
var columnsOf = &runewidth.Condition{EastAsianWidth: false, StrictEmojiNeutral: true}

// Columns returns how many columns of a terminal the text takes.
func Columns(text string) int { return columnsOf.StringWidth(text) }

// Pad fills the text with blanks to width columns.
func Pad(text string, width int) string { return columnsOf.FillRight(text, width) }

// Fit returns the text cut to width columns, with an ellipsis where it was wider.
func Fit(text string, width int) string {
	if Columns(text) <= width {
		return text
	}
	head, _ := splitAt(text, width-1)
	return strings.TrimRight(head, " ") + "…"
}

// Wrap breaks a line into lines of at most width columns: at a blank, which the break replaces, or inside a word that is
// wider than a line, such as a URL. Other blanks stay, since those of a payload matter. The result is never empty.
func Wrap(text string, width int) []string {
	var lines []string
	for Columns(text) > width {
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

// splitAt cuts a text after at most width columns, and after one character at least.
func splitAt(text string, width int) (head, rest string) {
	head = columnsOf.Truncate(text, width, "")
	if head == "" {
		_, size := utf8.DecodeRuneInString(text)
		head = text[:size]
	}
	return head, text[len(head):]
}
