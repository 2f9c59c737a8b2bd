package reports

import (
	"encoding/json"
	"fmt"
	"github.com/signspec/signspec/reports/run"
	"html/template"
	"io"
)

// badgeLabel is the left half of a badge.
const badgeLabel = "signContract"

// The colours of a badge. White text on each has a contrast of 4.5 or more.
const (
	badgeGood = "#17693d"
	badgeBad  = "#a8241c"
	badgeOpen = "#7d4f00"
	badgeGrey = "#4d5663"
)

// badge returns what a badge says of the run, and its colour. A run of a part of the rules says so, and one with
// breaks that a baseline accepts: a badge has no room for more.
func badge(r *run.Run) (message, colour string) {
	switch r.Verdict {
	case run.Conformant:
		message, colour = string(run.Conformant), badgeGood
	case run.Nonconformant:
		message, colour = string(run.Nonconformant), badgeBad
	case run.Inconclusive:
		message, colour = string(run.Inconclusive), badgeOpen
	default:
		return "no verdict", badgeGrey
	}
	switch {
	case partial(r):
		message += " (partial)"
	case r.AcceptsBreaks():
		message += " (known breaks)"
		if r.Verdict == run.Conformant { // which it is only for the baseline
			colour = badgeOpen
		}
	}
	return message, colour
}

// partial says whether the run was asked to leave rules out, or to spare authorisations.
func partial(r *run.Run) bool { return r.Selection != "" || r.Plan == "thrifty" }

// WriteShields writes the verdict as the JSON that a Shields endpoint badge reads.
func WriteShields(w io.Writer, r *run.Run) error {
	message, colour := badge(r)
	document := struct {
		SchemaVersion int    `json:"schemaVersion"`
		Label         string `json:"label"`
		Message       string `json:"message"`
		Color         string `json:"color"`
		IsError       bool   `json:"isError,omitempty"`
	}{1, badgeLabel, message, colour, colour == badgeGrey}
	data, err := json.Marshal(document)
	if err != nil {
		return fmt.Errorf("encoding the badge: %w", err)
	}
	_, err = w.Write(append(data, '\n'))
	return err
}

// The layout of a badge, in pixels.
const (
	badgeHeight = 20
	badgeMargin = 7  // on both sides of a text
	badgeLetter = 63 // tenths of a pixel: the average width of a letter of Verdana at 11 pixels
)

// WriteBadge writes the verdict as a small picture in SVG. It holds no text from the target.
func WriteBadge(w io.Writer, r *run.Run) error {
	message, colour := badge(r)
	left, right := letters(badgeLabel), letters(message)
	width := left + right + 4*badgeMargin
	split := left + 2*badgeMargin
	label := template.HTMLEscapeString(badgeLabel + ": " + message)
	_, err := fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="%[2]d" viewBox="0 0 %[1]d %[2]d" role="img" aria-label="%[3]s">
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
`, width, badgeHeight, label, split, width-split, colour,
		badgeMargin, left, badgeLabel, split+badgeMargin, right, template.HTMLEscapeString(message))
	return err
}

// letters returns the width of a text in pixels. The picture asks for exactly that width, whatever the font is.
func letters(text string) int { return (len(text)*badgeLetter + 9) / 10 }
