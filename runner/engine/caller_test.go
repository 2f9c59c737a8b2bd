package engine_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/signspec/signspec/runner/engine"
)

// bundled bundles files of a folder, whose entry is main.ts, with names relative to that folder.
func bundled(t *testing.T, files map[string]string, plugins ...api.Plugin) *engine.Bundle {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	bundle, err := engine.NewBundle(engine.Source{Path: filepath.Join(dir, "main.ts"), Names: dir, Plugins: plugins})
	if err != nil {
		t.Fatal(err)
	}
	return bundle
}

// A native function sees who has called it, through the built-ins in between.
func TestCallers(t *testing.T) {
	bundle := bundled(t, map[string]string{
		"main.ts":  "import { each } from './lib/x'\n\nexport function run(): void {\n  each(() => note())\n}\ndeclare const note: () => void\nrun()",
		"lib/x.ts": "export const each = (f: () => void) => [1].forEach(f)",
	})
	program, err := bundle.Compile()
	if err != nil {
		t.Fatal(err)
	}
	vm := engine.New(engine.Options{})
	var seen []string
	vm.Global().Method("note", 0, func(engine.FunctionCall) (engine.Value, error) {
		for _, f := range vm.Callers() {
			seen = append(seen, fmt.Sprintf("%s:%d", f.File, f.Line))
		}
		return engine.Undefined(), nil
	})
	if _, err := vm.Load(program); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(seen, " "), "main.ts:4 lib/x.ts:1 main.ts:4 main.ts:7"; got != want {
		t.Errorf("callers %s, want %s", got, want)
	}
}

func TestPositions(t *testing.T) {
	bundle := bundled(t, map[string]string{"main.ts": "const a: number = 1\nexport default 'here'.length + a"})
	at := strings.Index(bundle.Script, `"here"`)
	if frame, ok := bundle.Positions()(at); !ok || frame.File != "main.ts" || frame.Line != 2 || frame.Column != 16 {
		t.Errorf("found %+v, %t", frame, ok)
	}
	if frame, ok := bundle.Positions()(0); ok {
		t.Errorf("what the bundler wrote comes from %+v", frame)
	}
}

func TestPluginsFindModules(t *testing.T) {
	virtual := api.Plugin{Name: "test", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: "^/made-up$"}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "made-up", Namespace: "test"}, nil
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "test"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			text := "export default 42"
			return api.OnLoadResult{Contents: &text}, nil
		})
	}}
	bundle := bundled(t, map[string]string{"main.ts": "export { default } from '/made-up'"}, virtual)
	program, err := bundle.Compile()
	if err != nil {
		t.Fatal(err)
	}
	exports, err := engine.New(engine.Options{}).Load(program)
	if err != nil || exports.Get("default").Integer() != 42 {
		t.Errorf("%v, %v", exports, err)
	}
}

func TestThrownOfAnException(t *testing.T) {
	vm := engine.New(engine.Options{})
	bundle := bundled(t, map[string]string{"main.ts": "export default () => {\n  throw new TypeError('x')\n}"})
	program, err := bundle.Compile()
	if err != nil {
		t.Fatal(err)
	}
	exports, err := vm.Load(program)
	if err != nil {
		t.Fatal(err)
	}
	_, err = vm.Call(exports.Get("default"), engine.Undefined())
	var thrown *engine.Thrown
	if !errors.As(err, &thrown) || thrown.Error() != "TypeError: x, at main.ts:2:9" {
		t.Errorf("got %v", err)
	}
}
