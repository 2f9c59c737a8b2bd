package host_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/miniprogram/host"
	"github.com/signspec/signspec/runner/miniprogram/project"
	"github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
)

// program is a mini program of a test: its files by name. What every program has is there unless it is named: app.js,
// app.json with the page pages/index/index, and that page's template.
type program map[string]string

// index is the path of the page that tests open, without an extension.
const index = "pages/index/index"

func (files program) write(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	whole := program{
		"app.js":        "App({})",
		"app.json":      `{ "pages": ["pages/index/index"] }`,
		index + ".js":   "Page({})",
		index + ".axml": "<view/>",
	}
	for name, text := range files {
		whole[name] = text
	}
	for name, text := range whole {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// staged is how a test runs a program; the zero value fires the handler "start" once, the person approves, and the
// server gives {"url": signStr} for POST /prepare and accepts POST /result.
type staged struct {
	start    []schemas.Step
	query    schemas.Query
	stubs    map[string]schemas.Stub
	storage  map[string]any
	routes   []schemas.Route
	profile  string
	scenario func(*merchant.Scenario)
}

var clock = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

const signStr, authCode, authState = "https://wallet.test/sign?a=1", "code-canary", "state-canary"

func (files program) host(t testing.TB, s staged) *host.Host {
	t.Helper()
	loaded, err := project.Load(files.write(t))
	if err != nil {
		t.Fatal(err)
	}
	routes := append(s.routes,
		schemas.Route{Role: "prepare", Request: "POST /prepare", Reply: map[string]any{"url": "{signStr}"}},
		schemas.Route{Role: "result", Request: "POST /result", Accept: map[string]any{"ok": true}, Reject: map[string]any{"ok": false}},
		schemas.Route{Role: "status", Request: "GET /status", Reply: map[string]any{"state": "PENDING"}})
	played, err := server.NewRoutes("signspec.yaml", routes)
	if err != nil {
		t.Fatal(err)
	}
	profile := schemas.Documented()
	if s.profile != "" {
		if profile, err = schemas.LoadProfile(s.profile); err != nil {
			t.Fatal(err)
		}
	}
	if s.start == nil {
		s.start = []schemas.Step{{Fire: "start"}}
	}
	h, err := host.New(host.Options{
		Project: loaded, Contract: host.ContractOf(profile), Open: index, Query: s.query, Start: s.start, Stubs: s.stubs, Storage: s.storage, Server: played, Clock: clock,
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// perform performs the scenario and fails the test where the host does.
func (files program) perform(t testing.TB, s staged) events {
	t.Helper()
	performance, err := files.try(t, s)
	if err != nil {
		t.Fatal(err)
	}
	return performance.Record.Events
}

func (files program) try(t testing.TB, s staged) (merchant.Performance, error) {
	t.Helper()
	scenario := scenario()
	if s.scenario != nil {
		s.scenario(&scenario)
	}
	return files.host(t, s).Perform(scenario)
}

// scenario is one in which everything is as it should be.
func scenario() merchant.Scenario {
	return merchant.Scenario{
		Name: "test", Wallet: merchant.Wallet{
			Answers: []merchant.Answer{{How: merchant.Plain, Outcome: record.Approve}}, AuthState: authState, AuthCode: authCode, SignStr: signStr,
		},
		Server: merchant.Server{Prepare: merchant.Answers, Result: merchant.Accepts, Status: merchant.Answers},
		Flow:   merchant.Flow{Starts: 1, Yes: 1, GapMs: 10_000, HorizonMs: 300_000},
	}
}

// events are what was recorded, with ways to look at it.
type events []record.Event

// logged returns what the program printed: its way to tell a test what it saw.
func (e events) logged() []string {
	var lines []string
	for _, one := range e {
		if one.Type == record.Logged {
			lines = append(lines, text(one, "text"))
		}
	}
	return lines
}

// lines returns the events of the types, each as "type field field": the text of the fields, or what they show.
func (e events) lines(types map[record.EventType][]string) []string {
	var lines []string
	for _, one := range e {
		fields, wanted := types[one.Type]
		if !wanted {
			continue
		}
		parts := []string{string(one.Type)}
		for _, name := range fields {
			if field, ok := one.Arg().Field(name); ok {
				parts = append(parts, shown(field))
			}
		}
		lines = append(lines, strings.Join(parts, " "))
	}
	return lines
}

func (e events) of(t record.EventType) events {
	return slices.DeleteFunc(slices.Clone(e), func(one record.Event) bool { return one.Type != t })
}

func text(e record.Event, name string) string {
	field, _ := e.Arg().Field(name)
	return shown(field)
}

func shown(v record.Value) string {
	if s, ok := v.Str(); ok {
		return s
	}
	return v.String()
}

func place(e record.Event) string {
	if e.Place == nil {
		return ""
	}
	return fmt.Sprintf("%s:%d", e.Place.File, e.Place.Line)
}

func equal(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// page makes a program of one page with these members.
func page(members string) program { return program{index + ".js": "Page({\n" + members + "\n})"} }
