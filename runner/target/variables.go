package target

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/secret"
)

// expanded lists the places of a target file in which ${NAME} is a variable of the environment: those where a secret
// would stand otherwise. "*" is any key, and "**" whatever is below.
func expanded() []string {
	return []string{
		"/driver/webdriver/server", "/driver/webdriver/headers/*", "/driver/webdriver/capabilities/**",
		"/stage/hook", "/stage/actions/*/*/type/text",
	}
}

// reference is a variable in a text, or what is meant to be one and is not.
var reference = regexp.MustCompile(`\$\{([^}]*)\}?`)

// variableName is the name of a variable as POSIX has it.
var variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// expand puts the values of variables where the file names them. getenv returns "" for a variable that is not set,
// which is a mistake: every one is told with its place. Mask hides the values from then on.
func (f *File) expand(getenv func(string) string) error {
	var wrong []*config.Error
	x := expansion{getenv: getenv, secrets: &f.secrets, fail: func(pointer, message string) {
		wrong = append(wrong, f.document.Errorf(pointer, "%s", message))
	}}
	value := x.walk("", f.document.Value)
	if err := config.Join(wrong...); err != nil {
		return f.maskError(err)
	}
	f.hideWritten(value)
	fresh := &File{name: f.name, document: f.document, secrets: f.secrets}
	expanded := config.Document{File: f.name, Value: value}
	if err := expanded.Decode(fresh); err != nil {
		return f.maskError(err)
	}
	*f = *fresh
	return nil
}

// expandCapabilities reads capabilities that do not stand in the file as those that do, and hides the values of their
// variables as well.
func (f *File) expandCapabilities(data []byte, getenv func(string) string) (w3c.Capabilities, error) {
	var value map[string]any
	if err := json.Unmarshal(data, &value); err != nil {
		return w3c.Capabilities{}, fmt.Errorf("a JSON object is required: %w", err)
	}
	var wrong []error
	x := expansion{getenv: getenv, secrets: &f.secrets, fail: func(_, message string) {
		wrong = append(wrong, errors.New(message))
	}}
	expanded, err := json.Marshal(x.walk("/driver/webdriver/capabilities", value))
	if err = errors.Join(append(wrong, err)...); err != nil {
		return w3c.Capabilities{}, err
	}
	var c w3c.Capabilities
	return c, json.Unmarshal(expanded, &c)
}

// expansion is a walk through a target file, or a part of one.
type expansion struct {
	getenv  func(string) string
	secrets *secret.Names // gets the values
	fail    func(pointer, message string)
}

// walk returns a value with its variables replaced.
func (x *expansion) walk(pointer string, value any) any {
	switch v := value.(type) {
	case map[string]any:
		fields := make(map[string]any, len(v))
		for _, key := range slices.Sorted(maps.Keys(v)) {
			fields[key] = x.walk(pointer+"/"+config.EscapePointer(key), v[key])
		}
		return fields
	case []any:
		items := make([]any, len(v))
		for i := range v {
			items[i] = x.walk(fmt.Sprintf("%s/%d", pointer, i), v[i])
		}
		return items
	case string:
		if slices.ContainsFunc(expanded(), func(pattern string) bool { return stands(pointer, pattern) }) {
			return x.text(pointer, v)
		}
	}
	return value
}

// stands says whether a pointer is one that a pattern means.
func stands(pointer, pattern string) bool {
	if above, ok := strings.CutSuffix(pattern, "/**"); ok {
		return strings.HasPrefix(pointer, above+"/")
	}
	parts, wanted := strings.Split(pointer, "/"), strings.Split(pattern, "/")
	return slices.EqualFunc(parts, wanted, func(part, want string) bool { return want == "*" || part == want })
}

// text returns a text with its variables replaced.
func (x *expansion) text(pointer, text string) string {
	return reference.ReplaceAllStringFunc(text, func(written string) string {
		name := reference.FindStringSubmatch(written)[1]
		if !variableName.MatchString(name) || !strings.HasSuffix(written, "}") {
			x.fail(pointer, written+" names no variable of the environment; write ${NAME}, of letters, digits and underscores")
			return written
		}
		value := x.getenv(name)
		if value == "" {
			x.fail(pointer, "the variable "+name+" of the environment is not set, or is empty")
			return written
		}
		x.secrets.Variable(name, value)
		return value
	})
}
