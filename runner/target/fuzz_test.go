package target

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/signspec/signspec/schemas/config"
)

// allConfiguration says whether an error is nothing but errors of configuration, which have all been told.
func allConfiguration(err error) bool {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range several.Unwrap() {
			if !allConfiguration(one) {
				return false
			}
		}
		return true
	}
	var one *config.Error
	return errors.As(err, &one)
}

// Whatever stands in a target file, it is read, or refused by errors of configuration.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("../../schemas/targets/*.yaml")
	if err != nil || len(files) == 0 {
		f.Fatalf("there are no examples: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text, "")
	}
	f.Add([]byte(cloud), `{"firstMatch":[{"a":"${TOKEN}"}]}`)
	f.Add([]byte("driver: { browser: { devtools: 9222.5, ready: 1h1h } }\n"+
		"stage: { signStr: { approve: { signStr: x } }, actions: {} }\n"), "{}")
	f.Add([]byte("driver: { socket: { wait: 999999h, publicUrl: \"https://%41:x\" } }\nsubject: { artifact: \"\\0\" }\n"), "")
	f.Add([]byte("driver: { exec: [\"\"] }\nprofile: .YAML\ntiming: { settle: 999999h999999h999999h }\n"), "[]")
	f.Fuzz(func(t *testing.T, data []byte, capabilities string) {
		file, err := parse("wallet.yaml", data)
		if err == nil {
			err = file.prepare(cloudEnvironment, capabilities)
		}
		if err != nil && !allConfiguration(err) {
			t.Fatalf("%q gives a %T: %v", data, err, err)
		}
		if err != nil {
			_ = config.Detail(err)
		}
	})
}

// Whatever stands in a fleet file, it is read, or refused by errors of configuration.
func FuzzReadFleet(f *testing.F) {
	for _, seed := range []string{
		"targets:\n  - { name: a, target: a.yaml, args: [--strict], capabilities: { b: { c: 1 } } }\n",
		"targets: [{ name: a, target: b }, { name: a, target: c }]\njobs: 3\n",
		"jobs: 1e300\ntargets: []\n", "targets: { name: a }\n", "jobs: 2.0\ntargets: [&a { name: a, target: b }, *a]\n",
		"jobs: 99999999999999999999\ntargets: [{ name: a, target: b }]\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		fleet, err := parseFleet("fleet.yaml", data)
		if err != nil && !allConfiguration(err) {
			t.Fatalf("%q gives a %T: %v", data, err, err)
		}
		if err == nil && len(fleet.Members) == 0 {
			t.Fatalf("%q is a fleet without members", data)
		}
	})
}
