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
	// longestHostile is the 15 s in which a run of a hostile wallet is over, and as much again for a busy machine.
	longestHostile = 30 * time.Second
)

// Why a hostile wallet is stopped: for what only runs on, the place is known as well. What exhausts the memory may, on a slow machine, meet the limit of time first.
const (
	ranOn   = `^the wallet ran for [0-9.]+ s without returning`
	usedUp  = `^the wallet used up the 2 GiB of memory|` + ranOn
	tooDeep = `^the wallet nested calls too deeply|` + usedUp
)

// hostile says of each hostile wallet why it is stopped.
var hostile = map[string]string{
	"array-fill": usedUp, "backreference": ranOn, "deep-json": usedUp, "deep-recursion": tooDeep,
	"endless-iterator": usedUp, "endless-loop": ranOn, "getter-bombs": usedUp, "gigabyte-string": usedUp,
	"growing-array": usedUp, "hanging-comparator": ranOn, "huge-buffer": usedUp, "huge-repeat": usedUp,
	"microtask-storm": usedUp, "million-timers": usedUp, "output-flood": usedUp, "tojson-loop": ranOn,
	"try-finally": ranOn,
}

// TestHostileWallets shows that no wallet brings the command down: it ends, says what the wallet did, and accuses it.
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
	for _, file := range files {
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
	place := regexp.MustCompile(`, at \S+\.js:\d+:\d+`)
	checked := fault{status: run.ExitNonconformant, says: "nonconformant"}.check(t, e)
	if broken := withStatus(checked, run.Broken); !slices.Contains(broken, "settles") {
		t.Errorf("it breaks %q, want settles", broken)
	}
	crashed, placed := false, false
	for _, r := range checked.Records {
		if r.End != record.Crashed {
			continue
		}
		crashed, placed = true, placed || place.MatchString(r.Reason)
		if matched, err := regexp.MatchString(reason, r.Reason); !matched {
			t.Errorf("%s ended because %q, want what matches %s (%v)", r.ID, r.Reason, reason, err)
		}
	}
	if !crashed {
		t.Error("no record says that it crashed")
	}
	if reason == ranOn && !placed { // of one record at least: a busy machine may be too slow to tell of each
		t.Error("no record says where it hung")
	}
}
