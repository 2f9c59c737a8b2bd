package target

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/signspec/signspec/runner/drivers/browser"
	"github.com/signspec/signspec/runner/drivers/webdriver"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/secret"
)

// File is a target file that was read: how a wallet is reached and staged. Its fields are what stands in the file, with
// the values of variables; paths in it are relative to the file. target.schema.json is the authority.
type File struct {
	Subject Subject `json:"subject"`
	// Profile is the name or the file of a profile, and Plan that of a plan; empty leaves them to the command line.
	Profile string `json:"profile"`
	Plan    string `json:"plan"`
	schemas.Kept
	Driver Driver `json:"driver"`
	Stage  Stage  `json:"stage"`
	Timing Timing `json:"timing"`

	name     string
	document *config.Document
	secrets  secret.Names
}

// Subject says what is judged, where the target itself does not.
type Subject struct {
	Name     string `json:"name"`
	Version  string `json:"version"`
	Artifact string `json:"artifact"` // a file; its digest is that of the subject
}

// Driver is one driver with its options; exactly one field is set.
type Driver struct {
	Script    string     `json:"script"`
	Exec      []string   `json:"exec"`
	Browser   *Browser   `json:"browser"`
	WebDriver *WebDriver `json:"webdriver"`
	Socket    *Device    `json:"socket"`
}

// Browser are the options of the browser driver; the other fields are what a file writes in another way.
type Browser struct {
	browser.Options
	Module       string          `json:"module"`
	DevTools     address         `json:"devtools"`
	Ready, Limit config.Duration // of real time
}

// WebDriver are the options of the webdriver driver; the other fields are what a file writes in another way.
type WebDriver struct {
	webdriver.Options
	CA      string            `json:"ca"` // a PEM file
	Headers map[string]string `json:"headers"`
	Busy    config.Duration   `json:"busy"`
}

// Timing says how long to wait; zero is the driver's own.
type Timing struct {
	Settle config.Duration `json:"settle"`
	Quiet  config.Duration `json:"quiet"`
}

// address is text, or a number that stands for a port.
type address string

// UnmarshalJSON reads text or a number.
func (a *address) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, (*string)(a)) == nil {
		return nil
	}
	var port int
	if err := json.Unmarshal(data, &port); err != nil {
		return err
	}
	*a = address(fmt.Sprint(port))
	return nil
}

// IsYAML says whether a word on the command line is a target file or a fleet, and not an adapter module.
func IsYAML(word string) bool {
	return slices.Contains([]string{".yaml", ".yml"}, strings.ToLower(filepath.Ext(word)))
}

// IsOfModule says whether a target file names a module that runs in the embedded engine. One that cannot be read does not,
// and its own reader says why.
func IsOfModule(file string) bool {
	data, err := config.Read(file)
	if err != nil {
		return false
	}
	f, err := parse(file, data)
	return err == nil && f.Driver.Script != ""
}

// ProfileFile is the profile of the file for whoever loads it: its name, or its file as seen from the working directory.
func (f *File) ProfileFile() string {
	if IsYAML(f.Profile) {
		return f.path(f.Profile)
	}
	return f.Profile
}

// path makes a path of the file one of the working directory; an empty one stays empty.
func (f *File) path(name string) string {
	if filepath.IsAbs(name) || name == "" {
		return name
	}
	return filepath.Join(filepath.Dir(f.name), name)
}

// program makes a program of the file one of the working directory; a name alone is looked for where programs are.
func (f *File) program(name string) string {
	if name == filepath.Base(name) {
		return name
	}
	return f.path(name)
}

// module makes a module of the file one of the working directory; nil where there is none.
func (f *File) module(name string) *engine.Source {
	if name == "" {
		return nil
	}
	source := engine.Source{Path: f.path(name)}
	source.Gate, _ = f.gate() // check has seen that there is one
	return &source
}
