package main

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

const (
	hostileFolder = "../drivers/script/testdata/hostile"
	// hostileAtOnce runs share the machine. They wait for their limits of real time, so they may be more than it has
	// processors; each takes up to 350 MB.
	hostileAtOnce = 6
	// longestHostile is the 15 s of processor time in which a run of a hostile wallet is over, and the same many times again
	// for a busy machine.
	longestHostile = 8 * time.Minute
)

// Why a hostile wallet is stopped. What exhausts the memory may, on a slow machine, meet the limit of time first.
const (
	ranOn  = `the wallet ran for [0-9.]+ s without returning`
	usedUp = `the wallet used up the 2 GiB of memory`
)

// hostile says of each hostile wallet why it is stopped, by any of its words; "" where it may be performed to its end, as
// it throws what a program can catch.
var hostile = map[string]string{
	"array-fill": usedUp + "|" + ranOn, "async-storm": ranOn + "|" + usedUp, "backreference": ranOn, "bigint-power": "",
	"catch-memory": usedUp + "|" + ranOn, "deep-json": "", "deep-parse": ranOn + "|" + usedUp, "deep-recursion": "",
	"endless-generator": ranOn, "endless-iterator": usedUp + "|" + ranOn, "endless-loop": ranOn, "finally-recursion": ranOn,
	"getter-bombs": ranOn + "|" + usedUp, "gigabyte-string": "", "growing-array": usedUp + "|" + ranOn, "hanging-comparator": ranOn,
	"huge-buffer": "", "huge-repeat": "", "microtask-storm": ranOn + "|" + usedUp, "million-timers": "", "nested-quantifiers": ranOn,
	"output-flood": ranOn + "|" + usedUp, "proxy-recursion": "", "string-doubling": "", "tojson-loop": ranOn, "try-finally": ranOn,
	"typed-arrays": usedUp + "|" + ranOn, "weak-references": ranOn + "|" + usedUp,
}

// TestHostileWallets shows that no wallet brings the command down: it ends, and says what
// the wallet did. Who used up the memory is accused; who took too long is not, as that depends on the machine.
func TestHostileWallets(t *testing.T) {
	if testing.Short() {
		t.Skip("hostile wallets use up their limits of time (run without -short)")
	}
	files, err := filepath.Glob(filepath.Join(hostileFolder, "*.js"))
	if err != nil || len(files) != len(hostile) {
		t.Fatalf("%d hostile wallets, %d in the table (%v)", len(files), len(hostile), err)
	}
	// Not by t.Parallel, which would let them slow down every other test.
	ends := map[string]chan finished{}
	places := make(chan struct{}, hostileAtOnce)
	for i, file := range files {
		if !oneInThree(i) { // those of the driver perform all of them, with less time
			continue
		}
		end := make(chan finished, 1)
		ends[strings.TrimSuffix(filepath.Base(file), ".js")] = end
		path, err := filepath.Abs(file)
		if err != nil {
			t.Fatal(err)
		}
		cmd := command(t, t.TempDir(), "wallet", path)
		places <- struct{}{}
		r := start(t, cmd)
		timer := time.AfterFunc(longestHostile, func() { cmd.Process.Kill() })
		go func() {
			<-r.ended
			timer.Stop()
			<-places
			end <- r.left()
		}()
	}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) { wantStopped(t, hostile[name], <-end) })
	}
}

func wantStopped(t *testing.T, reason string, e finished) {
	t.Helper()
	checked := written(t, e)
	said := ""
	for _, rule := range checked.Rules {
		said += rule.Reason + "\n"
		for _, u := range rule.Untested {
			said += u.Reason + "\n"
		}
	}
	crashed := false
	for _, r := range checked.Records {
		crashed = crashed || r.End == record.Crashed
		said += r.Reason + "\n"
	}
	if reason != "" && !regexp.MustCompile(reason).MatchString(said) {
		t.Errorf("it says %q, want what matches %s", said, reason)
	}
	broken := withStatus(checked, run.Broken)
	switch {
	case crashed && !slices.Contains(broken, "settles"):
		t.Errorf("it breaks %q, want settles", broken)
	case !crashed && reason != "" && len(broken) == 0 && checked.ExitStatus != run.ExitInconclusive:
		t.Errorf("it ends with status %d, want %d", checked.ExitStatus, run.ExitInconclusive)
	}
}
