//go:build unix

package exec_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/exec"
	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/wallet"
)

// patience ends a test that hangs; no test waits for it.
const patience = time.Minute

func scenario() wallet.Scenario { return wallet.Scenario{Name: "a", Calls: []wallet.Call{{ID: "a#1"}}} }

// adapter returns a driver for the test binary in a mode of misbehave, and what it prints to standard error.
func adapter(t *testing.T, mode string) (*exec.Driver, *output) {
	t.Helper()
	stderr := &output{}
	d := exec.New(exec.Options{
		Command: []string{os.Args[0]}, Env: append(os.Environ(), "SIGNSPEC_TEST_ADAPTER="+mode), Stderr: stderr,
		Entry: schemas.Entry{Kind: "method", Name: "signContract"}, Settle: time.Millisecond, Quiet: time.Millisecond,
	})
	t.Cleanup(func() { d.Close(context.Background()) })
	return d, stderr
}

// output is a buffer that the driver writes from another goroutine.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

func within(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

func TestAdapterProcess(t *testing.T) {
	d, _ := adapter(t, "well")
	ctx := within(t)
	description, err := d.Describe(ctx)
	if err != nil || description.Name != "Test Wallet" || description.Time != "real" {
		t.Fatalf("describe: %+v, %v", description, err)
	}
	for range 2 {
		performance, err := d.Perform(ctx, scenario())
		if err != nil || len(performance.Records) != 1 || performance.Records[0].Instance != 1 {
			t.Fatalf("perform: %+v, %v", performance, err)
		}
	}
	for range 2 {
		if err := d.Close(ctx); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	if _, err := d.Describe(ctx); err == nil || !strings.Contains(err.Error(), "the driver is closed") {
		t.Errorf("after close: %v", err)
	}
}

func TestPerformStartsTheProcessToo(t *testing.T) {
	d, _ := adapter(t, "well")
	if _, err := d.Perform(within(t), scenario()); err != nil {
		t.Error(err)
	}
}

// Each row is a way for an adapter to fail, where it fails, and what a person is told.
func TestFailures(t *testing.T) {
	for mode, want := range map[string][]string{
		"dies at start": {"describing the wallet: the adapter process ended (exit status 3) without answering describe",
			"its last words on standard error:\n    cannot load the wallet: \\x1b[31mno such module\\x1b[0m"},
		"is no adapter": {"the adapter process ended (exit status 0) without answering describe",
			"a module that exports signContract is given by itself: signspec wallet wallet.js"},
		"dies in describe": {"the adapter process ended (exit status 4) without answering describe",
			"fatal: authCode <masked string of 32> was wrong"},
		"dies in run":           {"performing a: the adapter process ended (exit status 4) without answering run"},
		"is killed in run":      {"the adapter process ended (signal: killed) without answering run"},
		"leaves a child in run": {"the adapter process ended (exit status 4) without answering run"},
		"half a line in run":    {`the adapter printed a line that is not a message: "{\"jsonrpc\":\"2.0\",\"id\":2,\"resu"`},
		"closes stdout in run":  {"the adapter closed its output without answering run"},
		"garbage in describe": {`the adapter printed a line that is not a message: "Server listening on port 3000"`,
			"print the rest to standard error"},
		"garbage in run":       {`performing a: the adapter printed a line that is not a message`},
		"twice in describe":    {"the adapter answered request 1 twice"},
		"wrong id in describe": {"the adapter answered request 77, where request 1 was asked"},
		"wrong id in run":      {"the adapter answered request 77, where request 2 was asked"},
		"flood in run":         {`not a message: "a line of noise"`},
		"huge line in run":     {fmt.Sprintf("the adapter printed a line of more than %d bytes, which begins with \"xxx", protocol.MaxLine)},
	} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			d, _ := adapter(t, mode)
			ctx := within(t)
			_, err := d.Describe(ctx)
			if err == nil {
				_, err = d.Perform(ctx, scenario())
			}
			var failure *exec.Failure
			if !errors.As(err, &failure) {
				t.Fatalf("%T %v", err, err)
			}
			var wrong *config.Error
			if errors.As(err, &wrong) {
				t.Error("it is told as a mistake of configuration")
			}
			for _, part := range want {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("the error\n%v\ndoes not say\n%s", err, part)
				}
			}
			// Whatever is asked after that fails for the same reason, and nothing is started again.
			var broken *protocol.BrokenError
			if _, again := d.Perform(ctx, scenario()); !errors.As(again, &broken) || !errors.As(again, &failure) {
				t.Errorf("asked again: %v", again)
			}
			if err := d.Close(ctx); err != nil {
				t.Errorf("close: %v", err)
			}
		})
	}
}

// The deadline of the caller stands for the driver's own, which are too long for a test.
func TestHangs(t *testing.T) {
	for _, mode := range []string{"mute", "hangs in describe", "hangs in run", "spins in run"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			d, _ := adapter(t, mode)
			var err error
			if strings.HasSuffix(mode, "run") {
				if _, err = d.Describe(within(t)); err != nil {
					t.Fatal(err)
				}
			}
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
			defer cancel()
			if strings.HasSuffix(mode, "run") {
				_, err = d.Perform(ctx, scenario())
			} else {
				_, err = d.Describe(ctx)
			}
			var late *protocol.DeadlineError
			var failure *exec.Failure
			if !errors.As(err, &late) || !errors.As(err, &failure) || failure.State != "" {
				t.Errorf("%v", err)
			}
		})
	}
}

// An adapter that answers with an error is alive and is asked again.
func TestAdapterErrors(t *testing.T) {
	for mode, want := range map[string]string{
		"configuration in run": "performing a: stage threw TypeError: x\nat stage (adapter.js:7:3)",
		"harness in run":       "performing a: the adapter answered with error -32000: the device is locked",
		"no record in run":     "performing a: the adapter's result of run is not one: ",
	} {
		t.Run(mode, func(t *testing.T) {
			d, _ := adapter(t, mode)
			_, err := d.Perform(within(t), scenario())
			var wrong *config.Error
			if err == nil || !strings.HasPrefix(err.Error(), want) || errors.As(err, &wrong) != strings.HasPrefix(mode, "configuration") {
				t.Errorf("%T %v\nwant %s", err, err, want)
			}
			if _, err := d.Perform(within(t), scenario()); err != nil {
				t.Errorf("the next scenario: %v", err)
			}
		})
	}
}

func TestCloseEndsWhatWillNotEnd(t *testing.T) {
	for _, mode := range []string{"ignores the end", "hangs in close", "closes stdout in close"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			d, stderr := adapter(t, mode)
			ctx := within(t)
			if _, err := d.Describe(ctx); err != nil {
				t.Fatal(err)
			}
			if err := d.Close(ctx); err != nil {
				t.Errorf("close: %v", err)
			}
			if ctx.Err() != nil {
				t.Errorf("closing took longer than %v: %s", patience, stderr)
			}
		})
	}
}

// An adapter that crashes when it is closed may have been broken before.
func TestCloseTellsACrash(t *testing.T) {
	t.Parallel()
	d, _ := adapter(t, "dies in close")
	ctx := within(t)
	if _, err := d.Describe(ctx); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(ctx); err == nil || !strings.Contains(err.Error(), "the adapter process ended (exit status 4) without answering close") {
		t.Errorf("close: %v", err)
	}
}

// A second answer to the last request is only seen when the adapter is closed.
func TestCloseTellsABreach(t *testing.T) {
	d, _ := adapter(t, "twice in run")
	ctx := within(t)
	if _, err := d.Perform(ctx, scenario()); err != nil {
		t.Fatal(err)
	}
	var duplicate *protocol.DuplicateAnswerError
	if err := d.Close(ctx); !errors.As(err, &duplicate) {
		t.Errorf("close: %v", err)
	}
}

func TestChildrenAreKilled(t *testing.T) {
	for _, mode := range []string{"has a child", "leaves a child in run"} {
		t.Run(mode, func(t *testing.T) {
			d, stderr := adapter(t, mode)
			ctx := within(t)
			d.Perform(ctx, scenario())
			d.Close(ctx)
			var pid int
			if _, err := fmt.Sscanf(stderr.String(), "adapter: child %d", &pid); err != nil {
				t.Fatalf("no child in %q", stderr)
			}
			for alive(pid) {
				if ctx.Err() != nil {
					t.Fatal("the child is alive")
				}
				time.Sleep(time.Millisecond) // the system buries it in its own time
			}
		})
	}
}

// A child that has left the process group, and that nobody is the parent of any more, is ended as well where the system tells
// whose it was, and the person is told.
func TestDetachedChildrenAreKilled(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells what environment a process has")
	}
	d, stderr := adapter(t, "detaches a child in run")
	ctx := within(t)
	if _, err := d.Perform(ctx, scenario()); err != nil {
		t.Fatal(err)
	}
	var pid int
	for pid == 0 && ctx.Err() == nil {
		fmt.Sscanf(stderr.String(), "adapter: child %d", &pid)
		time.Sleep(time.Millisecond)
	}
	if !alive(pid) {
		t.Fatalf("no child lives, of %q", stderr)
	}
	d.Close(ctx)
	for alive(pid) {
		if ctx.Err() != nil {
			t.Fatal("the child is alive")
		}
		time.Sleep(time.Millisecond)
	}
	if told := stderr.String(); !strings.Contains(told, "left behind, and that were ended: 1)") {
		t.Errorf("the person is told %q", told)
	}
}

// A line that never ends, and grows too slowly to become too long, is given up long before the scenario's time is over.
func TestAnEndlessLineIsGivenUp(t *testing.T) {
	d, _ := adapter(t, "endless line in run")
	began := time.Now()
	_, err := d.Perform(within(t), scenario())
	var unfinished *protocol.UnfinishedLineError
	if !errors.As(err, &unfinished) {
		t.Errorf("%T %v after %s", err, err, time.Since(began))
	}
}

// alive says whether a process runs; one that has ended and waits to be buried does not.
func alive(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || !strings.Contains(string(stat), ") Z ")
}

func TestStderrIsPassedThrough(t *testing.T) {
	d, stderr := adapter(t, "noise")
	ctx := within(t)
	if _, err := d.Describe(ctx); err != nil {
		t.Fatal(err)
	}
	d.Close(ctx)
	const want = "adapter: plain\n" +
		`adapter: \x1b]0;title\a\x1b[2Jescape` + "\n" +
		`adapter: \u202eright to left` + "\n" +
		`adapter: \xff\xfe` + "\n" +
		"adapter: no end of line\n"
	if got := stderr.String(); got != want {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

// An adapter that floods its standard error neither fills the terminal nor stands still.
func TestStderrIsBounded(t *testing.T) {
	d, stderr := adapter(t, "flood of stderr")
	ctx := within(t)
	if _, err := d.Describe(ctx); err != nil {
		t.Fatal(err)
	}
	d.Close(ctx)
	if text := stderr.String(); len(text) > 2<<20 || !strings.HasSuffix(text, "the rest is not shown)\n") {
		t.Errorf("%d bytes, at the end %q", len(text), text[len(text)-60:])
	}
}

func TestCommandsThatDoNotStart(t *testing.T) {
	for want, command := range map[string][]string{
		"no adapter command was given": {},
		`the adapter command "signspec-no-such-program --x" cannot be started: executable file not found`: {"signspec-no-such-program", "--x"},
		`cannot be started: no such file or directory`:                                                    {"./no-such-file"},
		`cannot be started: permission denied`:                                                            {"./exec_test.go"},
	} {
		d := exec.New(exec.Options{Command: command})
		_, err := d.Describe(within(t))
		var wrong *config.Error
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want %s", command, err, want)
		}
		if err := d.Close(within(t)); err != nil {
			t.Errorf("close: %v", err)
		}
	}
}
