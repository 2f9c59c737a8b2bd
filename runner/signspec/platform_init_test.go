package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/openplatform"
	"github.com/signspec/signspec/schemas"
)

// TestPlatformInitWritesAFileThatIsRead writes the file of every edition, of a platform that is started.
func TestPlatformInitWritesAFileThatIsRead(t *testing.T) {
	t.Parallel()
	for _, portal := range schemas.PortalNames() {
		dir := t.TempDir()
		made := signspec(t, dir, "platform", "init", "--base", "http://127.0.0.1:{{port}}", "--start", `./it "now"`, "--portal", portal)
		if made.status != run.ExitConformant || !strings.Contains(made.stdout, "signspec platform platform.yaml") {
			t.Fatalf("%s: exit status %d: %s%s", portal, made.status, made.stdout, made.stderr)
		}
		c, err := openplatform.Load(filepath.Join(dir, "platform.yaml"))
		if err != nil || c.Portal != portal || c.Platform.Start != `./it "now"` {
			t.Errorf("%s: it is read as %+v, %v", portal, c, err)
		}
	}
}

// TestPlatformInitNamesWhatIsToBeFilledIn checks by a file as it was written: its first example is what is missing.
func TestPlatformInitNamesWhatIsToBeFilledIn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	signspec(t, dir, "platform", "init", "--base", "https://sandbox.wallet.example")
	checked := signspec(t, dir, "platform", "platform.yaml")
	if said := unwrapped(checked.stdout) + checked.stderr; checked.status != run.ExitConfiguration || !strings.Contains(said, "merchant1.pem") {
		t.Errorf("exit status %d: %s", checked.status, said)
	}
}

func TestPlatformInitRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		arguments []string
		says      string
	}{
		{nil, "needs --base"},
		{[]string{"--base", "sandbox.wallet.example"}, `not "sandbox.wallet.example"`},
		{[]string{"--base", "http://127.0.0.1:{{port}}"}, "{{port}} goes with --start"},
		{[]string{"--base", "https://a.example", "--portal", "antm"}, "did you mean antom?"},
		{[]string{"--base", "https://a.example", "there.yaml"}, "there.yaml is there already"},
	} {
		dir := write(t, "there.yaml", "")
		made := signspec(t, dir, append([]string{"platform", "init"}, c.arguments...)...)
		if made.status != run.ExitConfiguration || !strings.Contains(made.stderr, c.says) {
			t.Errorf("%q: exit status %d, %q does not say %q", c.arguments, made.status, made.stderr, c.says)
		}
		if _, err := os.Stat(filepath.Join(dir, platformFile)); err == nil {
			t.Errorf("%q wrote a file", c.arguments)
		}
	}
}
