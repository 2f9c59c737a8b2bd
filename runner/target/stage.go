package target

import (
	"fmt"
	"path/filepath"

	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/schemas/record"
)

// Stage says how outcomes are arranged; all zero leaves it to the adapter or the page.
type Stage struct {
	// Hook, Command and SignStr are the ways to come by sign strings, of which one is given; see package stage.
	Hook    string      `json:"hook"`
	Command string      `json:"command"`
	SignStr stage.Fixed `json:"signStr"`
	// Operator says that a person authorises.
	Operator bool `json:"operator"`
	// Actions are what is done on the authorisation page, by outcome; nil where there is none to do.
	Actions map[record.Outcome][]ui.Action `json:"actions"`
}

// sources are the ways to come by sign strings that are given, as a file names them.
func (s Stage) sources() []string {
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

// stager makes what stages; nil leaves it to the adapter or the page. A command starts in the folder. The error is a
// *FieldError.
func (s Stage) stager(dir string) (stage.Stager, error) {
	var source stage.Stager
	switch {
	case s.Hook != "":
		hook, err := stage.NewHTTP(s.Hook)
		if err != nil {
			return nil, &FieldError{"hook", err}
		}
		source = hook
	case s.Command != "":
		source = &stage.Command{Line: s.Command, Dir: dir}
	case len(s.SignStr) > 0:
		source = s.SignStr
	}
	if s.Operator {
		return &stage.Operator{Source: source}, nil
	}
	return source, nil
}

// stager makes what stages, as the file says.
func (f *File) stager() (stage.Stager, error) {
	stager, err := f.Stage.stager(filepath.Dir(f.name))
	return stager, f.fieldError("/stage", err)
}

// checkStage finds staging that does not go together, with itself or with the driver.
func (f *File) checkStage() error {
	s, d, sources := f.Stage, f.Driver, f.Stage.sources()
	switch {
	case (d.Script != "" || len(d.Exec) > 0) && (len(sources) > 0 || s.Operator || s.Actions != nil):
		return f.keyErrorf("/stage", "an adapter stages by itself; stage goes with browser, webdriver and socket")
	case d.Socket != nil && s.Actions != nil:
		return f.keyErrorf("/stage/actions",
			"a probe presses no buttons; actions go with browser and webdriver, and operator has a person press them")
	case len(sources) > 1:
		return f.keyErrorf("/stage/"+sources[1], "sign strings come from one of hook, command and signStr, not from several")
	case s.Operator && len(sources) == 0:
		return f.keyErrorf("/stage/operator",
			"a person can press buttons and not make sign strings; give hook, command or signStr beside operator")
	}
	if err := f.checkActions(); err != nil {
		return err
	}
	_, err := f.stager()
	return err
}

// checkActions looks at every action by itself.
func (f *File) checkActions() error {
	for _, outcome := range record.Outcomes() {
		for i, action := range f.Stage.Actions[outcome] {
			if problem := action.Check(); problem != "" {
				return f.errorf(fmt.Sprintf("/stage/actions/%s/%d", outcome, i), "%s", problem)
			}
		}
	}
	return nil
}
