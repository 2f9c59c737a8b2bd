package sandbox

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Death is what is known of a child that is gone.
type Death struct {
	state  string // how the process ended
	output string // begin and end of what it printed on its standard error
}

// Reason says why the child is gone: from what it said itself, from what the Go runtime printed, or from what the
// parent saw, which is that the time was over where late says so. What is what ran in it, such as "the mini program";
// limit and memory are what it was confined to.
func (d Death) Reason(what string, late bool, limit time.Duration, memory int64) string {
	if last, ok := d.lastWords(); ok {
		return last.reason(what, limit, memory)
	}
	switch {
	case outOfMemory(d.output):
		return lastWords{Kind: tooLarge}.reason(what, limit, memory)
	case stackOverflow(d.output):
		return lastWords{Kind: tooDeep}.reason(what, limit, memory)
	case late:
		return lastWords{Kind: tooLong}.reason(what, limit, memory)
	}
	if line, _, _ := strings.Cut(strings.TrimSpace(d.output), "\n"); line != "" {
		return fmt.Sprintf("the engine failed while %s ran: %s", what, strings.TrimSpace(line))
	}
	return fmt.Sprintf("the engine's process ended while %s ran (%s)", what, d.state)
}

// TooLong says whether the child is gone because its time was over; late is what the parent saw, as in Reason.
func (d Death) TooLong(late bool) bool {
	if last, ok := d.lastWords(); ok {
		return last.Kind == tooLong
	}
	return late && !outOfMemory(d.output) && !stackOverflow(d.output)
}

func (d Death) lastWords() (last lastWords, ok bool) {
	_, words, ok := strings.Cut(d.output, lastWordsMark)
	return last, ok && json.Unmarshal([]byte(strings.TrimSpace(words)), &last) == nil
}

func stackOverflow(output string) bool {
	return strings.Contains(output, "stack overflow") || strings.Contains(output, "stack exceeds")
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

func (l lastWords) reason(what string, limit time.Duration, memory int64) string {
	where := ""
	if l.At != "" {
		where = ", at " + l.At
	}
	switch l.Kind {
	case tooLong:
		if l.Native != "" {
			return fmt.Sprintf("%s ran for %s without returning%s, in the engine's own %s", what, Seconds(limit), where, l.Native)
		}
		return fmt.Sprintf("%s ran for %s without returning%s", what, Seconds(limit), where)
	case tooLarge:
		return fmt.Sprintf("%s used up the %s of memory that its process may have%s", what, size(memory), where)
	case tooDeep:
		return what + " nested calls too deeply" + where
	}
	return l.Detail + where
}

// Seconds writes a limit of time: "5 s", "1.3 s".
func Seconds(d time.Duration) string {
	return strconv.FormatFloat(d.Round(100*time.Millisecond).Seconds(), 'f', -1, 64) + " s"
}

func size(bytes int64) string {
	if bytes%(1<<30) == 0 {
		return fmt.Sprintf("%d GiB", bytes>>30)
	}
	return fmt.Sprintf("%d MiB", bytes>>20)
}
