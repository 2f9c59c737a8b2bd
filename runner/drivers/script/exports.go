package script

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf16"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/engine"
)

// maxName bounds the name and the version that a wallet gives itself, in UTF-16 units: they stand in every report.
const maxName = 200

// exports is what an adapter module exports.
type exports struct {
	name, version string
	my            engine.Value
	stage         engine.Value
	opened        engine.Value // undefined where it is not exported
}

// readExports finds the exports by their names, or in the object that is the default export. What is missing is an
// error for the vendor, except my.signContract, which is the wallet's. A *engine.Stopped says that reading them did
// not end.
func readExports(vm *engine.VM, file string, module engine.Value) (found exports, err error) {
	failed := vm.Do(func() { found, err = findExports(file, module) })
	var thrown *engine.Thrown
	if errors.As(failed, &thrown) {
		return exports{}, withStack(configuration("reading what %s exports threw %s", file, thrown.Message), thrown.Frames)
	}
	if failed != nil {
		return exports{}, failed
	}
	return found, err
}

func findExports(file string, module engine.Value) (exports, error) {
	get := func(name string) engine.Value {
		if value := module.Get(name); !value.IsNullish() {
			return value
		}
		if standard := module.Get("default"); standard.IsObject() {
			return standard.Get(name)
		}
		return engine.Undefined()
	}
	found := exports{name: baseName(file), my: get("my"), stage: get("stage")}
	const needs = "an adapter exports my (the code under test), stage (a function that arranges an outcome) " +
		"and, if it likes, wallet and opened"
	if !found.my.IsObject() {
		return exports{}, configuration("%s exports no my%s; %s", file, instead(found.my, module), needs)
	}
	if !found.stage.IsFunction() {
		return exports{}, configuration("%s exports no function stage%s; %s", file, instead(found.stage, module), needs)
	}
	if opened := get("opened"); !opened.IsNullish() {
		if !opened.IsFunction() {
			return exports{}, configuration(
				"%s exports opened, which is not a function; it returns the strings that the authorisation page was opened with",
				file,
			)
		}
		found.opened = opened
	}
	if about := get("wallet"); about.IsObject() {
		if name := text(about.Get("name")); name != "" {
			found.name = name
		}
		found.version = text(about.Get("version"))
	}
	return found, nil
}

// instead says what the module has in place of what it lacks.
func instead(value, module engine.Value) string {
	if !value.IsNullish() {
		return " but something else of that name"
	}
	names := module.Keys()
	if len(names) == 0 {
		return ", nor anything else"
	}
	return " (it exports " + strings.Join(names[:min(len(names), 10)], ", ") + ")"
}

// text reads a string, or another primitive value, that a wallet says of itself.
func text(value engine.Value) string {
	if value.IsNullish() || value.IsObject() || value.IsSymbol() {
		return ""
	}
	units := utf16.Encode([]rune(value.String()))
	return strings.TrimSpace(string(utf16.Decode(units[:min(len(units), maxName)])))
}

// baseName is the name of a wallet that has none: its file, without what only says what kind of file it is.
func baseName(file string) string {
	name := filepath.Base(file)
	name = strings.TrimSuffix(name, filepath.Ext(name))
	return strings.TrimSuffix(name, ".adapter")
}

// configuration makes an error that ends the command with status 2.
func configuration(format string, args ...any) *protocol.Error {
	return &protocol.Error{Code: protocol.CodeConfiguration, Message: fmt.Sprintf(format, args...)}
}
