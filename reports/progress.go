package reports

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// Progress tells how far a run has come: on one line of a terminal, over and over, of which nothing is left behind, or
// in plain lines where there is no terminal. A nil Progress tells nothing. Its methods may be called from any goroutine.
type Progress struct {
	mu    sync.Mutex
	w     io.Writer
	width int // 0 in plain lines
	total int
	done  int
	shown int // columns that are on the line now

	now            func() time.Time
	began, printed time.Time
}

const (
	// longRun is when a run is worth telling its time of; a run in virtual time is over before.
	longRun = 5 * time.Second
	// plainEvery is how often a plain line is written: often enough to see that a run of minutes lives, in a log that
	// somebody reads afterwards.
	plainEvery = 10 * time.Second
)

// NewProgress returns a Progress that writes to a terminal that is width columns wide; 0 means 80.
func NewProgress(terminal io.Writer, width int) *Progress {
	if width <= 0 {
		width = usualWidth
	}
	return &Progress{w: terminal, width: width, now: time.Now}
}

// NewPlainProgress returns a Progress that writes a line now and then, for what is not a terminal: a log of a CI
// system.
func NewPlainProgress(w io.Writer) *Progress { return &Progress{w: w, now: time.Now} }

// Start says how many steps there will be; 0 where nobody knows.
func (p *Progress) Start(total int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.total, p.done = total, 0
	p.began, p.printed = p.now(), p.now()
}

// Step says that a step begins, and what it is called.
func (p *Progress) Step(name string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if p.width > 0 {
		// One column short, since a terminal goes to the next line after the last.
		p.show(fit(p.line(name), p.width-1))
		return
	}
	if now := p.now(); now.Sub(p.printed) >= plainEvery {
		p.printed = now
		fmt.Fprintln(p.w, p.line(name))
	}
}

// line is how far the run has come, and on a long run for how long it has been and will be about that way.
func (p *Progress) line(name string) string {
	text := fmt.Sprintf("  %d", p.done)
	if p.total > 0 {
		text += fmt.Sprintf("/%d", p.total)
	}
	elapsed := p.now().Sub(p.began)
	if !p.began.IsZero() && elapsed >= longRun {
		text += "  " + elapsed.Round(time.Second).String()
		if p.total > p.done {
			left := elapsed / time.Duration(p.done) * time.Duration(p.total-p.done)
			text += ", about " + left.Round(time.Second).String() + " left"
		}
	}
	return text + "  " + oneLine(name, longestName)
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
