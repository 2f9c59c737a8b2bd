package script

import (
	"fmt"
	"strings"
)

const (
	// maxLines is how many lines are kept of what is printed between two calls; the probe keeps no more.
	maxLines = 200
	// maxLine is how many bytes are kept of a line.
	maxLine = 2000
)

// console keeps what the wallet prints until the probe takes it, within bounds: a wallet that floods its console must
// not fill the report.
type console struct {
	lines   []string
	dropped int
}

func (c *console) print(level, text string) {
	if len(c.lines) >= maxLines-1 { // one more says how many are missing
		c.dropped++
		return
	}
	if level != "log" {
		text = level + ": " + text
	}
	if len(text) > maxLine {
		text = strings.ToValidUTF8(text[:maxLine], "") + "…"
	}
	c.lines = append(c.lines, text)
}

func (c *console) take() []string {
	lines := c.lines
	if c.dropped > 0 {
		lines = append(lines, fmt.Sprintf("… and %d more entries", c.dropped))
	}
	*c = console{}
	return lines
}
