package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/runner/miniprogram"
)

// actsAsCommand is the environment variable that turns the test binary into the command.
const actsAsCommand = "SIGNSPEC_TEST_ACTS_AS_COMMAND"

// longestRun is when a run is taken to hang. A hostile wallet is over in 15 s, and a server in 30 s; the rest is for a busy machine.
const longestRun = 6 * time.Minute

func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == adapterArgument {
		os.Exit(serveFaulty(os.Args[2]))
	}
	// What the command starts of itself does not inherit the variable.
	child := len(os.Args) == 2 && (os.Args[1] == script.ChildArgument || os.Args[1] == miniprogram.ChildArgument)
	if child || os.Getenv(actsAsCommand) != "" {
		main()
	}
	os.Exit(m.Run())
}

// finished is what a process of the command left behind.
type finished struct {
	status         int
	stdout, stderr string
	out            string // the folder of the reports, where no other was asked for
}

// command prepares a process of the command in a working directory.
func command(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), longestRun)
	t.Cleanup(cancel)
	executable, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, executable, args...)
	cmd.Dir, cmd.Env = dir, append(outsideCI(), actsAsCommand+"=1", "SYNC=no")
	// What the reference server keeps need not outlive the machine. An adapter that outlives the command must not keep the test waiting for its output.
	cmd.WaitDelay = time.Second
	return cmd
}

// outsideCI is the environment of the tests without what would tell the command that CI runs it, so that a test says
// everywhere the same. The tests of what is done in CI set the variables themselves.
func outsideCI() []string {
	ofCI := append(ciVariables(), summaryVariable)
	return slices.DeleteFunc(os.Environ(), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return slices.Contains(ofCI, name)
	})
}

// signspec runs the command in a working directory and waits for its end.
func signspec(t *testing.T, dir string, args ...string) finished {
	t.Helper()
	return begin(t, dir, args...).end(t)
}

// write writes a file of a test and returns its folder.
func write(t testing.TB, name, text string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}
