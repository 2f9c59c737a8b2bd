package project

import (
	"encoding/json"
	"errors"
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/files"
)

// document is a JSON file whose content is an object.
type document struct {
	name    string // as the user sees it
	source  string
	content map[string]json.RawMessage
}

// emptyFile is what is said of a file without content.
const emptyFile = "the file is empty; the least that it holds is {}"

// readJSON reads a file. Both results are nil where there is none.
func readJSON(gate *files.Gate, file, name string) (*document, *engine.Problem) {
	data, err := gate.Read(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &engine.Problem{File: name, Message: "the file cannot be read: " + err.Error()}
	}
	d := &document{name: name, source: strings.TrimPrefix(string(data), "\ufeff")}
	err = json.Unmarshal([]byte(d.source), &d.content)
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case err == nil:
		return d, nil
	case errors.As(err, &syntax) && strings.TrimSpace(d.source) == "":
		return nil, &engine.Problem{File: name, Message: emptyFile}
	case errors.As(err, &syntax):
		return nil, d.at(int(syntax.Offset)-1, "this is not JSON: "+syntax.Error())
	case errors.As(err, &wrong):
		return nil, d.at(int(wrong.Offset)-1, "an object belongs here, not a JSON "+wrong.Value)
	}
	return nil, &engine.Problem{File: name, Message: err.Error()}
}

// at makes a problem at an offset of the file.
func (d *document) at(offset int, message string) *engine.Problem {
	offset = min(max(offset, 0), len(d.source))
	begin := strings.LastIndexByte(d.source[:offset], '\n') + 1
	line, _, _ := strings.Cut(d.source[begin:], "\n")
	return &engine.Problem{
		File: d.name, Line: strings.Count(d.source[:offset], "\n") + 1, Column: utf8.RuneCountInString(d.source[begin:offset]) + 1,
		Source: strings.TrimRight(line, "\r"), Message: message,
	}
}

// atText makes a problem at the first place where a string stands, or at the file.
func (d *document) atText(text, message string) engine.Problem {
	quoted, err := json.Marshal(text)
	if err == nil {
		if offset := strings.Index(d.source, string(quoted)); offset >= 0 {
			return *d.at(offset, message)
		}
	}
	return engine.Problem{File: d.name, Message: message}
}

// into decodes a member, where it is there and of the right type.
func (d *document) into(name string, target any) bool {
	raw, ok := d.content[name]
	return ok && json.Unmarshal(raw, target) == nil
}

func (d *document) text(name string) string {
	var text string
	d.into(name, &text)
	return text
}
