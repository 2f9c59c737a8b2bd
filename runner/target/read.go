package target

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

// Read reads a target file, puts the variables of the environment in, and sees that what it names is there. getenv
// returns "" for a variable that is not set. capabilities is a JSON object that is added to those of the file's webdriver;
// empty adds none. Every mistake is a *config.Error, joined where there are several; what must not be shown (variables,
// headers, passwords in URLs) stands in none of them.
func Read(file string, getenv func(string) string, capabilities string) (*File, error) {
	data, err := config.Read(file)
	if err != nil {
		return nil, err
	}
	f, err := parse(file, data)
	if err != nil {
		return nil, err
	}
	if err := f.prepare(getenv, capabilities); err != nil {
		return nil, err
	}
	return f, nil
}

// prepare puts the variables in, adds capabilities, and sees that what the file names is there.
func (f *File) prepare(getenv func(string) string, capabilities string) error {
	if err := f.expand(getenv); err != nil {
		return err
	}
	if err := f.addCapabilities(capabilities, getenv); err != nil {
		return err
	}
	return f.check()
}

// parse reads the content of a target file; its variables are left as they are written.
func parse(file string, data []byte) (*File, error) {
	document, err := config.Parse(file, data)
	if err != nil {
		return nil, err
	}
	f := &File{name: file, document: document}
	f.hideWritten(document.Value)
	if err := schemas.ValidateDocument(document, schemas.TargetSchema); err != nil {
		return nil, f.maskError(err)
	}
	if err := document.Decode(f); err != nil {
		return nil, f.maskError(err)
	}
	return f, nil
}

// addCapabilities adds those of the flag to those of the file.
func (f *File) addCapabilities(text string, getenv func(string) string) error {
	if text == "" {
		return nil
	}
	w := f.Driver.WebDriver
	if w == nil {
		return config.Errorf("--capabilities goes with a target file whose driver is webdriver; that of %s is another", f.name)
	}
	added, err := f.expandCapabilities([]byte(text), getenv)
	if err != nil {
		return config.Errorf("--capabilities: %v", err)
	}
	w.Capabilities = w.Capabilities.With(added)
	return nil
}

// errorf makes a *config.Error at the value that a JSON pointer names, such as "/stage/hook", or at the nearest one
// above it.
func (f *File) errorf(pointer, format string, args ...any) error {
	return f.maskError(f.document.Errorf(pointer, format, args...))
}

// keyErrorf makes a *config.Error at the key of the value that a JSON pointer names.
func (f *File) keyErrorf(pointer, format string, args ...any) error {
	return f.maskError(f.document.KeyErrorf(pointer, format, args...))
}

// fieldError places a *FieldError below a JSON pointer; any other error stays as it is.
func (f *File) fieldError(pointer string, err error) error {
	var field *FieldError
	if errors.As(err, &field) {
		return f.errorf(pointer+"/"+field.Field, "%v", field.Err)
	}
	return err
}

// Mask replaces what must not be shown, wherever it stands in a text: values of variables by their ${NAME}, headers
// and passwords by their names.
func (f *File) Mask(text string) string { return f.secrets.Text(text) }

// maskError masks every *config.Error of an error, in place.
func (f *File) maskError(err error) error {
	var one *config.Error
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		for _, each := range several.Unwrap() {
			_ = f.maskError(each)
		}
	} else if errors.As(err, &one) {
		one.Message, one.Excerpt = f.Mask(one.Message), f.maskExcerpt(one.Excerpt)
	}
	return err
}

// maskExcerpt masks a line of the file. The caret below it goes where what is before it has become another.
func (f *File) maskExcerpt(excerpt string) string {
	line, caret, _ := strings.Cut(excerpt, "\n")
	masked := f.Mask(line)
	before := max(utf8.RuneCountInString(caret)-1, 0)
	if caret == "" || !slices.Equal(firstRunes(line, before), firstRunes(masked, before)) {
		return masked
	}
	return masked + "\n" + caret
}

func firstRunes(text string, n int) []rune {
	runes := []rune(text)
	return runes[:min(n, len(runes))]
}
