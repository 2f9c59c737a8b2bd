package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/signspec/signspec/fixtures/chromium"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/miniprogram"
	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/schemas"
)

// linkShown finds the link that listen shows.
var linkShown = regexp.MustCompile(`https?://\S+/\S{20,}/`)

// listenWith begins to listen and returns the link.
func listenWith(t *testing.T, dir string, args ...string) (*running, string) {
	t.Helper()
	r := begin(t, dir, append([]string{"listen"}, args...)...)
	r.await(t, "Waiting for a device")
	return r, linkShown.FindString(r.stderr.String())
}

// referenceFile writes the reference wallet into a folder, as wallet.js.
func referenceFile(t *testing.T) (dir string) {
	t.Helper()
	return write(t, "wallet.js", target.Reference().Text)
}

func TestListenChecksAWalletInARealBrowser(t *testing.T) {
	dir := referenceFile(t)
	r, link := listenWith(t, dir, "--plan", "thrifty", "--settle", "3s", "--quiet", "10ms", "wallet.js")
	tab := chromium.Open(t)
	if err := chromedp.Do(tab, chromedp.Navigate(link)); err != nil {
		t.Fatal(err)
	}
	e := r.end(t)
	checked := written(t, e)
	if checked.ExitStatus != run.ExitConformant || checked.Subject.Driver != "socket" || checked.Subject.Name != "Reference Wallet" {
		t.Errorf("exit status %d of %+v:\n%s\n%s", checked.ExitStatus, checked.Subject, tail(e.stdout), tail(e.stderr))
	}
	token := strings.Split(link, "/")[3]
	for _, name := range []string{"report.json", "junit.xml", "records.jsonl"} {
		text, err := os.ReadFile(filepath.Join(e.out, name))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), token) {
			t.Errorf("%s holds the token of the link", name)
		}
	}
}

func TestListenSaysWhatIsWrong(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"short": "abc", "signContract.js": "export const my = {", "taken/app.js": "App({})",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"an address that is none":       {[]string{"--address", "phone"}, "cannot listen at phone"},
		"a network of somebody else":    {[]string{"--address", "203.0.113.7:0"}, "give the address of a network of this machine"},
		"a public URL without a scheme": {[]string{"--public-url", "probe.example.com"}, "https://probe.example.com"},
		"a public URL with a path":      {[]string{"--public-url", "https://probe.example.com/x"}, "a scheme and a host"},
		"a hook that is no URL":         {[]string{"--stage-hook", "localhost:3000"}, "http://localhost:3000/stage"},
		"a hook and a command":          {[]string{"--stage-hook", "http://localhost:3000", "--stage-command", "true"}, "give one of them"},
		"an operator without a source":  {[]string{"--operator"}, "--stage-hook or --stage-command"},
		"no time to wait":               {[]string{"--wait", "0s"}, "such as 10m"},
		"a token that can be guessed":   {[]string{"--token-file", "short"}, "can be guessed"},
		"a folder with something else":  {[]string{"--write-probe", "taken"}, "holds something else than a probe"},
		"a module with a mistake":       {[]string{"signContract.js"}, "signContract.js:1:20"},
		"a module that is not there":    {[]string{"gone.js"}, "there is no such file"},
		"two modules":                   {[]string{"a.js", "b.js"}, "one module at a time"},
		"a misspelt flag":               {[]string{"--adress", "x"}, "did you mean --address?"},
	} {
		t.Run(name, func(t *testing.T) {
			e := signspec(t, dir, append([]string{"listen", "--out", t.TempDir()}, c.args...)...)
			if e.status != run.ExitConfiguration || !strings.Contains(e.stderr, c.says) {
				t.Errorf("exit status %d, it says %q; want %d and %q", e.status, e.stderr, run.ExitConfiguration, c.says)
			}
		})
	}
}

func TestListenWithoutADeviceIsUnreachable(t *testing.T) {
	e := signspec(t, t.TempDir(), "listen", "--wait", "10ms")
	r := written(t, e)
	if r.ExitStatus != run.ExitHarness || r.Error == nil || r.Error.Kind != run.Unreachable || !strings.Contains(r.Error.Message, "no device came within 10ms") {
		t.Errorf("exit status %d, %+v", r.ExitStatus, r.Error)
	}
}

func TestListenShowsWhereToGo(t *testing.T) {
	e := signspec(t, t.TempDir(), "listen", "--wait", "1ms", "--public-url", "https://probe.example.com/")
	if link := linkShown.FindString(e.stderr); !strings.HasPrefix(link, "https://probe.example.com/") || strings.Contains(link, ".com//") {
		t.Errorf("it shows the link %q", link)
	}
	if strings.Contains(e.stderr, "Only this machine") || strings.ContainsAny(e.stderr, "\x1b█") {
		t.Errorf("it says %q", e.stderr)
	}
	e = signspec(t, t.TempDir(), "listen", "--wait", "1ms")
	if link := linkShown.FindString(e.stderr); !strings.HasPrefix(link, "http://127.0.0.1:") || !strings.Contains(e.stderr, "Only this machine can reach it") {
		t.Errorf("it says %q", e.stderr)
	}
}

func TestATokenFileKeepsTheLink(t *testing.T) {
	dir := t.TempDir()
	var tokens []string
	for range 2 {
		e := signspec(t, dir, "listen", "--wait", "1ms", "--token-file", "token")
		tokens = append(tokens, strings.Split(linkShown.FindString(e.stderr), "/")[3])
	}
	if tokens[0] != tokens[1] || len(tokens[0]) < 22 {
		t.Errorf("the tokens are %q", tokens)
	}
	if info, err := os.Stat(filepath.Join(dir, "token")); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others can read the token: %v, %v", info.Mode(), err)
	}
}

// TestTheProbeIsWrittenWhole has the headless host load the mini program that was written: every file is there, and so
// is every handler that a template names.
func TestTheProbeIsWrittenWhole(t *testing.T) {
	dir := t.TempDir()
	for range 2 { // a second time over the first
		e := signspec(t, dir, "listen", "--wait", "1ms", "--write-probe", "probe")
		link := linkShown.FindString(e.stderr)
		config, err := os.ReadFile(filepath.Join(dir, "probe", "config.js"))
		if err != nil || !strings.Contains(string(config), strconv.Quote(link)) {
			t.Errorf("config.js has not the link %s: %q, %v", link, config, err)
		}
	}
	program, err := miniprogram.NewLocal(filepath.Join(dir, "signspec.yaml"), &schemas.MerchantConfig{
		Program: "probe", Open: "pages/probe/index", Profile: "documented",
	})
	if err != nil {
		t.Fatal(err)
	}
	about, err := program.Describe(t.Context())
	if err != nil || len(about.Pages) != 1 {
		t.Errorf("the mini program is described as %+v, %v", about, err)
	}
	for _, w := range about.Warnings {
		if !strings.Contains(w.Message, "my.scan") { // the host has no camera
			t.Errorf("%+v: %s", w.Place, w.Message)
		}
	}
}

func TestAQRCodeIsWholeAndFitsATerminal(t *testing.T) {
	link := "http://192.168.100.200:65535/" + strings.Repeat("x", 32) + "/"
	for _, colour := range []bool{true, false} {
		lines := strings.Split(strings.TrimSuffix(qrCode(link, colour), "\n"), "\n")
		plain := strings.NewReplacer(whiteOnBlack, "", usualColours, "").Replace(lines[0])
		width := len([]rune(plain))
		if width != 2*len(lines)-width%2 || width > 80 {
			t.Errorf("%d columns, %d lines", width, len(lines))
		}
		if border := strings.Trim(plain, "█"); border != "" { // the border is light, and what is light is drawn
			t.Errorf("the border holds %q", border)
		}
		if coloured := plain != lines[0]; coloured != colour {
			t.Errorf("it is coloured: %t, want %t", coloured, colour)
		}
	}
}
