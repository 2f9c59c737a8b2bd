package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/signspec/signspec/reports"
	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/browser"
	"github.com/signspec/signspec/runner/drivers/browser/devtools"
	"github.com/signspec/signspec/runner/drivers/socket"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/runner/drivers/webdriver"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// isYAML says whether the word on the command line is a target file or a fleet, and not an adapter module.
func isYAML(word string) bool {
	return slices.Contains([]string{".yaml", ".yml"}, strings.ToLower(filepath.Ext(word)))
}

// targetFile is a target file that was read, and how to open what it names.
type targetFile struct {
	*schemas.Target
	file         string
	capabilities map[string]any // added to those of the file
	actions      map[record.Outcome][]ui.Action
	stager       stage.Stager // nil leaves staging to the adapter or the page
	tell         func(string)
}

// readTargetFile reads a target file. tell gets what a person must do.
func readTargetFile(file, capabilities string, tell func(string)) (*targetFile, error) {
	t, err := schemas.LoadTarget(file)
	if err != nil {
		return nil, err
	}
	f := &targetFile{Target: t, file: file, tell: tell}
	if capabilities != "" {
		if t.Driver.WebDriver == nil {
			return nil, &drivers.ConfigError{Message: "--capabilities goes with a target file whose driver is webdriver; that of " + file + " is another"}
		}
		if err := json.Unmarshal([]byte(capabilities), &f.capabilities); err != nil {
			return nil, &drivers.ConfigError{Message: "--capabilities takes a JSON object: " + err.Error()}
		}
	}
	if len(t.Stage.Actions) > 0 {
		if err := json.Unmarshal(t.Stage.Actions, &f.actions); err != nil {
			return nil, &drivers.ConfigError{Message: fmt.Sprintf("%s: the actions: %v", file, err)}
		}
	}
	f.stager, err = f.newStager()
	return f, err
}

// newStager makes what stages, as the file says.
func (f *targetFile) newStager() (stage.Stager, error) {
	s := f.Target.Stage
	given := []bool{s.Hook != "", s.Command != "", len(s.SignStr) > 0}
	if n := len(slices.DeleteFunc(given, func(is bool) bool { return !is })); n > 1 {
		return nil, &drivers.ConfigError{Message: f.file + ": sign strings come from one of hook, command and signStr, not from several"}
	}
	var source stage.Stager
	switch {
	case s.Hook != "":
		hook, err := stage.NewHTTP(s.Hook)
		if err != nil {
			return nil, err
		}
		source = hook
	case s.Command != "":
		source = &stage.Command{Line: s.Command, Dir: filepath.Dir(f.file)}
	case len(s.SignStr) > 0:
		source = stage.Fixed(s.SignStr)
	case s.Operator:
		return nil, &drivers.ConfigError{Message: f.file + ": a person can press buttons and not make sign strings; give hook, command or signStr beside operator"}
	}
	if s.Operator {
		return &stage.Operator{Source: source}, nil
	}
	return source, nil
}

// apply lets the file fill in what no flag says.
func (f *targetFile) apply(s *settings, given func(flag string) bool) {
	if f.Profile != "" && !given("profile") {
		s.profile = f.Profile
		if isYAML(f.Profile) {
			s.profile = f.path(f.Profile)
		}
	}
	if !given("settle") {
		s.settle = time.Duration(f.Timing.Settle)
	}
	if !given("quiet") {
		s.quiet = time.Duration(f.Timing.Quiet)
	}
}

// path makes a path of the file one of the working directory.
func (f *targetFile) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(filepath.Dir(f.file), name)
}

// open makes the target that the file names.
func (f *targetFile) open(c *check, profile *schemas.Profile) (target, error) {
	d := f.Driver
	if (d.Script != "" || len(d.Exec) > 0) && (f.stager != nil || f.actions != nil) {
		return target{}, &drivers.ConfigError{Message: f.file + ": an adapter stages by itself; stage goes with browser, webdriver and socket"}
	}
	var t target
	var err error
	switch {
	case d.Script != "":
		t = scriptTarget(c.settings, profile, engine.Source{Path: f.path(d.Script)})
	case len(d.Exec) > 0:
		t = processTarget(c.env, c.settings, profile, filepath.Dir(f.file), d.Exec)
	case d.Browser != nil:
		t, err = f.browser(c.settings, profile)
	case d.WebDriver != nil:
		t, err = f.webdriver(c.settings, profile)
	default:
		t, err = f.device(c, profile)
	}
	if err != nil {
		return target{}, err
	}
	return f.named(t), nil
}

// named lets the file say what the subject is.
func (f *targetFile) named(t target) target {
	known := t.subject
	t.subject = func() (reports.Subject, []string, error) {
		subject, notes, err := known()
		subject.Source = filepath.ToSlash(f.file)
		if err != nil || f.Subject.Artifact == "" {
			return subject, notes, err
		}
		data, err := os.ReadFile(f.path(f.Subject.Artifact))
		if err != nil {
			return subject, notes, &drivers.ConfigError{Message: fmt.Sprintf("%s: the artifact cannot be read: %v", f.file, err)}
		}
		sum := sha256.Sum256(data)
		subject.SHA256 = hex.EncodeToString(sum[:])
		return subject, notes, nil
	}
	t.Wallet = renamed{t.Wallet, f.Subject}
	return t
}

// renamed is a wallet whose name and version the target file gives.
type renamed struct {
	wallet.Wallet
	as schemas.TargetSubject
}

// Describe describes the wallet under the given name.
func (r renamed) Describe(ctx context.Context) (wallet.Description, error) {
	d, err := r.Wallet.Describe(ctx)
	if r.as.Name != "" {
		d.Name = r.as.Name
	}
	if r.as.Version != "" {
		d.Version = r.as.Version
	}
	return d, err
}

func (f *targetFile) browser(s settings, profile *schemas.Profile) (target, error) {
	b := f.Driver.Browser
	o := browser.Options{
		Entry: profile.Entry, URL: b.URL, DevTools: string(b.DevTools), Chromium: b.Chromium, Time: browser.Time(b.Time),
		Target: devtools.Choice(b.Target), ActionsOn: devtools.Choice(b.ActionsOn),
		Settle: s.settle, Quiet: s.quiet, Actions: f.actions,
	}
	if b.Module != "" {
		o.Module = &engine.Source{Path: f.path(b.Module)}
	}
	if f.stager != nil {
		o.Stage = func(ctx context.Context, wish record.Stage) (signStr, untested string, err error) {
			staged, err := f.stager.Stage(ctx, wish)
			if staged.Instruction != "" {
				f.tell(staged.Instruction)
			}
			return staged.SignStr, staged.Untested, err
		}
	}
	d, err := browser.New(o)
	if err != nil {
		return target{}, err
	}
	return target{Wallet: d, subject: subjectOf("browser"), close: d.Close}, nil
}

func (f *targetFile) webdriver(s settings, profile *schemas.Profile) (target, error) {
	w := f.Driver.WebDriver
	capabilities := map[string]any{}
	for _, given := range []map[string]any{w.Capabilities, f.capabilities} {
		for name, value := range given {
			capabilities[name] = value
		}
	}
	d, err := webdriver.New(webdriver.Options{
		Entry: profile.Entry, Server: w.Server, URL: w.URL, Capabilities: w3c.Capabilities{AlwaysMatch: capabilities},
		Target: webdriver.Place{Context: w.Context}, ActionsOn: webdriver.Place{Context: w.ActionsContext},
		Settle: s.settle, Quiet: s.quiet, Stage: f.stager, Actions: f.actions, Tell: f.tell,
	})
	if err != nil {
		return target{}, err
	}
	return target{Wallet: d, subject: subjectOf("webdriver"), close: d.Close}, nil
}

func (f *targetFile) device(c *check, profile *schemas.Profile) (target, error) {
	s := f.Target.Stage
	if len(s.SignStr) > 0 || f.actions != nil {
		return target{}, &drivers.ConfigError{Message: f.file + ": a probe on a device is staged by hook, command or operator; signStr and actions go with browser and webdriver"}
	}
	return c.openDevice(listening{
		address: cmp.Or(f.Driver.Socket.Address, socket.LoopbackAddress), wait: socket.DefaultWait,
		hook: s.Hook, command: s.Command, dir: filepath.Dir(f.file), operator: s.Operator,
	}, profile, "")
}

// subjectOf is all that is known of a wallet before it describes itself.
func subjectOf(driver string) func() (reports.Subject, []string, error) {
	return func() (reports.Subject, []string, error) {
		return reports.Subject{Kind: reports.Wallet, Driver: driver}, nil, nil
	}
}
