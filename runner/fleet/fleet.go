// Package fleet checks many targets at once, each in a process of its own: one that hangs, crashes or takes all the
// memory there is spoils its own report and nobody else's.
package fleet

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	fleetreport "github.com/signspec/signspec/reports/fleet"
	reportjson "github.com/signspec/signspec/reports/json"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/orphan"
	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/schemas"
)

const (
	// DefaultJobs is how many targets are checked at the same time where nobody says.
	DefaultJobs = 4
	// grace is how long a process may take to write its reports after it was told to stop.
	grace = 15 * time.Second
	// lastWords is how much of what a process prints on its standard error is kept, in bytes.
	lastWords = 4 << 10
)

// Options say how a fleet is checked.
type Options struct {
	// Kind is what the targets are, as in run.Subject; empty is wallets.
	Kind string
	// Command starts the command that checks one target, up to its arguments: the executable and "wallet".
	Command []string
	// Dir is the folder that targets are relative to, and Out the one for the reports.
	Dir, Out string
	// Flags are given to every check.
	Flags []string
	// Jobs is how many are checked at the same time; 0 means DefaultJobs.
	Jobs int
	// Begun, where given, is told of each target as its check begins, and Done as it ends.
	Begun func(name string)
	Done  func(member fleetreport.Member)
	// Event, where given, gets each event of each check as it happens: a line of "--events -", without its end.
	//
	// These three are called from one goroutine at a time.
	Event func(name string, line []byte)
}

// Check checks every target and returns what became of them, in the order of the file. It always returns a member for
// every target: one that could not be checked has a run that says why.
func Check(ctx context.Context, targets []target.Member, o Options) fleetreport.Fleet {
	members := make([]fleetreport.Member, len(targets))
	jobs := o.Jobs
	if jobs == 0 {
		jobs = DefaultJobs
	}
	slots := make(chan struct{}, jobs)
	var all sync.WaitGroup
	var one sync.Mutex
	told := func(tell func()) {
		one.Lock()
		defer one.Unlock()
		tell()
	}
	for i, t := range targets {
		all.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			if o.Begun != nil {
				told(func() { o.Begun(t.Name) })
			}
			members[i] = o.check(ctx, t, told)
			if o.Done != nil {
				told(func() { o.Done(members[i]) })
			}
		})
	}
	all.Wait()
	return fleetreport.Fleet{Members: members}
}

// check checks one target in a process of its own; told has something told when nothing else is.
func (o Options) check(ctx context.Context, t target.Member, told func(tell func())) fleetreport.Member {
	m := fleetreport.Member{Name: t.Name, Folder: t.Name}
	out := filepath.Join(o.Out, t.Name)
	words, err := o.words(t, out)
	if err != nil {
		m.Run, m.NoReport = run.Mask(o.failed(t, run.Configuration, err.Error())), true
		return m
	}
	var stderr tail
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Stderr = &stderr
	if o.Event != nil {
		cmd.Stdout = &lines{each: func(line []byte) { told(func() { o.Event(t.Name, line) }) }}
	}
	cmd.Env = offThePage(os.Environ())
	ownGroup(cmd)
	orphan.None(cmd)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = grace
	began := time.Now()
	ran := cmd.Run()
	m.Run, err = read(filepath.Join(out, "report.json"), began)
	if err != nil {
		m.Run, m.NoReport = run.Mask(o.failed(t, run.Harness, why(ran, err, stderr.String()))), true
	}
	return m
}

// offThePage is an environment without what makes a check write on the page of GitHub's job: the fleet writes one summary of
// all, and annotations once.
func offThePage(environment []string) []string {
	return slices.DeleteFunc(environment, func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return name == "GITHUB_STEP_SUMMARY" || name == "GITHUB_ACTIONS"
	})
}

// words is the command line that checks a target.
func (o Options) words(t target.Member, out string) ([]string, error) {
	target := t.Target
	if !filepath.IsAbs(target) {
		target = filepath.Join(o.Dir, target)
	}
	words := append([]string{}, o.Command...)
	words = append(append(words, o.Flags...), t.Args...)
	if len(t.Capabilities) > 0 {
		text, err := json.Marshal(t.Capabilities)
		if err != nil {
			return nil, fmt.Errorf("writing the capabilities: %w", err)
		}
		words = append(words, "--capabilities", string(text))
	}
	if o.Event != nil {
		words = append(words, "--events", "-")
	}
	return append(words, "--out", out, target), nil
}

// read reads the report of a process that began then; an older one is of another run.
func read(file string, began time.Time) (run.Masked, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return run.Masked{}, err
	}
	r, err := reportjson.Read(bytes.NewReader(data))
	if err == nil && r.Run().StartedAt.Before(began.Add(-time.Second)) {
		return run.Masked{}, errors.New("the report is of an earlier run")
	}
	return r, err
}

func why(ran, reading error, stderr string) string {
	text := fmt.Sprintf("the check left no report: %v", reading)
	if ran != nil {
		text = fmt.Sprintf("the check left no report (%v): %v", ran, reading)
	}
	if words := strings.TrimSpace(stderr); words != "" {
		text += "\n" + words
	}
	return text
}

// failed is the run of a target that could not be checked.
func (o Options) failed(t target.Member, kind run.ErrorKind, message string) *run.Run {
	subject, profile := cmp.Or(o.Kind, run.Wallet), schemas.DefaultProfile
	if subject != run.Wallet {
		profile = schemas.DefaultPortal
	}
	r := &run.Run{
		Tool:    run.Tool{Name: "signspec"},
		Subject: run.Subject{Kind: subject, Name: t.Name, Driver: "none", Source: t.Target},
		Profile: profile, Plan: "full", StartedAt: time.Now().UTC(),
		Error: &run.RunError{Kind: kind, Message: message},
	}
	r.Conclude()
	return r
}

// tail keeps the end of what is written.
type tail struct{ bytes.Buffer }

func (t *tail) Write(data []byte) (int, error) {
	n, err := t.Buffer.Write(data)
	if over := t.Len() - lastWords; over > 0 {
		t.Next(over)
	}
	return n, err
}
