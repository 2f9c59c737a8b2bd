package reports_test

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/signspec/signspec/reports"
	"github.com/signspec/signspec/reports/run"
)

// go test ./reports -update writes the golden files anew; read the difference before it is committed.
var update = flag.Bool("update", false, "write the golden files anew")

type writer = func(io.Writer, *run.Run) error

// writers are all the formats, files and console, by the ending of their golden files.
func writers() map[string]writer {
	all := map[string]writer{
		"console.txt": consoleWriter(reports.ConsoleOptions{}),
		"narrow.txt":  consoleWriter(reports.ConsoleOptions{Width: 48}),
		"verbose.txt": consoleWriter(reports.ConsoleOptions{Width: 100, Verbose: true}),
		"colour.txt":  consoleWriter(reports.ConsoleOptions{Colour: true}),
	}
	for _, format := range reports.Formats() {
		all[format.File] = format.Write
	}
	return all
}

func consoleWriter(o reports.ConsoleOptions) writer {
	return func(w io.Writer, r *run.Run) error { return reports.WriteConsole(w, r, o) }
}

func rendered(t *testing.T, write writer, r *run.Run) []byte {
	t.Helper()
	var buffer bytes.Buffer
	if err := write(&buffer, r); err != nil {
		t.Fatalf("writing: %v", err)
	}
	return buffer.Bytes()
}

func TestGoldenFiles(t *testing.T) {
	for name, r := range samples() {
		for ending, write := range writers() {
			switch ending {
			case "narrow.txt", "verbose.txt", "colour.txt": // one sample shows what an option does
				if name != "nonconformant" {
					continue
				}
			}
			t.Run(name+"/"+ending, func(t *testing.T) {
				path := filepath.Join("testdata", name+"."+ending)
				got := rendered(t, write, r)
				if *update {
					if err := os.WriteFile(path, got, 0o666); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatalf("no golden file; go test ./reports -update writes it: %v", err)
				}
				if !bytes.Equal(got, want) {
					t.Errorf("%s differs; look at the difference after go test ./reports -update\ngot:\n%s", path, got)
				}
			})
		}
	}
}

func TestEveryFormatGivesTheSameBytesForTheSameRunAndLeavesItAlone(t *testing.T) {
	for ending, write := range writers() {
		r := samples()["hostile"]
		first, second := rendered(t, write, r), rendered(t, write, r)
		if !bytes.Equal(first, second) {
			t.Errorf("%s: two renderings of one run differ", ending)
		}
		var before, after bytes.Buffer
		if err := reports.WriteJSON(&before, samples()["hostile"]); err != nil {
			t.Fatal(err)
		}
		if err := reports.WriteJSON(&after, r); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(before.Bytes(), after.Bytes()) {
			t.Errorf("%s changed the run", ending)
		}
	}
}
