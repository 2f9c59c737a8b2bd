package badge

import (
	"fmt"
	"html"
	"io"

	"github.com/signspec/signspec/reports/run"
)

// The layout of a badge, in pixels.
const (
	height      = 20
	margin      = 7  // on both sides of a text
	letterWidth = 63 // tenths of a pixel: the average width of a letter of Verdana at 11 pixels
)

// WriteSVG writes the verdict as a small picture in SVG. It holds no text from the target.
func WriteSVG(w io.Writer, m run.Masked) error {
	r, err := m.Checked()
	if err != nil {
		return err
	}
	message, colour := messageOf(r)
	left, right := letters(label), letters(message)
	width := left + right + 4*margin
	split := left + 2*margin
	title := html.EscapeString(label + ": " + message)
	_, err = fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="%[2]d" viewBox="0 0 %[1]d %[2]d" `+
		`role="img" aria-label="%[3]s">
  <title>%[3]s</title>
  <clipPath id="round"><rect width="%[1]d" height="%[2]d" rx="4"/></clipPath>
  <g clip-path="url(#round)">
    <rect width="%[4]d" height="%[2]d" fill="#333b46"/>
    <rect x="%[4]d" width="%[5]d" height="%[2]d" fill="%[6]s"/>
  </g>
  <g fill="#ffffff" font-family="Verdana, DejaVu Sans, Geneva, sans-serif" font-size="11">
    <text x="%[7]d" y="14" textLength="%[8]d">%[9]s</text>
    <text x="%[10]d" y="14" textLength="%[11]d">%[12]s</text>
  </g>
</svg>
`, width, height, title, split, width-split, colour,
		margin, left, label, split+margin, right, html.EscapeString(message))
	return err
}

// letters returns the width of a text in pixels. The picture asks for exactly that width, whatever the font is.
func letters(text string) int { return (len(text)*letterWidth + 9) / 10 }
