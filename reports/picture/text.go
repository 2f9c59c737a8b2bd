package picture

import "strings"

// How wide the letters of a drawing are, in pixels for each unit of letterWidth. A picture cannot wrap or cut its texts,
// so they are cut before, for the widest of the fonts that a reader may have: DejaVu Sans, which Linux shows.
const (
	smallLetters = 12.0
	boldLetters  = 14.6 // 13 pixels, of which each letter is wider
)

// letterWidth is the width of a letter as a part of its height, on the safe side.
func letterWidth(r rune) float64 {
	switch {
	case r >= 0x80:
		return 1.05
	case strings.ContainsRune("mwMW@%", r):
		return 1.0
	case r >= 'A' && r <= 'Z', strings.ContainsRune("+<=>~#_", r):
		return 0.84
	case strings.ContainsRune("ijl.,:;'|![](){}tfrI/ -", r):
		return 0.42
	}
	return 0.65
}

func widthOf(text string, size float64) float64 {
	width := 0.0
	for _, r := range text {
		width += letterWidth(r) * size
	}
	return width
}

// fit returns the text cut to a width in pixels, with an ellipsis where it was wider; nothing where not even that
// has room.
func fit(text string, width, size float64) string {
	if widthOf(text, size) <= width {
		return text
	}
	width -= widthOf("…", size)
	for at, r := range text {
		width -= letterWidth(r) * size
		if width < 0 {
			if at == 0 {
				return ""
			}
			return strings.TrimRight(text[:at], " ") + "…"
		}
	}
	return text
}

// wrap breaks a text into lines of a width in pixels, at a blank where there is one in the second half of a line. What is more
// than so many lines is cut.
func wrap(text string, width, size float64, most int) []string {
	var lines []string
	for text != "" && len(lines) < most-1 && widthOf(text, size) > width {
		end, room := 0, width
		for at, r := range text {
			if room -= letterWidth(r) * size; room < 0 {
				break
			}
			end = at + len(string(r))
		}
		if blank := strings.LastIndexByte(text[:end], ' '); blank > end/2 {
			end = blank
		}
		lines = append(lines, strings.TrimRight(text[:end], " "))
		text = strings.TrimLeft(text[end:], " ")
	}
	return append(lines, fit(text, width, size))
}
