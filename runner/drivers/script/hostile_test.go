package script_test

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/schemas/record"
)

// atOnce is how many hostile wallets run at the same time: each may take its whole memory limit.
const atOnce = 4

// hostileLimits are the real memory limit, and less time than the real ones so that the test is over soon.
var hostileLimits = sandbox.Limits{Scenario: time.Second, Lost: 2500 * time.Millisecond}

const (
	slow  = `^the wallet ran for 1 s without returning`
	large = `^the wallet used up the 2 GiB of memory that its process may have`
)

// hostile says, for each wallet of testdata/hostile, what the reason must match for which it is stopped; those with ""
// may be performed to their end, as they throw what a program can catch. What only takes long is untested, and what uses
// up the memory has crashed.
var hostile = map[string]string{
	"endless-loop":       slow + `, at \S*endless-loop\.js:[56]:\d+$`, // an empty loop is at its function
	"microtask-storm":    slow + `(, at \S*microtask-storm\.js:6:\d+)?$|` + large,
	"deep-recursion":     "",
	"huge-repeat":        "",
	"huge-buffer":        "",
	"deep-json":          "",
	"array-fill":         large + `|` + slow + `, at \S*array-fill\.js:6:\d+`,
	"backreference":      slow + `, at \S*backreference\.js:6:\d+`,
	"endless-iterator":   large + `|` + slow + `, at \S*endless-iterator\.js:[67]:\d+`,
	"growing-array":      `(` + large + `|` + slow + `)(, at \S*growing-array\.js:7:\d+)?`,
	"hanging-comparator": slow + `, at \S*hanging-comparator\.js:[67]:\d+`,
	"tojson-loop":        slow + `, at \S*tojson-loop\.js:7:\d+`,
	"try-finally":        slow + `, at \S*try-finally\.js:\d+:\d+`,
	"gigabyte-string":    "",
	"getter-bombs":       slow + `(, at \S*getter-bombs\.js:\d+:\d+)?|` + large,
	"million-timers":     "",
	"output-flood":       slow + `, at \S*output-flood\.js:6:\d+`,
	"catch-memory":       large + `, at \S*catch-memory\.js:\d+:\d+|` + slow,
	"finally-recursion":  slow + `, at \S*finally-recursion\.js:\d+:\d+`,
	"nested-quantifiers": slow + `, at \S*nested-quantifiers\.js:6:\d+`,
	"typed-arrays":       large + `|` + slow,
	"weak-references":    slow + `, at \S*weak-references\.js:6:\d+|` + large,
	"endless-generator":  slow + `, at \S*endless-generator\.js:\d+:\d+`,
	"deep-parse":         slow + `|` + large,
	"bigint-power":       "",
	"string-doubling":    "",
	"proxy-recursion":    "",
	"async-storm":        slow + `|` + large,
}

func TestSurvivesHostileWallets(t *testing.T) {
	if testing.Short() {
		t.Skip("hostile wallets use up their limits of time and memory")
	}
	files, err := filepath.Glob("testdata/hostile/*.js")
	if err != nil || len(files) != len(hostile) {
		t.Fatalf("%d hostile wallets in testdata, %d in the table (%v)", len(files), len(hostile), err)
	}
	places := make(chan struct{}, atOnce)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".js")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			places <- struct{}{}
			defer func() { <-places }()
			survive(t, file, name)
		})
	}
}

// survive performs scenarios until the driver ends the run, or has performed five.
func survive(t *testing.T, file, name string) {
	w := start(t, engine.Source{Path: file}, hostileLimits)
	began := time.Now()
	said := 0 // reasons that say all that they should
	if _, err := w.Describe(context.Background()); err != nil {
		t.Fatalf("describing it: %v", err)
	}
	for i := range 5 {
		p := perform(t, w, approve(fmt.Sprintf("approve/%d", i+1)))
		why := p.Untested
		for _, r := range p.Records {
			if r.End == record.Crashed {
				why = r.Reason
			}
		}
		t.Logf("%d records: %s", len(p.Records), why)
		want := hostile[name]
		switch {
		case strings.Contains(why, "so the run was ended"):
		case why == "" && want != "":
			t.Errorf("performance %d was not stopped, want %s", i+1, want)
		case why != "" && want != "" && regexp.MustCompile(want).MatchString(why):
			said++
		case why != "" && !regexp.MustCompile(slow+"|"+large).MatchString(why): // a busy machine may be too slow to tell where
			t.Errorf("performance %d: it was stopped because %q, want what matches %s", i+1, why, want)
		}
	}
	if want := hostile[name]; want != "" && said == 0 {
		t.Errorf("no reason matches %s", want)
	}
	t.Logf("over in %s", time.Since(began).Round(time.Millisecond))
}
