package check

import (
	"os"
	"strings"

	"github.com/signspec/signspec/reports/console"

	"github.com/signspec/signspec/schemas/record"
)

// Progress tells a person how far a run has come, and what to do. A nil one tells nobody.
type Progress struct {
	progress *console.Progress
	// instruction is what the person was told to do last.
	instruction string
}

// NewProgress tells on a terminal, or in plain lines where the file is none.
func NewProgress(out *os.File) *Progress {
	if width, ok := console.Terminal(out); ok {
		return &Progress{progress: console.NewProgress(out, width)}
	}
	return &Progress{progress: console.NewPlainProgress(out)}
}

// Step tells that a scenario begins.
func (p *Progress) Step(s console.Step) {
	if p != nil {
		p.progress.Step(s)
	}
}

// Announce says one line, above the progress.
func (p *Progress) Announce(line string) {
	if p != nil {
		p.progress.Say(record.Visible(line))
	}
}

// Instruct tells a person what to do now. What is to be done once more is not said once more.
func (p *Progress) Instruct(instruction string) {
	if p != nil && instruction != p.instruction {
		p.instruction = instruction
		p.Announce("To do: " + strings.ReplaceAll(instruction, "\n", " "))
	}
}

// Stop ends the telling and leaves nothing of it on a terminal.
func (p *Progress) Stop() {
	if p != nil {
		p.progress.Stop()
	}
}
