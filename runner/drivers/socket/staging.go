package socket

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/suites/wallet"
)

// stageAndRun performs a scenario whose outcomes are arranged here, not by the probe: each call is staged, a person is
// told what there is to do, and then the call is sent with its sign string. Calls that overlap are staged together.
func (d *Driver) stageAndRun(ctx context.Context, s wallet.Scenario) (wallet.Performance, error) {
	var all wallet.Performance
	start := time.Now()
	for _, part := range parts(s) {
		begun := milliseconds(time.Since(start))
		untested, err := d.stage(ctx, part)
		if untested != "" || err != nil {
			return wallet.Performance{Untested: untested}, err
		}
		p, err := d.run(ctx, part)
		if err != nil || p.Untested != "" {
			return wallet.Performance{Untested: p.Untested}, err
		}
		for i := range p.Records {
			p.Records[i].StartedAt += begun
		}
		all.Records = append(all.Records, p.Records...)
	}
	return all, nil
}

// parts cuts a scenario into what is performed in one go, each with calls of its own to be changed.
func parts(s wallet.Scenario) []wallet.Scenario {
	if s.Overlap {
		whole := s
		whole.Calls = append([]wallet.Call{}, s.Calls...)
		return []wallet.Scenario{whole}
	}
	var all []wallet.Scenario
	for _, call := range s.Calls {
		all = append(all, wallet.Scenario{Name: s.Name, Calls: []wallet.Call{call}})
	}
	return all
}

// stage stages the calls and has a person told what to do. The sign string travels as the one that the suite would
// like to see signed, which is what a probe without a stage of its own signs.
func (d *Driver) stage(ctx context.Context, s wallet.Scenario) (untested string, err error) {
	var todo []string
	for i, call := range s.Calls {
		if call.Stage == nil {
			continue
		}
		staged, err := d.options.Stager.Stage(ctx, *call.Stage)
		if err != nil || staged.Untested != "" {
			return staged.Untested, err
		}
		wish := *call.Stage
		wish.SignStr = staged.SignStr
		s.Calls[i].Stage = &wish
		// A call that does not pass the string is refused by the wallet itself; nobody has to do anything.
		if staged.Instruction != "" && call.Fill != "" {
			todo = append(todo, staged.Instruction)
		}
	}
	if len(todo) == 0 {
		return "", nil
	}
	return d.show(ctx, together(todo))
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

// show shows an instruction on the device and waits until the person has read it, or says that it cannot be done.
func (d *Driver) show(ctx context.Context, text string) (untested string, err error) {
	d.options.Tell("On the device: " + strings.ReplaceAll(text, "\n", " "))
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
		return "the operator could not do it: " + text, nil
	}
	return "", nil
}
