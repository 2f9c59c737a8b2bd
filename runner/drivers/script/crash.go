package script

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// crashError says that the child died, or had to be killed.
type crashError struct{ reason string }

func (e *crashError) Error() string { return e.reason }

// death is what is known of a child that is gone.
type death struct {
	state  *os.ProcessState
	err    error
	output string // begin and end of what it printed on its standard error
}

// lastWords is what a child that ends itself prints last on its standard error, after lastWordsMark.
type lastWords struct {
	Kind string `json:"kind"`
	// At is "file:line:column" in the vendor's source, or "".
	At string `json:"at,omitempty"`
	// Native is the native function that did not return.
	Native string `json:"native,omitempty"`
	Detail string `json:"detail,omitempty"`
}

// The kinds of last words.
const (
	tooLong   = "time"   // the time was over
	tooLarge  = "memory" // the memory was used up
	tooDeep   = "depth"  // calls were nested too deeply
	lastOther = "other"
)

const lastWordsMark = "\nsignspec last words: "

// reason says, in words that a wallet's vendor understands, why the child is gone: from what it said itself, from what
// the Go runtime printed, or from what the parent saw.
func (d death) reason(seen error, limit time.Duration, memory int64) string {
	if _, words, ok := strings.Cut(d.output, lastWordsMark); ok {
		var last lastWords
		if json.Unmarshal([]byte(strings.TrimSpace(words)), &last) == nil {
			return last.reason(limit, memory)
		}
	}
	var deadline *protocol.DeadlineError
	var long *protocol.LineTooLongError
	switch {
	case outOfMemory(d.output):
		return lastWords{Kind: tooLarge}.reason(limit, memory)
	case strings.Contains(d.output, "stack overflow") || strings.Contains(d.output, "stack exceeds"):
		return lastWords{Kind: tooDeep}.reason(limit, memory)
	case errors.As(seen, &deadline):
		return lastWords{Kind: tooLong}.reason(limit, memory)
	case errors.As(seen, &long):
		return fmt.Sprintf("what the wallet did makes a record of more than %d MiB", long.Limit>>20)
	}
	if line := firstLine(d.output); line != "" {
		return fmt.Sprintf("the engine failed while the wallet ran: %s", line)
	}
	return fmt.Sprintf("the engine's process ended while the wallet ran (%v)", d.state)
}

// outOfMemory recognises the ways in which the Go runtime says that it got no memory.
func outOfMemory(output string) bool {
	for _, words := range []string{
		"out of memory", "cannot allocate memory", "failed to allocate", "makeslice: len out of range",
		"address space collisions", "newosproc", "failed to create new OS thread", "strings: Repeat output length overflow",
	} {
		if strings.Contains(output, words) {
			return true
		}
	}
	return false
}

func firstLine(output string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(output), "\n")
	return strings.TrimSpace(line)
}

func (l lastWords) reason(limit time.Duration, memory int64) string {
	where := ""
	if l.At != "" {
		where = ", at " + l.At
	}
	switch l.Kind {
	case tooLong:
		if l.Native != "" {
			return fmt.Sprintf("the wallet ran for %s without returning%s, in the engine's own %s", seconds(limit), where, l.Native)
		}
		return fmt.Sprintf("the wallet ran for %s without returning%s", seconds(limit), where)
	case tooLarge:
		return fmt.Sprintf("the wallet used up the %s of memory that its process may have%s", size(memory), where)
	case tooDeep:
		return "the wallet nested calls too deeply" + where
	}
	return l.Detail + where
}

// seconds writes a limit of time: "5 s", "1.3 s".
func seconds(d time.Duration) string {
	return strconv.FormatFloat(d.Round(100*time.Millisecond).Seconds(), 'f', -1, 64) + " s"
}

func size(bytes int64) string {
	if bytes%(1<<30) == 0 {
		return fmt.Sprintf("%d GiB", bytes>>30)
	}
	return fmt.Sprintf("%d MiB", bytes>>20)
}

// crashed makes the records of a scenario that crashed: what was asked for, no events, and why.
func crashed(s wallet.Scenario, entry protocol.Entry, reason string) wallet.Performance {
	var performance wallet.Performance
	for _, call := range s.Calls {
		performance.Records = append(performance.Records, record.Record{
			ID: call.ID, Scenario: s.Name, API: entryName(entry), Args: call.Args, Callbacks: call.Callbacks,
			Throws: call.Throws, Frozen: call.Frozen, Watched: call.Watch, Stage: call.Stage,
			Events: []record.Event{}, End: record.Crashed, Reason: reason,
		})
	}
	return performance
}

// entryName writes the entry point as a reader would, as the observer does in its records.
func entryName(entry protocol.Entry) string {
	if entry.Kind == "call" {
		return "my.call('" + entry.Name + "')"
	}
	return "my." + entry.Name
}
