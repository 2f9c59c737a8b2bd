package main

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/browser"
	"github.com/signspec/signspec/runner/drivers/browser/devtools"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/runner/drivers/webdriver"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// isYAML says whether the word on the command line is a target file or a fleet, and not an adapter module.
func isYAML(word string) bool {
	return slices.Contains([]string{".yaml", ".yml"}, strings.ToLower(filepath.Ext(word)))
}

// targetFile is a target file that was read, and how to open what it names.
type targetFile struct {
	*schemas.Target
	file    string
	actions map[record.Outcome][]ui.Action
	stager  stage.Stager // nil leaves staging to the adapter or the page
	tell    func(string)
}

// readTargetFile reads a target file and sees that what it names is there. capabilities are those of the flag; tell
// gets what a person must do.
func readTargetFile(file, capabilities string, getenv func(string) string, tell func(string)) (*targetFile, error) {
	t, err := schemas.LoadTarget(file)
	if err != nil {
		return nil, err
	}
	f := &targetFile{Target: t, file: file, tell: tell}
	if err := t.Expand(getenv); err != nil {
		return nil, err
	}
	if err := f.addCapabilities(capabilities, getenv); err != nil {
		return nil, err
	}
	if f.actions, err = f.readActions(); err != nil {
		return nil, err
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	f.stager, err = f.newStager()
	return f, err
}

// addCapabilities adds those of the flag to those of the file.
func (f *targetFile) addCapabilities(text string, getenv func(string) string) error {
	if text == "" {
		return nil
	}
	w := f.Driver.WebDriver
	if w == nil {
		return &drivers.ConfigError{Message: "--capabilities goes with a target file whose driver is webdriver; that of " + f.file + " is another"}
	}
	added, err := f.ExpandCapabilities([]byte(text), getenv)
	if err != nil {
		return &drivers.ConfigError{Message: "--capabilities: " + err.Error()}
	}
	w.Capabilities = w.Capabilities.With(added)
	return nil
}

// apply lets the file fill in what no flag says.
func (f *targetFile) apply(s *settings, given func(flag string) bool) {
	if f.Profile != "" && !given("profile") {
		s.profile = f.Profile
		if isYAML(f.Profile) {
			s.profile = f.path(f.Profile)
		}
	}
	if f.Plan != "" && !given("plan") {
		s.plan = f.Plan
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

// program makes a program of the file one of the working directory; a name alone is looked for where programs are.
func (f *targetFile) program(name string) string {
	if name == filepath.Base(name) || name == "" {
		return name
	}
	return f.path(name)
}

// open makes the target that the file names.
func (f *targetFile) open(c *check, profile *schemas.Profile) (target, error) {
	d := f.Driver
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
	return f.named(f.masked(t)), nil
}

func (f *targetFile) browser(s settings, profile *schemas.Profile) (target, error) {
	b := f.Driver.Browser
	o := browser.Options{
		Entry: profile.Entry, URL: b.URL, DevTools: string(b.DevTools), Chromium: f.program(b.Chromium), Time: browser.Time(b.Time),
		Target: devtools.Choice(b.Target), ActionsOn: devtools.Choice(b.ActionsOn),
		Settle: s.settle, Quiet: s.quiet, Ready: time.Duration(b.Ready), Limit: time.Duration(b.Limit),
		Stage: f.stager, Actions: f.actions, Operator: f.Target.Stage.Operator, Tell: f.tell,
	}
	if b.Module != "" {
		o.Module = &engine.Source{Path: f.path(b.Module)}
	}
	d, err := browser.New(o)
	if err != nil {
		return target{}, f.Errorf("/driver/browser", "%v", err)
	}
	return target{Wallet: d, subject: subjectOf("browser"), close: d.Close}, nil
}

func (f *targetFile) webdriver(s settings, profile *schemas.Profile) (target, error) {
	w := f.Driver.WebDriver
	header, err := f.header()
	if err != nil {
		return target{}, err
	}
	trust, err := f.trust()
	if err != nil {
		return target{}, err
	}
	d, err := webdriver.New(webdriver.Options{
		Entry: profile.Entry, Server: w.Server, Header: header, TLS: trust, URL: w.URL, Capabilities: w3c.Capabilities(w.Capabilities),
		Target: webdriver.Place(w.Target), ActionsOn: webdriver.Place(w.ActionsOn), Network: f.network(),
		Settle: s.settle, Quiet: s.quiet, Busy: time.Duration(w.Busy),
		Stage: f.stager, Actions: f.actions, Operator: f.Target.Stage.Operator, Tell: f.tell,
	})
	if err != nil {
		return target{}, f.Errorf("/driver/webdriver", "%v", err)
	}
	return target{Wallet: d, subject: subjectOf("webdriver"), close: d.Close}, nil
}
