package host

import (
	"errors"
	"fmt"
	"time"

	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

const (
	// leaving is how long a program that the person has left is still there before it is closed.
	leaving = time.Second
	// staysClosed is how long it is closed: somebody looks again soon who was told that nobody knows how it ended.
	staysClosed = time.Minute
)

// now is the virtual time since the scenario began, however often the program was launched.
func (p *performance) now() time.Duration { return p.before + p.vm.Now() }

// relaunch has the person close the program, and launch it once more some time later. What the program keeps on the phone is
// there again, and the server is the same; whatever else it knew is gone, and what it waited for never comes.
func (p *performance) relaunch() error {
	p.closed, p.earlier = true, len(p.events)
	p.command("away")
	if err := p.wait(leaving); err != nil {
		return err
	}
	p.command("look")
	left, err := p.command("left").JSON()
	if err != nil {
		return fmt.Errorf("taking what is left of the program: %w", err)
	}
	p.before = p.now() + staysClosed
	if err := p.renew(); err != nil {
		return err
	}
	p.begin(p.scenario)
	kept := p.command("resume", p.parse(left))
	p.add(record.Event{Type: record.Launched, Args: []record.Value{record.Fields(map[string]record.Value{"kept": p.encode(kept)})}})
	return p.launch()
}

// forgiven takes back a later launch in which the program came to what cannot be run: it is not refused for what the flow does not
// lead to at first.
func (p *performance) forgiven(err error) error {
	var refused *config.Error
	if !p.closed || !errors.As(err, &refused) {
		return err
	}
	p.events, p.fault = p.events[:p.earlier], nil
	return nil
}
