package target

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/runner/drivers/webdriver/webdrivertest"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/wallet"
)

// TestMain is the child that runs modules as well.
func TestMain(m *testing.M) {
	if script.IsChild(os.Args) {
		os.Exit(script.Child(os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

func options() Options { return Options{Profile: schemas.Documented(), Plan: wallet.Full} }

// inFolder makes a folder with files, and goes there.
func inFolder(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheReferenceWalletIsEmbedded(t *testing.T) {
	w, err := Module("", options())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close(t.Context())
	if w.Subject.Driver != "script" || w.Subject.Source != "the embedded reference wallet" || len(w.Subject.SHA256) != 64 {
		t.Errorf("the subject is %+v", w.Subject)
	}
	if d, err := w.Describe(t.Context()); err != nil || d.Name != "Reference Wallet" {
		t.Errorf("it is described as %+v, %v", d, err)
	}
}

func TestAModuleWithAMistakeIsAConfigurationError(t *testing.T) {
	inFolder(t, map[string]string{"a.js": "export const my = {"})
	for _, path := range []string{"a.js", "gone.js"} {
		var wrong *config.Error
		if _, err := Module(path, options()); !errors.As(err, &wrong) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s gives a %T: %v", path, err, err)
		}
	}
}

func TestAFileNamesTheWallet(t *testing.T) {
	inFolder(t, map[string]string{
		"wallet.js": Reference().Text, "app.apk": "what ships",
		"wallet.yaml": "subject: { name: Acme, version: 5.2.0, artifact: app.apk }\ndriver: { script: wallet.js }\n",
	})
	f, err := Read("wallet.yaml", os.Getenv, "")
	if err != nil {
		t.Fatal(err)
	}
	w, err := f.Open(options())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close(t.Context())
	sum := sha256.Sum256([]byte("what ships"))
	want := run.Subject{
		Kind: run.Wallet, Name: "Acme", Version: "5.2.0", Driver: "script", Source: "wallet.yaml", SHA256: hex.EncodeToString(sum[:]),
	}
	if w.Subject != want {
		t.Errorf("the subject is %+v", w.Subject)
	}
	if d, err := w.Describe(t.Context()); err != nil || d.Name != "Acme" || d.Version != "5.2.0" {
		t.Errorf("it is described as %+v, %v", d, err)
	}
}

// What a file hides stays hidden in what the wallet says while it is checked.
func TestAWalletIsMasked(t *testing.T) {
	grid := webdrivertest.New(t, webdrivertest.Options{})
	gone := strings.Replace(grid.Address(), "http://", "http://joe:s3cret-word@", 1) + "/gone-from-here"
	inFolder(t, map[string]string{"wallet.yaml": "driver: { webdriver: { server: \"" + gone + "\" } }\n"})
	f, err := Read("wallet.yaml", os.Getenv, "")
	if err != nil {
		t.Fatal(err)
	}
	w, err := f.Open(options())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close(t.Context())
	if _, err := w.Describe(t.Context()); err == nil || strings.Contains(err.Error(), "s3cret-word") {
		t.Errorf("the error is %v", err)
	}
	if text := w.Mask("with s3cret-word"); text != "with <password>" {
		t.Errorf("it is shown as %q", text)
	}
}

// Nothing that is wrapped in a masked error is shown either, and it is still known what it is.
func TestAMaskedErrorShowsNothingOfItsCauses(t *testing.T) {
	mask := func(text string) string { return strings.ReplaceAll(text, "s3cret", "<password>") }
	err := hideError(errors.Join(&config.Error{File: "f", Line: 1, Message: "s3cret", Excerpt: "1 | s3cret"}, errors.New("and s3cret")), mask)
	for _, text := range []string{err.Error(), config.Detail(err), config.Detail(fmt.Errorf("closing: %w", err))} {
		if strings.Contains(text, "s3cret") || !strings.Contains(text, "<password>") {
			t.Errorf("it shows %q", text)
		}
	}
	if !errors.As(err, new(*config.Error)) {
		t.Error("it is not known as an error of configuration")
	}
}

func TestADeviceIsListenedFor(t *testing.T) {
	inFolder(t, nil)
	var link string
	o := options()
	o.Link = func(shown string, _ time.Duration) { link = shown }
	d := UsualDevice()
	d.TokenFile, d.WriteProbe = "token", "probe"
	w, err := d.Open(Stage{}, o)
	if err != nil {
		t.Fatal(err)
	}
	if answer, err := http.Get(link); err != nil || answer.StatusCode != http.StatusOK {
		t.Errorf("%s answers %v, %v", link, answer, err)
	} else {
		answer.Body.Close()
	}
	text, err := os.ReadFile(filepath.Join("probe", "config.js"))
	if err != nil || !strings.Contains(string(text), link) {
		t.Errorf("the probe has not the link %s: %s, %v", link, text, err)
	}
	if err := w.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := http.Get(link); err == nil {
		t.Errorf("%s still answers", link)
	}
}
