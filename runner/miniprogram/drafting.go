package miniprogram

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/signspec/signspec/runner/miniprogram/draft"
	"github.com/signspec/signspec/runner/miniprogram/host"
	"github.com/signspec/signspec/runner/miniprogram/project"
	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/schemas"
)

// Draft explores the mini program of a folder and writes the signspec.yaml that it needs, to stand in that folder; where
// a build wrote the program to a folder below, it names that one. Of the options, Config and File do not matter. The
// error is a *config.Error where the program is at fault.
func Draft(ctx context.Context, folder string, options Options) (*draft.Draft, error) {
	options.Limits = withDefaults(options.Limits)
	options.Config = &schemas.MerchantConfig{}
	options.File = filepath.Join(folder, ConfigFile)
	program := "."
	if output := project.Output(folder); output != "" {
		program = output
	}
	p := startProgram(options, func() (*job, error) { return draftJob(filepath.Join(folder, filepath.FromSlash(program)), options) })
	defer p.Close()
	j, err := p.job()
	if err != nil {
		return nil, err
	}
	profiles, err := allProfiles()
	if err != nil {
		return nil, err
	}
	d, err := draft.Make(ctx, explorer{p}, draft.Program{
		Folder: program, Pages: j.Project.Pages, Profiles: profiles, Script: j.Project.Bundle.Script,
		Notes: slices.Concat(j.Project.Missing(), j.Project.WebNotes()), Progress: options.Progress,
	})
	if err != nil {
		return nil, fmt.Errorf("exploring %s: %w", j.Project.Name, err)
	}
	return d, nil
}

// draftJob loads a program of which nothing is known.
func draftJob(folder string, options Options) (*job, error) {
	found, err := inChild(options)(reading{Root: folder, Program: folder})
	if err != nil {
		return nil, asConfig(err)
	}
	loaded := found.Project
	profiles, err := allProfiles()
	if err != nil {
		return nil, err
	}
	return &job{
		Project: loaded, Contract: host.ContractOf(guessProfile(profiles, loaded.Bundle.Script)), Open: loaded.Pages[0], Clock: time.Now(),
		Server: played{File: options.File}, Memory: options.Limits.Memory, Limit: options.Limits.Scenario,
	}, nil
}

// explorer has the child explore. A run that crashed the child has shown nothing; after some crashes that is told.
type explorer struct{ program *Program }

func (e explorer) Explore(ctx context.Context, what draft.Exploration) (draft.Explored, error) {
	p := e.program
	p.mu.Lock()
	defer p.mu.Unlock()
	a, err := p.ask(ctx, question{Explore: &what})
	var crash *sandbox.Crash
	if errors.As(err, &crash) {
		p.worker.Count(crash.Reason)
		if p.worker.Over() == "" {
			return draft.Explored{}, nil
		}
		return draft.Explored{}, &draft.Over{Reason: what.Open + ": " + crash.Reason}
	}
	if err != nil {
		return draft.Explored{}, err
	}
	if a.Explored == nil {
		return draft.Explored{}, errors.New("the engine's process did not say what it saw")
	}
	return *a.Explored, nil
}

func allProfiles() ([]*schemas.Profile, error) {
	var profiles []*schemas.Profile
	for _, name := range schemas.ProfileNames() {
		profile, err := schemas.LoadProfile(name)
		if err != nil {
			return nil, err
		}
		profiles = append(profiles, profile)
	}
	return profiles, nil
}

// guessProfile returns the first profile whose entry point has a name of its own that the program writes; otherwise
// the default. Those that share the name are told apart by how it is called.
func guessProfile(profiles []*schemas.Profile, script string) *schemas.Profile {
	standard := profiles[0]
	for _, profile := range profiles {
		if profile.Entry.Name != standard.Entry.Name && strings.Contains(script, profile.Entry.Name) {
			return profile
		}
	}
	return standard
}
