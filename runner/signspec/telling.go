package main

import (
	"fmt"
	"strings"

	"github.com/signspec/signspec/reports/console"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/wallet"
)

// newProgress tells how far the run has come, on the standard error.
func (env environment) newProgress() *console.Progress {
	if width, ok := console.Terminal(env.stderr); ok {
		return console.NewProgress(env.stderr, width)
	}
	return console.NewPlainProgress(env.stderr)
}

// tellStep tells that a scenario of a wallet begins.
func (c *check) tellStep(number, of int, s wallet.Scenario) {
	c.progress.Step(console.Step{Number: number, Of: of, Name: s.Name, Outcomes: inTurn(s.Authorised())})
}

// tellVisit tells that a scenario of a mini program begins.
func (c *check) tellVisit(number, of int, s merchant.Scenario) {
	c.progress.Step(console.Step{Number: number, Of: of, Name: s.Name})
}

// announce says one line on the terminal, above the progress.
func (c *check) announce(line string) { c.progress.Say(record.Visible(line)) }

// instruct tells a person what to do now. What is to be done once more is not said once more.
func (c *check) instruct(instruction string) {
	if instruction != c.instruction {
		c.instruction = instruction
		c.announce("To do: " + strings.ReplaceAll(instruction, "\n", " "))
	}
}

// inTurn lists outcomes as they follow each other: "3 × cancel, approve".
func inTurn(outcomes []record.Outcome) string {
	var parts []string
	for i := 0; i < len(outcomes); {
		n := 1
		for i+n < len(outcomes) && outcomes[i+n] == outcomes[i] {
			n++
		}
		part := string(outcomes[i])
		if n > 1 {
			part = fmt.Sprintf("%d × %s", n, part)
		}
		parts = append(parts, part)
		i += n
	}
	return strings.Join(parts, ", ")
}
