package reports

import (
	"fmt"
	"io"
	"strings"
	"sync"
)

// Progress shows on one line of a terminal how far a run has come, over and over, and leaves nothing of it behind. A
// nil Progress shows nothing, which is what everything that is not a terminal gets. Its methods may be called from any
// goroutine.
type Progress struct {
	mu    sync.Mutex
	w     io.Writer
	width int
	total int
	done  int
	shown int // columns that are on the line now
}

// NewProgress returns a Progress that writes to a terminal that is width columns wide; 0 means 80.
func NewProgress(terminal io.Writer, width int) *Progress {
	if width <= 0 {
		width = usualWidth
	}
	return &Progress{w: terminal, width: width}
}

// Start says how many steps there will be; 0 where nobody knows.
func (p *Progress) Start(total int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.total, p.done = total, 0
}

// Step says that a step begins, and what it is called.
func (p *Progress) Step(name string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	text := fmt.Sprintf("  %d", p.done)
	if p.total > 0 {
		text += fmt.Sprintf("/%d", p.total)
	}
	// One column short, since a terminal goes to the next line after the last.
	p.show(fit(text+"  "+oneLine(name, longestName), p.width-1))
}

// Stop clears the line. A Step after it shows the line again.
func (p *Progress) Stop() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown > 0 {
		p.show("")
		fmt.Fprint(p.w, "\r")
	}
}

// show writes text over what is there. Blanks clear what is longer: they work on every terminal. What cannot be written
// is let go, since it is only for looking at.
func (p *Progress) show(text string) {
	width := columns(text)
	fmt.Fprint(p.w, "\r"+text+strings.Repeat(" ", max(0, p.shown-width)))
	p.shown = width
}
