package miniprogram

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/files"
	"github.com/signspec/signspec/runner/miniprogram/host"
	"github.com/signspec/signspec/runner/miniprogram/project"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

// job is what the child is asked to run.
type job struct {
	Project  *project.Project        `json:"project"`
	Contract host.Contract           `json:"contract"`
	Open     string                  `json:"open"`
	Query    schemas.Query           `json:"query,omitempty"`
	Start    []schemas.Step          `json:"start"`
	Stubs    map[string]schemas.Stub `json:"stubs,omitempty"`
	Storage  map[string]any          `json:"storage,omitempty"`
	Server   played                  `json:"server"`
	Clock    time.Time               `json:"clock"`
	// Memory is in bytes, Limit, of the real time of a scenario, in nanoseconds.
	Memory int64         `json:"memory"`
	Limit  time.Duration `json:"limit"`
}

// played says how the merchant's server is played: exactly one of its fields is set, besides File.
type played struct {
	File   string          `json:"file"` // the configuration, for messages
	Routes []schemas.Route `json:"routes"`
	Proxy  bool            `json:"proxy,omitempty"`
	Staged bool            `json:"staged,omitempty"` // the platform behind the proxy is staged
	Module *engine.Bundle  `json:"module,omitempty"`
}

// newJob loads the program of a configuration. The error is a *config.Error, or one of package schemas, where
// the program or the configuration is at fault.
func newJob(options Options, read reader) (*job, error) {
	config, folder := options.Config, filepath.Dir(options.File)
	if config.Server.Started && options.Fetch == nil {
		return nil, startedElsewhere(options.File)
	}
	found, err := read(ofConfig(folder, config.Program, config.Server.Module))
	if err != nil {
		return nil, asConfig(err)
	}
	loaded := found.Project
	profile, err := LoadProfile(options.File, config.Profile)
	if err != nil {
		return nil, err
	}
	j := &job{
		Project: loaded, Contract: host.ContractOf(profile),
		Open: strings.Trim(
			config.Open,
			"/",
		), Query: config.Query, Start: config.Start, Stubs: config.Stubs, Storage: config.Storage, Clock: time.Now(),
		Server: played{
			File: options.File, Routes: config.Server.Routes, Proxy: config.Server.Proxy != "" || options.Fetch != nil, Staged: options.Fetch != nil,
		},
		Memory: options.Limits.Memory, Limit: options.Limits.Scenario,
	}
	if !slices.Contains(loaded.Pages, j.Open) {
		return nil, noSuchPage(options.File, j.Open, loaded.Pages)
	}
	j.Server.Module = found.Module
	if j.Server.Proxy {
		j.Limit += proxyTime
	}
	return j, nil
}

// beside returns the path of a file that is named relative to a folder.
func beside(folder, name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(folder, filepath.FromSlash(name))
}

// LoadProfile loads the profile that a configuration names: by its name, or from a file beside the configuration.
func LoadProfile(configFile, name string) (*schemas.Profile, error) {
	folder := filepath.Dir(configFile)
	if slices.Contains(schemas.ProfileNames(), name) {
		return schemas.LoadProfile(name)
	}
	if err := passes(folder, name); err != nil {
		return nil, err
	}
	profile, err := schemas.LoadProfile(beside(folder, name))
	var unknown *schemas.UnknownProfile
	if errors.As(err, &unknown) {
		return nil, &schemas.UnknownProfile{Name: name}
	}
	return profile, err
}

// passes has the gate look at a file that a configuration in folder names, if there is such a file.
func passes(folder, name string) error {
	gate, err := files.NewGate(files.Around(folder, name))
	if err != nil {
		return asConfig(err)
	}
	if _, err = gate.Check(beside(folder, name)); errors.Is(err, fs.ErrNotExist) {
		return nil // who reads it words that
	}
	return asConfig(err)
}

func startedElsewhere(file string) error {
	return &config.Error{Message: file + ": server.start: only the command \"signspec merchant\" starts servers"}
}

func noSuchPage(file, open string, pages []string) error {
	message := fmt.Sprintf("%s: app.json lists no page %q; the pages are %s", file, open, strings.Join(pages, ", "))
	message += config.DidYouMean(open, pages)
	return &config.Error{Message: message}
}

// asConfig makes a mistake in the program's source one of the configuration: the command ends with status 2.
func asConfig(err error) error {
	var source *engine.SourceError
	if errors.As(err, &source) {
		return &config.Error{Message: source.Error()}
	}
	var refusal *files.Refusal
	if errors.As(err, &refusal) {
		return &config.Error{Message: refusal.Error()}
	}
	return err
}
