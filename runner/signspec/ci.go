package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/signspec/signspec/reports/inert"
	"github.com/signspec/signspec/reports/run"
)

// ciVariables are the variables by which CI systems are known; the first is set by nearly all of them.
func ciVariables() []string {
	return []string{"CI", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI", "TEAMCITY_VERSION", "JENKINS_URL", "BUILDKITE"}
}

// inCI says whether a CI system reads what is printed.
func (env environment) inCI() bool {
	return slices.ContainsFunc(ciVariables(), func(name string) bool {
		return !slices.Contains([]string{"", "0", "false", "False"}, env.getenv(name))
	})
}

// onGitHub says whether GitHub reads what is printed, and makes annotations of it.
func (env environment) onGitHub() bool { return env.getenv("GITHUB_ACTIONS") == "true" }

// guarded is the environment with an output that no CI system takes for a command, whatever the target has printed: both
// streams pass through a pipe, so that nothing that is printed can go around it, not even a process of the target's. end
// passes on the rest and returns the exit status, which is another one where the output could not be written.
func (env environment) guarded() (guarded environment, end func(status int) int) {
	if !env.inCI() {
		return env, func(status int) int { return status }
	}
	out, endOut := guard(env.stdout)
	errs, endErrs := guard(env.stderr)
	guarded = env
	guarded.stdout, guarded.stderr = out, errs
	var commands bytes.Buffer // what is written through the guard is no command any more
	if env.onGitHub() {
		guarded.annotations = &commands
	}
	return guarded, func(status int) int {
		fault := endOut()
		endErrs()
		env.stderr.Write(commands.Bytes()) // the standard output may be a program's
		if fault != nil && status == run.ExitConformant {
			fmt.Fprintln(env.stderr, "signspec: writing to the standard output:", fault)
			return run.ExitHarness
		}
		return status
	}
}

// drain is how long the rest of the output may take: it is in the pipe already, unless whoever reads is slow.
const drain = 5 * time.Second

// guard returns a file that is written on to the stream. Where there is no pipe to be had, it is the stream itself.
func guard(stream *os.File) (file *os.File, end func() error) {
	from, to, err := os.Pipe()
	if err != nil {
		return stream, func() error { return nil }
	}
	ended := make(chan error, 1)
	go func() {
		defer from.Close() // who writes on after an error is told so
		w := inert.Writer{To: stream}
		_, err := io.Copy(&w, from)
		if err == nil {
			err = w.Flush()
		}
		ended <- err
	}()
	return to, func() error {
		to.Close()
		select {
		case err := <-ended:
			return err
		case <-time.After(drain): // a process of the target's still holds the other end
			return nil
		}
	}
}
