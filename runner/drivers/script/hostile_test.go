package script_test

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas/record"
)

// atOnce is how many hostile wallets run at the same time: each may take its whole memory limit.
const atOnce = 4

// hostileLimits are the real memory limit, and less time than the real ones so that the test is over soon.
var hostileLimits = script.Limits{Scenario: time.Second, Lost: 2500 * time.Millisecond}

const (
	slow  = `^the wallet ran for 1 s without returning`
	large = `^the wallet used up the 2 GiB of memory that its process may have`
	deep  = `^the wallet nested calls too deeply`
)

// hostile says, for each wallet of testdata/hostile, whether its calls must crash, and what the reason of a crash must
// match. A reason without a place is accepted where the system, not the child, ended the process.
var hostile = map[string]struct {
	crashes bool
	reason  string
}{
	"endless-loop":       {true, slow + `, at \S*endless-loop\.js:[56]:\d+$`}, // an empty loop is at its function
	"microtask-storm":    {true, slow + `(, at \S*microtask-storm\.js:6:\d+)?$|` + large},
	"deep-recursion":     {true, deep + `, at \S*deep-recursion\.js:6:\d+$`},
	"huge-repeat":        {true, large},
	"huge-buffer":        {true, large},
	"deep-json":          {false, deep + `|` + large + `|` + slow + `, at \S*deep-json\.js:7:\d+, in the engine's own parse$`},
	"array-fill":         {true, large + `|` + slow + `, at \S*array-fill\.js:6:\d+, in the engine's own fill$`},
	"backreference":      {true, slow + `, at \S*backreference\.js:6:\d+, in the engine's own test$`},
	"endless-iterator":   {true, large + `|` + slow + `, at \S*endless-iterator\.js:6:\d+`},
	"growing-array":      {true, `(` + large + `|` + slow + `)(, at \S*growing-array\.js:7:\d+)?$`},
	"hanging-comparator": {true, slow + `, at \S*hanging-comparator\.js:[67]:\d+$`},
	"tojson-loop":        {true, slow + `, at \S*tojson-loop\.js:7:\d+$`},
	"try-finally":        {true, slow + `, at \S*try-finally\.js:\d+:\d+$`},
	"gigabyte-string":    {false, large + `|` + slow},
	"getter-bombs":       {true, slow + `(, at \S*getter-bombs\.js:\d+:\d+)?$|` + large},
	"million-timers":     {false, slow + `|` + large},
	"output-flood":       {true, slow + `, at \S*output-flood\.js:6:\d+$`},
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
	said := 0 // crashes whose reason says all that it should
	if _, err := w.Describe(context.Background()); err != nil {
		t.Fatalf("describing it: %v", err)
	}
	for i := range 5 {
		p := perform(t, w, approve(fmt.Sprintf("approve/%d", i+1)))
		if p.Untested != "" {
			t.Logf("untested: %s", p.Untested)
			continue
		}
		r := p.Records[0]
		t.Logf("%s, instance %d: %s", r.End, r.Instance, r.Reason)
		want := hostile[name]
		if want.crashes && r.End != record.Crashed {
			t.Errorf("record %d ends %q, want crashed", i+1, r.End)
		}
		if r.End != record.Crashed {
			continue
		}
		if regexp.MustCompile(want.reason).MatchString(r.Reason) {
			said++
		} else if !regexp.MustCompile(slow + "$").MatchString(r.Reason) { // a busy machine may be too slow to tell where
			t.Errorf("record %d: the reason is %q, want one that matches %s", i+1, r.Reason, want.reason)
		}
	}
	if want := hostile[name]; want.crashes && said == 0 {
		t.Errorf("no reason matches %s", want.reason)
	}
	t.Logf("over in %s", time.Since(began).Round(time.Millisecond))
}
