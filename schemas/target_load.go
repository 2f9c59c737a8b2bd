package schemas

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/signspec/signspec/schemas/config"
)

// LoadTarget reads a target file. Mistakes in it are *ConfigError, joined where there are several. What must not be
// shown (headers, passwords in URLs) stands in none of them.
func LoadTarget(file string) (*Target, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, &ConfigError{File: file, Message: fmt.Sprintf("the file cannot be read: %v", err), Err: err}
	}
	document, err := config.Parse(file, data)
	if err != nil {
		return nil, err
	}
	t := &Target{document: document}
	t.hideWritten(document.Value)
	if err := validateDocument(document, TargetSchema); err != nil {
		return nil, t.maskError(err)
	}
	if err := document.Decode(t); err != nil {
		return nil, t.maskError(err)
	}
	return t, nil
}

// Errorf makes a *ConfigError at the value that a JSON pointer names, such as "/stage/hook", or at the nearest one
// above it.
func (t *Target) Errorf(pointer, format string, args ...any) error {
	return t.maskError(t.document.Errorf(pointer, format, args...))
}

// KeyErrorf makes a *ConfigError at the key of the value that a JSON pointer names.
func (t *Target) KeyErrorf(pointer, format string, args ...any) error {
	return t.maskError(t.document.KeyErrorf(pointer, format, args...))
}

// Mask replaces what must not be shown, wherever it stands in a text: values of variables by their ${NAME}, headers
// and passwords by their names.
func (t *Target) Mask(text string) string { return t.secrets.Text(text) }

// maskError masks every *ConfigError of an error, in place.
func (t *Target) maskError(err error) error {
	switch e := err.(type) {
	case *ConfigError:
		e.Message, e.Excerpt = t.Mask(e.Message), t.maskExcerpt(e.Excerpt)
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			_ = t.maskError(one)
		}
	}
	return err
}

// maskExcerpt masks a line of the file. The caret below it goes where what is before it has become another.
func (t *Target) maskExcerpt(excerpt string) string {
	line, caret, _ := strings.Cut(excerpt, "\n")
	masked := t.Mask(line)
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
