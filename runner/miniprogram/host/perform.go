package host

import (
	"fmt"
	"strings"
	"time"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
)

// Virtual time that a person gives the program.
const (
	// opening is how long a page has for its own requests before the flow is started: they take a tenth of a second.
	opening = 5 * time.Second
	// between is how long a person waits between two steps of one start.
	between = 2 * time.Second
	// settling is how long is waited after the last of what was pressed after an unknown result.
	settling = time.Minute
	// whileOpen is when the wallet is open, and answered how long after that it has answered and the program has told its server.
	whileOpen, answered = 600 * time.Millisecond, 3 * time.Second
	// slice is how long a page that only ticks is watched after the last that it told the person.
	slice = 5 * time.Second
)

// sliding is how long is waited for a page to come that something was tapped for while the wallet is open, which is a second.
const sliding = 100 * time.Millisecond

// betweenOthers is how long is waited between two things that are tapped while the wallet is open, which is a second.
const betweenOthers = 50 * time.Millisecond

// mostPressed is how many things are pressed after an unknown result, or while the wallet is open.
const mostPressed = 8

// mostVisited is how many other pages a person looks at.
const mostVisited = 4

// perform does what the person does, and says how it ended.
func (p *performance) perform() (engine.End, error) {
	if err := p.launch(); err != nil {
		return "", err
	}
	if p.opened != nil {
		p.opened()
	}
	flow := p.scenario.Flow
	for start := 1; start <= max(flow.Starts, 1); start++ {
		if err := p.start(start); err != nil {
			return "", err
		}
		if start < flow.Starts && !flow.Together {
			if err := p.gap(start); err != nil {
				return "", err
			}
			if flow.Relaunches {
				if err := p.relaunch(); err != nil {
					return "", err
				}
			}
		}
	}
	if flow.Away {
		if err := p.away(whileOpen, answered); err != nil {
			return "", err
		}
		if err := p.away(0, answered); err != nil { // what a slow server makes of the result is on its way
			return "", err
		}
	}
	if flow.ReturnsMeanwhile {
		if err := p.anew(whileOpen); err != nil {
			return "", err
		}
	}
	if flow.Others {
		if err := p.others(milliseconds(flow.GapMs)); err != nil {
			return "", err
		}
	}
	if flow.Elsewhere {
		if err := p.elsewhere(); err != nil {
			return "", err
		}
	}
	end, err := p.rest(milliseconds(flow.HorizonMs))
	if err != nil {
		return end, err
	}
	if flow.Elsewhere {
		p.command("home")
		if end, err = p.run(opening); err != nil {
			return end, err
		}
	}
	if flow.Returns {
		p.command("anew")
		if end, err = p.run(opening); err != nil {
			return end, err
		}
	}
	if flow.Presses {
		if err := p.press(); err != nil {
			return "", err
		}
		if err := p.visits(); err != nil {
			return "", err
		}
	}
	if flow.Away {
		if err := p.away(0, settling); err != nil {
			return "", err
		}
		if end, err = p.run(settling); err != nil {
			return end, err
		}
	}
	if flow.Shares {
		p.command("share")
		if end, err = p.run(opening); err != nil {
			return end, err
		}
	}
	p.command("look")
	return end, p.fault
}

// launch launches the program at the page where the flow starts.
func (p *performance) launch() error {
	p.first = p.started + 1
	p.command("launch")
	p.command("open")
	return p.wait(opening)
}

// gap lets the time pass between two starts, and after an unknown result sees what can be tapped by then.
func (p *performance) gap(start int) error {
	limit := milliseconds(p.scenario.Flow.GapMs)
	answer := p.answer(start)
	if answer.How == merchant.Silence {
		if p.scenario.Flow.AwayBetween {
			if err := p.away(whileOpen, answered); err != nil {
				return err
			}
		}
		return p.wait(limit) // what a program does by itself may take all of it
	}
	cancel := p.vm.After(limit, func() {})
	_, err := p.rest(limit)
	cancel()
	if err != nil {
		return err
	}
	if answer.Outcome == record.Unknown && answer.How == merchant.Plain && !p.scenario.Flow.Relaunches {
		if err := p.press(); err != nil {
			return err
		}
	}
	if p.scenario.Flow.AwayBetween {
		if err := p.away(0, answered); err != nil {
			return err
		}
		return p.wait(settling)
	}
	return nil
}

// answer is what the wallet answers after a start.
func (p *performance) answer(start int) merchant.Answer {
	answers := p.scenario.Wallet.Answers
	if len(answers) == 0 {
		return merchant.Answer{}
	}
	return answers[min(start, len(answers))-1]
}

// rest lets time pass. Where nothing of what the flow began is under way, and the page only ticks, fast, as it has
// ticked before, more of the same is not waited for: an answer that the wallet owes comes then.
func (p *performance) rest(limit time.Duration) (engine.End, error) {
	for passed := time.Duration(0); passed < limit; passed += slice {
		prompts := p.prompts
		end, err := p.run(min(slice, limit-passed))
		if err != nil || end == engine.Idle {
			return end, err
		}
		rested := p.command("rested").Boolean() && p.prompts == prompts
		if rested && !p.command("hurry").Boolean() {
			return end, p.fault
		}
	}
	return engine.Deadline, nil
}

func milliseconds(n int) time.Duration { return time.Duration(n) * time.Millisecond }

// start does the steps of one start.
func (p *performance) start(start int) error {
	p.started = start
	if p.command("begin").Boolean() {
		if err := p.wait(opening); err != nil {
			return err
		}
	}
	if start > p.first && p.again(start) {
		return p.fault
	}
	gone, err := p.steps(start)
	if err == nil && p.waitsForFree(start) {
		return p.whenFree(start)
	}
	if err != nil || !gone || start == 1 || p.scenario.Flow.Together {
		return firstError(err, p.fault)
	}
	// What the flow starts with is no longer on the page: the person leaves it and comes back.
	p.command("anew")
	if err := p.wait(opening); err != nil {
		return err
	}
	_, err = p.steps(start)
	return firstError(err, p.fault)
}

// waitsForFree says whether a person who finds the element of a start disabled tries again later: behind an unknown result, while a
// program may be asking its server how that ended. Elsewhere that it is disabled is what the scenario is to show.
func (p *performance) waitsForFree(start int) bool {
	if start == 1 || p.blocked != disabled {
		return false
	}
	before := p.answer(start - 1)
	return before.Outcome == record.Unknown && before.How == merchant.Plain && !p.scenario.Flow.Together
}

// How often, and how long after the time before, a person tries whether an element is no longer disabled.
const (
	triesFree = 6
	untilFree = 30 * time.Second
)

// whenFree does the last step of a start once more until its element is no longer disabled, or the person gives up.
func (p *performance) whenFree(start int) error {
	steps := p.host.options.Start
	last := len(steps)
	for range triesFree {
		if err := p.wait(untilFree); err != nil {
			return err
		}
		if p.step(last, steps[last-1], start) != disabled {
			break
		}
	}
	return p.fault
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// steps does every step of a start, and says whether one could not be done because its element is gone.
func (p *performance) steps(start int) (gone bool, err error) {
	for i, step := range p.host.options.Start {
		if i > 0 {
			if err := p.wait(between); err != nil {
				return gone, err
			}
		}
		p.blocked = p.step(i+1, step, start)
		gone = p.blocked == elementGone || gone
	}
	return gone, nil
}

// What the world says of a step whose element is not on the page, or disabled.
const (
	elementGone = "not there"
	disabled    = "disabled"
)

// again does the last step of a later start, and says whether that could be done: a person who has ticked the box does
// not tick it again. Where the starts come together, the other steps are not repeated either way.
func (p *performance) again(start int) bool {
	steps := p.host.options.Start
	last := len(steps)
	if last < 2 {
		return false
	}
	return p.step(last, steps[last-1], start) == "" || p.scenario.Flow.Together
}

// step does one step and returns what kept the person from it, or "".
func (p *performance) step(number int, step schemas.Step, start int) string {
	value := p.plain(map[string]any{
		"number": number, "tap": step.Tap, "fire": step.Fire, "with": step.With, "input": step.Input, "change": step.Change, "value": step.Value,
	})
	said := p.command("step", value)
	if p.fault != nil {
		return "" // the program never came back
	}
	blocked := said.String()
	if blocked != "" && start == 1 && p.undisturbed() && !p.exploring {
		p.fault = p.impossible(number, step, blocked)
	}
	return blocked
}

// undisturbed says whether everything is as it should be, so that a step that cannot be done is a mistake in the
// configuration.
func (p *performance) undisturbed() bool {
	answers, server := p.scenario.Wallet.Answers, p.scenario.Server
	return server.Prepare == merchant.Answers && server.Status == merchant.Answers && (len(answers) == 0 || answers[0].How == merchant.Plain)
}

func (p *performance) impossible(number int, step schemas.Step, blocked string) error {
	what := step.String()
	why := map[string]string{
		"no handler": "nothing on the page handles it",
		elementGone:  "nothing on the page matches it",
		disabled:     "the element is disabled",
	}[blocked]
	if step.Fire != "" && blocked == "no handler" {
		why = "neither the page nor a component on it has such a handler"
	}
	message := fmt.Sprintf("step %d of start cannot be done: %s on %s: %s", number, what, p.command("where").String(), why)
	if handlers := p.command("handlers").String(); handlers != "" {
		message += "\nhandlers that are there: " + handlers
		if step.Fire != "" {
			message += config.DidYouMean(step.Fire, strings.Split(handlers, ", "))
		}
	}
	for _, e := range p.events {
		if e.Type == record.Uncaught {
			message += "\nbefore that the program threw " + e.Arg().String() + at(e.Place)
		}
	}
	return &config.Error{Message: message}
}

func at(place *record.Place) string {
	if place == nil {
		return ""
	}
	return fmt.Sprintf(", at %s:%d:%d", place.File, place.Line, place.Column)
}

// plain makes a JavaScript value of plain data.
func (p *performance) plain(data any) engine.Value { return p.parse(mustJSON(data)) }
