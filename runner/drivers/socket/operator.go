package socket

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// rest is what the device shows where a person has nothing to do. What a wallet signs that should have refused is seen
// best when it is signed to the end.
const rest = "Nothing to do: the wallet has to refuse this call by itself. If it opens a page all the same, confirm there."

// operator remembers what the person at the device was asked, so as to ask as little as possible.
type operator struct {
	// latest is what the person was ready for last, with which instance of the probe, and how often in a row it came;
	// empty where they have to be asked in any case.
	latest   string
	instance int
	times    int
	// takes is what an outcome takes of a person, as far as it came up, and cannot is what they said they cannot do.
	takes  map[record.Outcome]string
	cannot map[string]bool
}

func newOperator() operator {
	return operator{takes: map[record.Outcome]string{}, cannot: map[string]bool{}}
}

// repeats says how often in a row the text has come with this time; 0 where the person has to be asked.
func (o *operator) repeats(text string, instance int) int {
	if text != o.latest || instance != o.instance {
		o.latest = ""
		return 0
	}
	o.times++
	return o.times
}

// ready takes note that the person is ready for what the text says.
func (o *operator) ready(text string, instance int) {
	o.latest, o.instance, o.times = text, instance, 1
}

// refuse takes note of what the person cannot do.
func (o *operator) refuse(text string) { o.cannot[text] = true }

// saw takes note of what came of a call that a person was to authorise. Where nothing did, perhaps nobody was there any
// more, who is then waited for at the next.
func (o *operator) saw(p wallet.Performance) {
	if slices.ContainsFunc(p.Records, func(r record.Record) bool {
		return r.End == record.Deadline && slices.Contains(r.Callbacks, string(record.Completed))
	}) {
		o.latest = ""
	}
}

// cannotDo says why the scenario cannot be performed, as far as that is known before it is staged; empty where it may.
func (o *operator) cannotDo(s wallet.Scenario) (untested string) {
	for _, call := range s.Calls {
		if !isAuthorised(call) {
			continue
		}
		if text := o.takes[call.Stage.Outcome]; o.cannot[text] {
			return couldNot(text)
		}
	}
	return ""
}

// isAuthorised says whether a call opens a page on which a person has to do something. One that does not pass the
// string is refused by the wallet itself.
func isAuthorised(c wallet.Call) bool { return c.Stage != nil && c.Fill != "" }

func couldNot(text string) string { return "the operator could not do it: " + text }

// instruct has a person told what to do, and waits until they are ready unless they did the same right before.
func (d *Driver) instruct(ctx context.Context, todo []string) (untested string, err error) {
	if len(todo) == 0 {
		d.showRest()
		return "", nil
	}
	text := together(todo)
	for _, known := range append(slices.Clone(todo), text) {
		if d.operator.cannot[known] {
			return couldNot(known), nil
		}
	}
	if d.options.Instruct != nil {
		for _, instruction := range todo {
			d.options.Instruct(instruction)
		}
	}
	if n := d.operator.repeats(text, d.link.state().instances); n > 0 {
		d.showTodo(onceMore(text, n))
		return "", nil
	}
	return d.askFor(ctx, text)
}

// together numbers instructions where there are several.
func together(instructions []string) string {
	if len(instructions) == 1 {
		return instructions[0]
	}
	var numbered []string
	for i, text := range instructions {
		numbered = append(numbered, fmt.Sprintf("Page %d of %d: %s", i+1, len(instructions), text))
	}
	return strings.Join(numbered, "\n")
}

// onceMore says that an instruction comes for the nth time in a row.
func onceMore(text string, n int) string {
	if n == 2 {
		return "Once more: " + text
	}
	return fmt.Sprintf("Once more (%d in a row): %s", n, text)
}

// askFor shows an instruction and waits until the person is ready for it, or says that it cannot be done.
func (d *Driver) askFor(ctx context.Context, text string) (untested string, err error) {
	if d.options.Instruct == nil {
		d.options.Tell("On the device: " + strings.ReplaceAll(text, "\n", " "))
	}
	d.showTodo(text)
	limited, cancel := context.WithTimeout(ctx, OperatorTimeout)
	defer cancel()
	result, err := d.link.call(limited, showRequest, map[string]string{"text": text})
	if ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("nobody did within %s what the device shows: %s", OperatorTimeout, text)
	}
	if err != nil {
		return "", err
	}
	var answer struct {
		Done bool `json:"done"`
	}
	if err := json.Unmarshal(result, &answer); err != nil {
		return "", fmt.Errorf("the device answered show with %s: %w", protocol.Show(result), err)
	}
	if !answer.Done {
		d.operator.refuse(text)
		return couldNot(text), nil
	}
	d.operator.ready(text, d.link.state().instances)
	return "", nil
}

// showTodo has the device show what the person has to do from now on.
func (d *Driver) showTodo(text string) { d.show(display{Text: text, Todo: true}) }

// showRest has the device show that the person has nothing to do.
func (d *Driver) showRest() {
	if d.options.Operator {
		d.show(display{Text: rest})
	}
}

func (d *Driver) show(what display) {
	what.Progress = d.progress.String()
	d.link.show(what)
}
