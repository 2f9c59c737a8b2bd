package main

import (
	"io/fs"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
)

func TestSchemaPrintsWhatIsEmbedded(t *testing.T) {
	t.Parallel()
	want, err := fs.ReadFile(schemas.FS(), schemas.TargetSchema)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"target", schemas.TargetSchema} {
		if e := signspec(t, t.TempDir(), "schema", name); e.status != 0 || e.stdout != string(want) || e.stderr != "" {
			t.Errorf("schema %s: exit status %d, standard error %q, and it is not the file", name, e.status, e.stderr)
		}
	}
}

func TestSchemaListsAll(t *testing.T) {
	t.Parallel()
	e := signspec(t, t.TempDir(), "schema")
	for _, part := range []string{"  target      wallet.yaml: How a wallet is reached", "  signspec    signspec.yaml: How a merchant's mini program", "  report "} {
		if e.status != 0 || !strings.Contains(e.stdout, part) {
			t.Errorf("exit status %d, want 0 and %q in\n%s", e.status, part, e.stdout)
		}
	}
}

func TestSchemaUnknown(t *testing.T) {
	t.Parallel()
	e := signspec(t, t.TempDir(), "schema", "targt")
	if want := "did you mean target?"; e.status != run.ExitConfiguration || !strings.Contains(e.stderr, want) || e.stdout != "" {
		t.Errorf("exit status %d, want %d and %q in %q", e.status, run.ExitConfiguration, want, e.stderr)
	}
}
