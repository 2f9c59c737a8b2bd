package main

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/signspec/signspec/runner/drivers/browser/devtools"
	"github.com/signspec/signspec/runner/drivers/webdriver"
	"github.com/signspec/signspec/schemas"
)

// check finds what the schema cannot: files that are not there, names that nothing has, what does not go together.
// Every mistake is told with its place.
func (f *targetFile) check() error {
	return errors.Join(f.checkProfile(), f.checkFiles(), f.checkPlaces(), f.checkStage())
}

func (f *targetFile) checkProfile() error {
	names := schemas.ProfileNames()
	if f.Profile == "" || isYAML(f.Profile) || slices.Contains(names, f.Profile) {
		return nil
	}
	return f.Errorf("/profile", "there is no profile %q; the profiles are %s, or a YAML file of your own%s",
		f.Profile, strings.Join(names, ", "), didYouMean(f.Profile, names))
}

// said is something that the file says at a place in it.
type said struct{ pointer, text string }

// files lists what must be there.
func (f *targetFile) files() []said {
	named := []said{{"/subject/artifact", f.Subject.Artifact}, {"/driver/script", f.Driver.Script}}
	if isYAML(f.Profile) {
		named = append(named, said{"/profile", f.Profile})
	}
	if b := f.Driver.Browser; b != nil {
		named = append(named, said{"/driver/browser/module", b.Module})
	}
	if w := f.Driver.WebDriver; w != nil {
		named = append(named, said{"/driver/webdriver/ca", w.CA})
	}
	if s := f.Driver.Socket; s != nil {
		named = append(named, said{"/driver/socket/module", s.Module})
	}
	return slices.DeleteFunc(named, func(s said) bool { return s.text == "" })
}

func (f *targetFile) checkFiles() error {
	var wrong []error
	for _, file := range f.files() {
		about, err := os.Stat(f.path(file.text))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			wrong = append(wrong, f.Errorf(file.pointer, "there is no file %s; paths are relative to this file", file.text))
		case err != nil:
			wrong = append(wrong, f.Errorf(file.pointer, "%v", err))
		case about.IsDir():
			wrong = append(wrong, f.Errorf(file.pointer, "%s is a folder, a file is required", file.text))
		}
	}
	return errors.Join(wrong...)
}

// checkPlaces looks at what says where something is, and how it is done there.
func (f *targetFile) checkPlaces() error {
	var problems []said
	if b := f.Driver.Browser; b != nil {
		problems = append(problems, said{"/driver/browser/target/pattern", devtools.Choice(b.Target).Check()},
			said{"/driver/browser/actionsOn/pattern", devtools.Choice(b.ActionsOn).Check()})
	}
	if w := f.Driver.WebDriver; w != nil {
		problems = append(problems, said{"/driver/webdriver/target", webdriver.Place(w.Target).Check()},
			said{"/driver/webdriver/actionsOn", webdriver.Place(w.ActionsOn).Check()}, said{"/driver/webdriver/network", f.network().Check()})
	}
	var wrong []error
	for _, p := range problems {
		if p.text != "" {
			wrong = append(wrong, f.Errorf(p.pointer, "%s", p.text))
		}
	}
	return errors.Join(wrong...)
}
