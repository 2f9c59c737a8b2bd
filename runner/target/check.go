package target

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/signspec/signspec/runner/files"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

// check finds what the schema cannot: files that are not there, names that nothing has, what does not go together.
// Every mistake is told with its place.
func (f *File) check() error {
	return errors.Join(f.checkProfile(), f.checkFiles(), f.checkPlaces(), f.checkStage())
}

func (f *File) checkProfile() error {
	names := schemas.ProfileNames()
	if f.Profile == "" || IsYAML(f.Profile) || slices.Contains(names, f.Profile) {
		return nil
	}
	return f.errorf("/profile", "there is no profile %q; the profiles are %s, or a YAML file of your own%s",
		f.Profile, strings.Join(names, ", "), config.DidYouMean(f.Profile, names))
}

// passage is something that stands at a place in the file, or is to be told of it.
type passage struct{ pointer, text string }

// files lists what must be there.
func (f *File) files() []passage {
	named := []passage{{"/subject/artifact", f.Subject.Artifact}, {"/driver/script", f.Driver.Script}}
	if IsYAML(f.Profile) {
		named = append(named, passage{"/profile", f.Profile})
	}
	if b := f.Driver.Browser; b != nil {
		named = append(named, passage{"/driver/browser/module", b.Module})
	}
	if w := f.Driver.WebDriver; w != nil {
		named = append(named, passage{"/driver/webdriver/ca", w.CA})
	}
	if s := f.Driver.Socket; s != nil {
		named = append(named, passage{"/driver/socket/module", s.Module})
	}
	return slices.DeleteFunc(named, func(p passage) bool { return p.text == "" })
}

func (f *File) checkFiles() error {
	gate, err := f.gate()
	if err != nil {
		return f.errorf("", "%v", err)
	}
	var wrong []error
	for _, file := range f.files() {
		about, err := os.Stat(f.path(file.text))
		if err == nil && !outlying(file.pointer) {
			_, err = gate.Check(f.path(file.text))
		}
		var refusal *files.Refusal
		switch {
		case errors.Is(err, fs.ErrNotExist):
			wrong = append(wrong, f.errorf(file.pointer, "there is no file %s; paths are relative to this file", file.text))
		case about != nil && about.IsDir():
			wrong = append(wrong, f.errorf(file.pointer, "%s is a folder, a file is required", file.text))
		case errors.As(err, &refusal):
			wrong = append(wrong, f.errorf(file.pointer, "%s: %s", file.text, refusal.Reason))
		case err != nil:
			wrong = append(wrong, f.errorf(file.pointer, "%v", err))
		case !about.Mode().IsRegular():
			wrong = append(wrong, f.errorf(file.pointer, "%s is not a regular file", file.text))
		}
	}
	return errors.Join(wrong...)
}

// outlying says whether a file may lie outside of the project: what was built, which is only digested, and the
// certificates of an authority, which are parsed as such, are never shown.
func outlying(pointer string) bool {
	return pointer == "/subject/artifact" || pointer == "/driver/webdriver/ca"
}

// gate is what the modules and the profile of the file are read through: the project that the file lies in.
func (f *File) gate() (*files.Gate, error) { return files.ForModule(filepath.Dir(f.name)) }

// checkPlaces looks at what says where something is, and how it is done there.
func (f *File) checkPlaces() error {
	var problems []passage
	if b := f.Driver.Browser; b != nil {
		problems = append(problems, passage{"/driver/browser/target/pattern", b.Target.Check()},
			passage{"/driver/browser/actionsOn/pattern", b.ActionsOn.Check()})
	}
	if w := f.Driver.WebDriver; w != nil {
		problems = append(problems, passage{"/driver/webdriver/target", w.Target.Check()},
			passage{"/driver/webdriver/actionsOn", w.ActionsOn.Check()}, passage{"/driver/webdriver/network", w.Network.Check()})
	}
	var wrong []error
	for _, p := range problems {
		if p.text != "" {
			wrong = append(wrong, f.errorf(p.pointer, "%s", p.text))
		}
	}
	return errors.Join(wrong...)
}
