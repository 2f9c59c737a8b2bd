package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"

	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/schemas/record"
)

// sources are the ways to come by sign strings, as the file names them.
func (f *targetFile) sources() []string {
	s := f.Target.Stage
	var given []string
	for _, source := range []struct {
		name  string
		given bool
	}{{"hook", s.Hook != ""}, {"command", s.Command != ""}, {"signStr", len(s.SignStr) > 0}} {
		if source.given {
			given = append(given, source.name)
		}
	}
	return given
}

// checkStage finds staging that does not go together, with itself or with the driver.
func (f *targetFile) checkStage() error {
	s, d, sources := f.Target.Stage, f.Driver, f.sources()
	switch {
	case (d.Script != "" || len(d.Exec) > 0) && (len(sources) > 0 || s.Operator || len(s.Actions) > 0):
		return f.KeyErrorf("/stage", "an adapter stages by itself; stage goes with browser, webdriver and socket")
	case d.Socket != nil && len(s.Actions) > 0:
		return f.KeyErrorf("/stage/actions", "a probe presses no buttons; actions go with browser and webdriver, and operator has a person press them")
	case len(sources) > 1:
		return f.KeyErrorf("/stage/"+sources[1], "sign strings come from one of hook, command and signStr, not from several")
	case s.Operator && len(sources) == 0:
		return f.KeyErrorf("/stage/operator", "a person can press buttons and not make sign strings; give hook, command or signStr beside operator")
	}
	return f.checkActions()
}

// checkActions looks at every action by itself.
func (f *targetFile) checkActions() error {
	for _, outcome := range record.Outcomes() {
		for i, action := range f.actions[outcome] {
			if problem := action.Check(); problem != "" {
				return f.Errorf(fmt.Sprintf("/stage/actions/%s/%d", outcome, i), "%s", problem)
			}
		}
	}
	return nil
}

// readActions reads the actions, nil where there are none.
func (f *targetFile) readActions() (actions map[record.Outcome][]ui.Action, err error) {
	if len(f.Target.Stage.Actions) == 0 {
		return nil, nil
	}
	if err := json.Unmarshal(f.Target.Stage.Actions, &actions); err != nil {
		return nil, f.Errorf("/stage/actions", "%v", err)
	}
	return actions, nil
}

// newStager makes what stages, as the file says; nil leaves it to the adapter or the page.
func (f *targetFile) newStager() (stage.Stager, error) {
	s := f.Target.Stage
	var source stage.Stager
	switch {
	case s.Hook != "":
		hook, err := stage.NewHTTP(s.Hook)
		if err != nil {
			return nil, f.Errorf("/stage/hook", "%v", err)
		}
		source = hook
	case s.Command != "":
		source = &stage.Command{Line: s.Command, Dir: filepath.Dir(f.file)}
	case len(s.SignStr) > 0:
		fixed := stage.Fixed{}
		for outcome, given := range s.SignStr {
			fixed[outcome] = stage.Staged{SignStr: given.SignStr, AuthState: given.AuthState}
		}
		source = fixed
	}
	if s.Operator {
		return &stage.Operator{Source: source}, nil
	}
	return source, nil
}
