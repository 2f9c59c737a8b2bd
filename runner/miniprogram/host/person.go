package host

import (
	"errors"
	"time"

	"github.com/signspec/signspec/schemas/config"
)

// What a person does besides starting the flow: to press what appears, to look at other pages, and at other apps.

// press taps what was not to be seen before the flow was started, such as a button to try again, on whatever page it is. Before
// that the page is pulled down, where it knows of that.
func (p *performance) press() error {
	pressed := p.command("pull").Boolean()
	if pressed {
		if err := p.wait(opening); err != nil {
			return err
		}
	}
	for range mostPressed {
		if !p.command("press").Boolean() {
			break
		}
		pressed = true
		if err := p.wait(opening); err != nil {
			return err
		}
	}
	if pressed {
		return p.wait(settling)
	}
	return p.fault
}

// visits looks at the pages that can be opened from the one where the flow starts, and presses what can be tapped there. It ends
// before a page that cannot be run: the program is not refused for what the flow does not lead to.
func (p *performance) visits() error {
	p.visiting = true
	visited := 0
	for range mostPressed {
		seen := len(p.events)
		there, done, err := p.visit()
		var refused *config.Error
		if errors.As(err, &refused) {
			p.events, p.fault = p.events[:seen], nil
			return nil
		}
		if there {
			visited++
		}
		if err != nil || done || visited == mostVisited {
			return err
		}
	}
	return p.fault
}

// visit taps one thing that may lead to another page, and says whether it did; done is that there is nothing more to tap. On that
// page it presses what can be tapped, and then goes back.
func (p *performance) visit() (there, done bool, err error) {
	if !p.command("visit").Boolean() {
		return false, true, p.fault
	}
	if err := p.wait(opening); err != nil {
		return false, false, err
	}
	if !p.command("elsewhere").Boolean() {
		return false, false, p.fault
	}
	if err := p.press(); err != nil {
		return true, false, err
	}
	p.command("home")
	return true, false, p.wait(opening)
}

// elsewhere opens another page while the wallet is open, where there is anything that leads to one, and stays there. Who has been
// led to another page by the flow itself stays there.
func (p *performance) elsewhere() error {
	if err := p.wait(whileOpen); err != nil {
		return err
	}
	for range mostVisited {
		if p.command("elsewhere").Boolean() || !p.command("visit").Boolean() {
			break
		}
		if err := p.wait(sliding); err != nil {
			return err
		}
	}
	return p.fault
}

// others taps everything that can be tapped, one after the other, once some time has passed.
func (p *performance) others(after time.Duration) error {
	if err := p.wait(after); err != nil {
		return err
	}
	for range mostPressed {
		if !p.command("other").Boolean() {
			break
		}
		if err := p.wait(betweenOthers); err != nil {
			return err
		}
	}
	return p.fault
}

// anew has the person open the page once more, as if nothing had been opened before, once some time has passed.
func (p *performance) anew(after time.Duration) error {
	if err := p.wait(after); err != nil {
		return err
	}
	p.command("anew")
	return p.wait(opening)
}

// away has the person look at another app for a while, once some time has passed.
func (p *performance) away(after, stays time.Duration) error {
	if err := p.wait(after); err != nil {
		return err
	}
	p.hidden = true
	p.command("away")
	if err := p.wait(stays); err != nil {
		return err
	}
	p.command("back")
	p.hidden = false
	return p.fault
}
