package draft

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/schemas"
)

// combinations are all answers that can be given.
func combinations() []Answers {
	var all []Answers
	for _, driver := range Drivers() {
		for _, where := range map[string][]string{
			"browser": {"9222", "127.0.0.1:9222", "file:///tmp/a.html"}, "script": {`b "ü" #1.ts`}, "exec": {"python3 -u 'a b.py'"},
		}[driver] {
			all = append(all, withStaging(defaults(driver, where))...)
		}
		all = append(all, withStaging(defaults(driver, ""))...)
	}
	return all
}

func withStaging(a Answers) []Answers {
	var all []Answers
	for _, name := range []string{"", `Acme: "Wallet" {5} # ü`} {
		a.name = name
		if a.source == "" {
			all = append(all, a)
			continue
		}
		for _, on := range []string{onApp, onPage} {
			for _, source := range sourceOptions(a.driver) {
				a.on, a.source = on, source.name
				a.sourceIs = map[string]string{"hook": "http://127.0.0.1:3000/a?b=#c", "command": `./a "$b" # c`}[source.name]
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
			text := Text("wallet.yaml", a)
			if !strings.HasPrefix(text, schemas.EditorLine(schemas.TargetSchema)) {
				t.Errorf("an editor does not learn its schema:\n%s", text)
			}
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			if a.driver == "script" {
				if err := os.WriteFile(filepath.Join(dir, a.where), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got, err := target.Read(file, os.Getenv, "")
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if got.Subject.Name != a.name || where(got) != a.where {
				t.Errorf("it reaches %q by %q:\n%s", got.Subject.Name, where(got), text)
			}
			s := got.Stage
			if s.Hook+s.Command != a.sourceIs || (len(s.SignStr) > 0) != (a.source == "signStr") ||
				s.Operator != (a.buttons == "operator") || (s.Actions != nil) != (a.buttons == "actions") {
				t.Errorf("%+v became %+v:\n%s", a, s, text)
			}
			if n := strings.Count(text, "#"); n < 8 {
				t.Errorf("it has %d comments:\n%s", n, text)
			}
		})
	}
}

// where says what the file says of where the wallet is.
func where(f *target.File) string {
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
func nothingElse(driver string) Found { return Found{"nothing", defaults(driver, "")} }

// asked is an interview with somebody who types the lines.
func asked(t *testing.T, driver string, lines ...string) (Answers, string, error) {
	t.Helper()
	var out strings.Builder
	found := Found{"the adapter module a.adapter.ts", defaults("script", "a.adapter.ts")}
	if driver != "" {
		found = nothingElse(driver)
	}
	a, err := Ask(t.Context(), strings.NewReader(strings.Join(lines, "\n")), &out, found, driver, nothingElse)
	return a, out.String(), err
}

func TestInitAsks(t *testing.T) {
	for name, c := range map[string]struct {
		driver string
		lines  []string
		want   Answers
	}{
		"enter all the way": {"", []string{"", "", "", ""}, Answers{driver: "script", where: "a.adapter.ts", on: onApp}},
		"a name":            {"", []string{"script", "b.ts", "Acme", ""}, Answers{driver: "script", where: "b.ts", on: onApp, name: "Acme"}},
		"another driver": {"", []string{"socket", "", "", "", "", "", ""},
			Answers{driver: "socket", where: usualAddress, on: onApp, source: "hook", sourceIs: usualHook, buttons: "operator"}},
		"everything said": {"", []string{"webdriver", "https://${USER}@hub/", "page", "Acme", "command", "./sign.sh", "operator", ""},
			Answers{
				driver: "webdriver", where: "https://${USER}@hub/", on: onPage, name: "Acme",
				source: "command", sourceIs: "./sign.sh", buttons: "operator",
			}},
		"a driver that was chosen": {"browser", []string{"9222", "", "page", "", ""},
			Answers{driver: "browser", where: "9222", on: onApp, source: "page", buttons: "actions"}},
		"fixed strings": {"browser", []string{"", "", "signStr", "sandbox", ""},
			Answers{driver: "browser", where: usualPage, on: onApp, source: "signStr", buttons: "sandbox"}},
		"the last line has no end": {"script", []string{"", "Acme"}, Answers{driver: "script", where: usualModule, on: onApp, name: "Acme"}},
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
		want        func(Answers) string
		wantsAnswer string
	}{
		"a driver that is none": {"", []string{"brwser", "browser", "", "", "", "", "", ""},
			`"brwser" is none of them; the answers are script, exec, browser, webdriver, socket; did you mean browser?`,
			func(a Answers) string { return a.driver }, "browser"},
		"a page that is none": {"browser", []string{"http:/x y:z", "http://a/", "", "", "", "", ""}, "it takes a URL such as",
			func(a Answers) string { return a.where }, "http://a/"},
		"a server without a scheme": {"webdriver", []string{"localhost:4723", "http://a", "", "", "", "", "", ""}, "it takes a URL such as",
			func(a Answers) string { return a.where }, "http://a"},
		"an address without a port": {"socket", []string{"192.168.1.20", "192.168.1.20:1", "", "", "", "", ""}, "such as 192.168.1.20:8765",
			func(a Answers) string { return a.where }, "192.168.1.20:1"},
		"a hook that is no URL": {"browser", []string{"", "", "hook", "localhost:3000", "http://b/", "", ""}, "it takes a URL such as",
			func(a Answers) string { return a.sourceIs }, "http://b/"},
		"a person without sign strings": {"browser", []string{"", "", "page", "operator", "sandbox", ""},
			`"operator" is none of them; the answers are actions, sandbox`, func(a Answers) string { return a.buttons }, "sandbox"},
		"actions on a device": {"socket", []string{"", "", "", "", "actions", "operator", ""}, "the answers are operator, sandbox",
			func(a Answers) string { return a.buttons }, "operator"},
		"an arrow key": {"script", []string{"\x1b[A", "c.ts", "", ""}, "writes no text", func(a Answers) string { return a.where }, "c.ts"},
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
	if _, err := Ask(t.Context(), broken, &out, nothingElse("script"), "script", nothingElse); err == nil {
		t.Error("an input that breaks is no error")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	silent, _ := io.Pipe()
	if _, err := Ask(ctx, silent, &out, nothingElse("script"), "script", nothingElse); err == nil || err.Error() != "interrupted" {
		t.Errorf("the error is %v", err)
	}
}
