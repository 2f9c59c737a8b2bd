package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/signspec/signspec/reports/console"
	"github.com/signspec/signspec/schemas/record"
)

func TestOutcomesAreToldInTurn(t *testing.T) {
	for want, outcomes := range map[string][]record.Outcome{
		"":                      nil,
		"cancel, approve":       {record.Cancel, record.Approve},
		"3 × cancel":            {record.Cancel, record.Cancel, record.Cancel},
		"2 × fail, approve":     {record.Fail, record.Fail, record.Approve},
		"approve, 2 × approved": {record.Approve, "approved", "approved"},
	} {
		if got := inTurn(outcomes); got != want {
			t.Errorf("%q are told as %q, want %q", outcomes, got, want)
		}
	}
}

func TestAnInstructionIsSaidWhenItChanges(t *testing.T) {
	name := filepath.Join(t.TempDir(), "stderr")
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	c := &check{progress: console.NewPlainProgress(file)}
	for _, instruction := range []string{"Confirm.", "Confirm.", "Page 1 of 2: Confirm.\nPage 2 of 2: Cancel.", "Confirm."} {
		c.instruct(instruction)
	}
	said, err := os.ReadFile(name)
	if want := "To do: Confirm.\nTo do: Page 1 of 2: Confirm. Page 2 of 2: Cancel.\nTo do: Confirm.\n"; err != nil || string(said) != want {
		t.Errorf("it says %q, %v, want %q", said, err, want)
	}
}
