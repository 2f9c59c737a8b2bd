package main

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// quietZone is the light border that a QR code needs, in modules.
const quietZone = 4

// qrCode draws text as a QR code of half blocks, two modules a character. With colour it is black on white whatever the
// terminal's colours are; without, light modules are drawn, as most terminals are dark.
func qrCode(text string, colour bool) (string, error) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return "", fmt.Errorf("drawing a QR code: %w", err)
	}
	drawn := func(x, y int) bool {
		dark := x >= 0 && y >= 0 && x < code.Size && y < code.Size && code.Black(x, y)
		return dark == colour
	}
	var out strings.Builder
	for y := -quietZone; y < code.Size+quietZone; y += 2 {
		if colour {
			out.WriteString("\x1b[30;107m")
		}
		for x := -quietZone; x < code.Size+quietZone; x++ {
			out.WriteString(halfBlock(drawn(x, y), drawn(x, y+1)))
		}
		if colour {
			out.WriteString("\x1b[0m")
		}
		out.WriteByte('\n')
	}
	return out.String(), nil
}

func halfBlock(upper, lower bool) string {
	switch {
	case upper && lower:
		return "█"
	case upper:
		return "▀"
	case lower:
		return "▄"
	}
	return " "
}
