package sandbox

import (
	"strings"
	"testing"
	"time"
)

func TestReason(t *testing.T) {
	const said = "noise\n" + lastWordsMark
	for name, c := range map[string]struct {
		output, state string
		late          bool
		want          string
	}{
		"its own words: time":   {said + `{"kind":"time","at":"a.js:1:2"}`, "exit status 1", false, "the program ran for 1.5 s without returning, at a.js:1:2"},
		"its own words: native": {said + `{"kind":"time","native":"repeat"}`, "", false, "the program ran for 1.5 s without returning, in the engine's own repeat"},
		"its own words: memory": {said + `{"kind":"memory"}`, "", true, "the program used up the 2 GiB of memory that its process may have"},
		"its own words: depth":  {said + `{"kind":"depth"}`, "", false, "the program nested calls too deeply"},
		"its own words: other":  {said + `{"kind":"other","detail":"what happened"}`, "", false, "what happened"},
		"out of memory":         {"fatal error: runtime: cannot allocate memory\n", "exit status 2", false, "the program used up the 2 GiB of memory"},
		"a deep stack":          {"runtime: goroutine stack exceeds 268435456-byte limit\n", "exit status 2", false, "the program nested calls too deeply"},
		"late":                  {"", "signal: killed", true, "the program ran for 1.5 s without returning"},
		"a panic":               {"panic: oh\n\ngoroutine 1", "exit status 2", false, "the engine failed while the program ran: panic: oh"},
		"silence":               {"", "signal: killed", false, "the engine's process ended while the program ran (signal: killed)"},
	} {
		t.Run(name, func(t *testing.T) {
			got := Death{state: c.state, output: c.output}.Reason("the program", c.late, 1500*time.Millisecond, 2<<30)
			if !strings.HasPrefix(got, c.want) {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestEndsKeepsBeginAndEnd(t *testing.T) {
	var e ends
	for range 100 {
		e.Write([]byte("begin" + strings.Repeat(".", 1000)))
	}
	e.Write([]byte("end"))
	got := e.String()
	if !strings.HasPrefix(got, "begin") || !strings.HasSuffix(got, "end") || len(got) > keptHead+keptTail {
		t.Errorf("%d bytes kept: %.10s … %s", len(got), got, got[len(got)-10:])
	}
}

func TestMainSaysWhyItEnds(t *testing.T) {
	var complaints strings.Builder
	if status := Main(&complaints, func(*Inside) error { return nil }); status != 0 || complaints.Len() > 0 {
		t.Errorf("a body without an error: %d, %q", status, complaints.String())
	}
	status := Main(&complaints, func(*Inside) error { return errBody })
	if status != 1 || !strings.Contains(complaints.String(), "broken body") {
		t.Errorf("a body with an error: %d, %q", status, complaints.String())
	}
}

var errBody = bodyError("broken body")

type bodyError string

func (e bodyError) Error() string { return string(e) }
