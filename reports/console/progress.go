package console

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/signspec/signspec/reports/words"
)

// Progress shows how far a run has come: on one line of a terminal, over and over, of which nothing is left behind, or
// in plain lines where there is no terminal. Its methods may be called from any goroutine.
type Progress struct {
	mu    sync.Mutex
	w     io.Writer
	width int // 0 in plain lines
	step  Step
	shown int // columns that are on the line now

	now            func() time.Time
	began, printed time.Time
	stepped        time.Time // when the step began
	estimate       estimate
	ended          chan struct{} // ends the ticking; nil where it does not tick
}

// Step is a step of a run, as it begins.
type Step struct {
	// Number is which step it is, from 1, and Of how many there are; 0 where nobody knows.
	Number, Of int
	// Name is the scenario.
	Name string
	// Outcomes says how its authorisations are to end; empty where it has none.
	Outcomes string
	// Work is what the step is, and Left what is left with it; where both are nothing, every step is taken to be alike.
	Work, Left Work
	// Beside says that the steps are on their way beside each other: this is the one that is waited for, and how long those
	// before it were waited for says nothing of how long the rest takes.
	Beside bool
	// Over, where given, counts those of them that are over.
	Over func() int
}

// work is what the step is, and what is left with it.
func (s Step) work() (step, left Work) {
	if s.Left == (Work{}) {
		return Work{Others: 1}, Work{Others: max(0, s.Of-s.Number+1)}
	}
	return s.Work, s.Left
}

const (
	// longRun is when a run is worth showing its time of; a run in virtual time is over before.
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

// Step says that a step begins. From the first one on the time is shown as it passes, until Stop.
func (p *Progress) Step(s Step) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.began.IsZero() {
		p.began, p.printed = p.now(), p.now()
		p.ended = make(chan struct{})
		go p.tick(p.ended)
	}
	now := p.now()
	if p.step.Number > 0 {
		work, _ := p.step.work()
		p.estimate.learn(work, now.Sub(p.stepped))
	}
	p.step, p.stepped = s, now
	p.refresh()
}

// Say writes a line that stays, such as what a person has to do now.
func (p *Progress) Say(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	fmt.Fprintln(p.w, line)
	if p.width > 0 && p.step.Number > 0 {
		p.refresh()
	}
}

// Stop clears the line.
func (p *Progress) Stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended != nil {
		close(p.ended)
		p.ended = nil
	}
	p.step = Step{}
	p.clear()
}

// tick shows the time as it passes.
func (p *Progress) tick(ended <-chan struct{}) {
	second := time.NewTicker(time.Second)
	defer second.Stop()
	for {
		select {
		case <-ended:
			return
		case <-second.C:
			p.mu.Lock()
			if p.step.Number > 0 {
				p.refresh()
			}
			p.mu.Unlock()
		}
	}
}

// refresh shows the step: at once on a terminal, and now and then in plain lines.
func (p *Progress) refresh() {
	if p.width > 0 {
		// One column short, since a terminal goes to the next line after the last.
		p.show(words.Fit(p.line(), p.width-1))
		return
	}
	if now := p.now(); now.Sub(p.printed) >= plainEvery {
		p.printed = now
		fmt.Fprintln(p.w, p.line())
	}
}

// line is how far the run has come, and on a long run for how long it has been and will be about that way.
func (p *Progress) line() string {
	number, waits := p.step.Number, ""
	if p.step.Beside && p.step.Over != nil {
		number, waits = max(number, p.step.Over()), "waits for "
	}
	text := fmt.Sprintf("  %d", number)
	if p.step.Of > 0 {
		text += fmt.Sprintf("/%d", p.step.Of)
	}
	if elapsed := p.now().Sub(p.began); elapsed >= longRun {
		text += "  " + elapsed.Round(time.Second).String()
		if left, ok := p.left(); ok {
			text += ", about " + left.Round(time.Second).String() + " left"
		}
	}
	text += "  " + waits + words.Name(p.step.Name)
	if p.step.Outcomes != "" {
		text += ": " + p.step.Outcomes
	}
	return text
}

// left is about how long the run still takes. Nobody knows before a third of it is over, nor where its steps are performed
// beside each other.
func (p *Progress) left() (time.Duration, bool) {
	if p.step.Beside {
		return 0, false
	}
	if done := p.step.Number - 1; p.step.Of == 0 || done*recent < p.step.Of {
		return 0, false
	}
	step, left := p.step.work()
	all, ok := p.estimate.of(left)
	this, _ := p.estimate.of(step)
	return all - min(this, p.now().Sub(p.stepped)), ok
}

// show writes text over what is there. Blanks clear what is longer: they work on every terminal. What cannot be written
// is let go, since it is only for looking at.
func (p *Progress) show(text string) {
	width := words.Columns(text)
	fmt.Fprint(p.w, "\r"+text+strings.Repeat(" ", max(0, p.shown-width)))
	p.shown = width
}

// clear takes the line away.
func (p *Progress) clear() {
	if p.shown > 0 {
		p.show("")
		fmt.Fprint(p.w, "\r")
	}
}
