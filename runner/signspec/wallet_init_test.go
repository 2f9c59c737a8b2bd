package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/schemas"
)

// combinations are all answers that can be given.
func combinations() []answers {
	var all []answers
	for _, driver := range driverNames() {
		for _, where := range map[string][]string{"browser": {"", "9222", "127.0.0.1:9222", "file:///tmp/a.html"}, "script": {"", `b "ü" #1.ts`}, "exec": {"", "python3 -u 'a b.py'"}}[driver] {
			all = append(all, withStaging(defaults(driver, where))...)
		}
		all = append(all, withStaging(defaults(driver, ""))...)
	}
	return all
}

func withStaging(a answers) []answers {
	var all []answers
	for _, name := range []string{"", `Acme: "Wallet" {5} # ü`} {
		a.name = name
		if a.source == "" {
			all = append(all, a)
			continue
		}
		for _, on := range []string{onApp, onPage} {
			for _, source := range sourceOptions(a.driver) {
				a.on, a.source, a.sourceIs = on, source.name, map[string]string{"hook": "http://127.0.0.1:3000/a?b=#c", "command": `./a "$b" # c`}[source.name]
				for _, buttons := range buttonOptions(a.driver, a.source) {
					a.buttons = buttons.name
					all = append(all, a)
				}
			}
		}
	}
	return all
}

// Whatever is answered, what is written is a target file that says so.
func TestWhatInitWritesIsATargetFile(t *testing.T) {
	for i, a := range combinations() {
		t.Run(fmt.Sprintf("%d/%s/%s/%s", i, a.driver, a.source, a.buttons), func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, "wallet.yaml")
			text := targetText("wallet.yaml", a)
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if a.driver == "script" {
				if err := os.WriteFile(filepath.Join(dir, a.where), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got, err := readTargetFile(file, "", os.Getenv, func(string) {})
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if got.Subject.Name != a.name || where(got) != a.where {
				t.Errorf("it reaches %q by %q:\n%s", got.Subject.Name, where(got), text)
			}
			s := got.Target.Stage
			_, operator := got.stager.(*stage.Operator)
			if s.Hook+s.Command != a.sourceIs || (len(s.SignStr) > 0) != (a.source == "signStr") ||
				operator != (a.buttons == "operator") || (got.actions != nil) != (a.buttons == "actions") {
				t.Errorf("%+v became %+v:\n%s", a, s, text)
			}
			if n := strings.Count(text, "#"); n < 8 {
				t.Errorf("it has %d comments:\n%s", n, text)
			}
		})
	}
}

// where says what the file says of where the wallet is.
func where(f *targetFile) string {
	d := f.Driver
	switch {
	case d.Browser != nil:
		return d.Browser.URL + string(d.Browser.DevTools)
	case d.WebDriver != nil:
		return d.WebDriver.Server
	case d.Socket != nil:
		return d.Socket.Address
	}
	return d.Script + strings.Join(d.Exec, " ")
}

// nothingElse finds nothing but what a driver usually is.
func nothingElse(driver string) detected { return detected{"nothing", defaults(driver, "")} }

// asked is an interview with somebody who types the lines.
func asked(t *testing.T, driver string, lines ...string) (answers, string, error) {
	t.Helper()
	var out strings.Builder
	found := detected{"the adapter module a.adapter.ts", defaults("script", "a.adapter.ts")}
	if driver != "" {
		found = nothingElse(driver)
	}
	a, err := newInterview(t.Context(), strings.NewReader(strings.Join(lines, "\n")), &out).ask(found, driver, nothingElse)
	return a, out.String(), err
}

func TestInitAsks(t *testing.T) {
	for name, c := range map[string]struct {
		driver string
		lines  []string
		want   answers
	}{
		"enter all the way": {"", []string{"", "", "", ""}, answers{driver: "script", where: "a.adapter.ts", on: onApp}},
		"a name":            {"", []string{"script", "b.ts", "Acme", ""}, answers{driver: "script", where: "b.ts", on: onApp, name: "Acme"}},
		"another driver": {"", []string{"socket", "", "", "", "", "", ""},
			answers{driver: "socket", where: usualAddress, on: onApp, source: "hook", sourceIs: usualHook, buttons: "operator"}},
		"everything said": {"", []string{"webdriver", "https://${USER}@hub.example/wd/hub", "page", "Acme", "command", "./sign.sh", "operator", ""},
			answers{driver: "webdriver", where: "https://${USER}@hub.example/wd/hub", on: onPage, name: "Acme", source: "command", sourceIs: "./sign.sh", buttons: "operator"}},
		"a driver that was chosen": {"browser", []string{"9222", "", "page", "", ""},
			answers{driver: "browser", where: "9222", on: onApp, source: "page", buttons: "actions"}},
		"fixed strings": {"browser", []string{"", "", "signStr", "sandbox", ""},
			answers{driver: "browser", where: usualPage, on: onApp, source: "signStr", buttons: "sandbox"}},
		"the last line has no end": {"script", []string{"", "Acme"}, answers{driver: "script", where: usualModule, on: onApp, name: "Acme"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, out, err := asked(t, c.driver, c.lines...)
			if err != nil || got != c.want {
				t.Errorf("got %+v, %v, want %+v:\n%s", got, err, c.want, out)
			}
		})
	}
}

func TestInitAsksAgain(t *testing.T) {
	for name, c := range map[string]struct {
		driver      string
		lines       []string
		says        string
		want        func(answers) string
		wantsAnswer string
	}{
		"a driver that is none": {"", []string{"brwser", "browser", "", "", "", "", "", ""},
			`"brwser" is none of them; the answers are script, exec, browser, webdriver, socket; did you mean browser?`, func(a answers) string { return a.driver }, "browser"},
		"a page that is none": {"browser", []string{"http:/x y:z", "http://a/", "", "", "", "", ""}, "it takes a URL such as", func(a answers) string { return a.where }, "http://a/"},
		"a server without a scheme": {"webdriver", []string{"localhost:4723", "http://a", "", "", "", "", "", ""}, "it takes a URL such as",
			func(a answers) string { return a.where }, "http://a"},
		"an address without a port": {"socket", []string{"192.168.1.20", "192.168.1.20:1", "", "", "", "", ""}, "such as 192.168.1.20:8765",
			func(a answers) string { return a.where }, "192.168.1.20:1"},
		"a hook that is no URL": {"browser", []string{"", "", "hook", "localhost:3000", "http://b/", "", ""}, "it takes a URL such as",
			func(a answers) string { return a.sourceIs }, "http://b/"},
		"a person without sign strings": {"browser", []string{"", "", "page", "operator", "sandbox", ""},
			`"operator" is none of them; the answers are actions, sandbox`, func(a answers) string { return a.buttons }, "sandbox"},
		"actions on a device": {"socket", []string{"", "", "", "", "actions", "operator", ""}, "the answers are operator, sandbox",
			func(a answers) string { return a.buttons }, "operator"},
		"an arrow key": {"script", []string{"\x1b[A", "c.ts", "", ""}, "writes no text", func(a answers) string { return a.where }, "c.ts"},
	} {
		t.Run(name, func(t *testing.T) {
			got, out, err := asked(t, c.driver, c.lines...)
			if err != nil || c.want(got) != c.wantsAnswer || !strings.Contains(out, c.says) {
				t.Errorf("got %+v, %v; want %q and %q in\n%s", got, err, c.wantsAnswer, c.says, out)
			}
		})
	}
}

func TestInitEndsWithItsInput(t *testing.T) {
	if _, _, err := asked(t, "browser", "", "", "hook"); err == nil || !strings.Contains(err.Error(), "the input ended") {
		t.Errorf("the error is %v", err)
	}
	var out strings.Builder
	broken := io.MultiReader(strings.NewReader("\n"), iotest.ErrReader(os.ErrPermission))
	if _, err := newInterview(t.Context(), broken, &out).ask(nothingElse("script"), "script", nothingElse); err == nil {
		t.Error("an input that breaks is no error")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	silent, _ := io.Pipe()
	if _, err := newInterview(ctx, silent, &out).ask(nothingElse("script"), "script", nothingElse); err == nil || err.Error() != "interrupted" {
		t.Errorf("the error is %v", err)
	}
}

// Without a terminal nothing is asked.
func TestInitTakesWhatItFinds(t *testing.T) {
	dir := write(t, "acme.adapter.ts", "")
	e := signspec(t, dir, "wallet", "init")
	if e.status != run.ExitConformant || !strings.Contains(e.stdout, "Found: the adapter module acme.adapter.ts") {
		t.Errorf("status %d: %s%s", e.status, e.stdout, e.stderr)
	}
	target, err := schemas.LoadTarget(filepath.Join(dir, "wallet.yaml"))
	if err != nil || target.Driver.Script != "acme.adapter.ts" || target.Subject.Name != "" {
		t.Errorf("the file is %+v, %v", target, err)
	}
	if e := signspec(t, dir, "wallet", "init"); e.status != run.ExitConfiguration || !strings.Contains(e.stderr, "--force") {
		t.Errorf("writing over a file gives status %d: %s", e.status, e.stderr)
	}
	if e := signspec(t, dir, "wallet", "init", "--force", "--driver", "socket"); e.status != run.ExitConformant {
		t.Errorf("status %d: %s", e.status, e.stderr)
	}
	if target, err = schemas.LoadTarget(filepath.Join(dir, "wallet.yaml")); err != nil || target.Driver.Socket == nil {
		t.Errorf("the file is %+v, %v", target, err)
	}
	// Paths are relative to the file, not to where it was written from.
	if err := os.Mkdir(filepath.Join(dir, "conf"), 0o700); err != nil {
		t.Fatal(err)
	}
	if e := signspec(t, dir, "wallet", "init", "--out", "conf/a b.yaml"); e.status != run.ExitConformant || !strings.Contains(e.stdout, "signspec wallet 'conf/a b.yaml'") {
		t.Errorf("status %d: %s%s", e.status, e.stdout, e.stderr)
	}
	if target, err = schemas.LoadTarget(filepath.Join(dir, "conf/a b.yaml")); err != nil || target.Driver.Script != "../acme.adapter.ts" {
		t.Errorf("the file is %+v, %v", target, err)
	}
}

func TestInitSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"--driver", "webdrivr"}, "the drivers are script, exec, browser, webdriver, socket; did you mean webdriver?"},
		{[]string{"--out", "wallet.json"}, "--out wallet.json: a target file is called"},
		{[]string{"--out", "nowhere/wallet.yaml"}, "nowhere"},
		{[]string{"--drivr", "script"}, "did you mean --driver?"},
	} {
		dir := t.TempDir()
		e := signspec(t, dir, append([]string{"wallet", "init"}, c.args...)...)
		if e.status != run.ExitConfiguration || !strings.Contains(e.stderr, c.says) {
			t.Errorf("%v: status %d: %s", c.args, e.status, e.stderr)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "*.yaml")); len(left) > 0 {
			t.Errorf("%v: it wrote %v", c.args, left)
		}
	}
}
