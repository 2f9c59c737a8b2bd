package main

import (
	"strings"

	"github.com/mdp/qrterminal/v3"
)

// What makes the blocks of a QR code white on black, whatever the colours of the terminal are.
const whiteOnBlack, usualColours = "\x1b[97;40m", "\x1b[0m"

// qrCode draws text as a QR code of half blocks, two modules a character. Light modules are drawn, as most terminals are
// dark; with colour the code can be read on a light one as well.
func qrCode(text string, colour bool) string {
	var out strings.Builder
	qrterminal.GenerateWithConfig(text, qrterminal.Config{
		Level: qrterminal.L, Writer: &out, HalfBlocks: true, QuietZone: qrterminal.QUIET_ZONE,
		BlackChar: qrterminal.BLACK_BLACK, BlackWhiteChar: qrterminal.BLACK_WHITE,
		WhiteChar: qrterminal.WHITE_WHITE, WhiteBlackChar: qrterminal.WHITE_BLACK,
	})
	if !colour {
		return out.String()
	}
	var coloured strings.Builder
	for line := range strings.Lines(out.String()) {
		coloured.WriteString(whiteOnBlack + strings.TrimSuffix(line, "\n") + usualColours + "\n")
	}
	return coloured.String()
}
