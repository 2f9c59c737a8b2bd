package stage_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

// hook serves a hook that answers with a status and a text.
func hook(t *testing.T, status int, text string) *stage.HTTP {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		io.WriteString(w, text)
	}))
	t.Cleanup(server.Close)
	h, err := stage.NewHTTP(server.URL + "/stage")
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// command prints a text and ends with a status.
func command(t *testing.T, status int, text string) *stage.Command {
	t.Helper()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("this needs sh, which Git for Windows brings along")
	}
	return &stage.Command{Line: fmt.Sprintf("cat >/dev/null; printf '%%s' '%s'; echo 'no key' >&2; exit %d", text, status)}
}

func TestWhatIsAnswered(t *testing.T) {
	for name, c := range map[string]struct {
		answer             string
		signStr, untested  string
		wrong              string
		status, exitStatus int
	}{
		"a sign string":        {answer: `{"signStr":"https://w.example/?a=%41"}`, signStr: "https://w.example/?a=%41"},
		"null":                 {answer: `null`, untested: "returned null for outcome cancel"},
		"why not":              {answer: `{"untested":"the sandbox cannot cancel"}`, untested: "the sandbox cannot cancel"},
		"a blank string":       {answer: `{"signStr":" "}`, wrong: "no signStr that is not blank"},
		"no string":            {answer: `{}`, wrong: "no signStr that is not blank"},
		"null for a string":    {answer: `{"signStr":null}`, wrong: "no signStr that is not blank"},
		"a number":             {answer: `{"signStr":5}`, wrong: `answered "{\"signStr\":5}"`},
		"another name":         {answer: `{"authUrl":"https://w.example"}`, wrong: `it must be {"signStr": "..."}`},
		"no JSON":              {answer: `https://w.example`, wrong: `it must be {"signStr": "..."}`},
		"nothing":              {answer: ``, wrong: `it must be {"signStr": "..."}`},
		"far too much":         {answer: `{"signStr":"` + strings.Repeat("x", 70_000) + `"}`, wrong: "than 65536 bytes"},
		"a secret":             {answer: `{"authCode":"0123456789abcdef0123456789abcdef"}`, wrong: "<masked string of 32>"},
		"a failure of its own": {answer: `{"signStr":"x"}`, status: http.StatusInternalServerError, exitStatus: 3, wrong: "cancel"},
	} {
		stagers := map[string]func(*testing.T) stage.Stager{
			"hook": func(t *testing.T) stage.Stager {
				if c.status == 0 {
					return hook(t, http.StatusOK, c.answer)
				}
				return hook(t, c.status, c.answer)
			},
			"command": func(t *testing.T) stage.Stager { return command(t, c.exitStatus, c.answer) },
		}
		for kind, open := range stagers {
			t.Run(kind+"/"+name, func(t *testing.T) {
				staged, err := open(t).Stage(t.Context(), record.Stage{Outcome: record.Cancel})
				var wrong *config.Error
				switch {
				case c.wrong != "" && (!errors.As(err, &wrong) || !strings.Contains(err.Error(), c.wrong)):
					t.Errorf("the error is %v, want one of configuration about %q", err, c.wrong)
				case c.wrong == "" && err != nil:
					t.Errorf("the error is %v", err)
				case staged.SignStr != c.signStr || !strings.Contains(staged.Untested, c.untested) || (staged.Untested == "") != (c.untested == ""):
					t.Errorf("got %+v", staged)
				}
			})
		}
	}
}

// wish is what a hook and a command are given.
var wish = record.Stage{Outcome: record.Approve, AuthState: `state "quoted" é`, SignStr: "https://w.example/?long"}

func TestAHookIsToldTheWish(t *testing.T) {
	got := make(chan record.Stage, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var told record.Stage
		if err := json.NewDecoder(r.Body).Decode(&told); err != nil || r.Method != http.MethodPost ||
			r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("it is asked with %s %s: %v", r.Method, r.Header, err)
		}
		got <- told
		w.WriteHeader(http.StatusNoContent)
	}))
	defer server.Close()
	staged, err := (&stage.HTTP{URL: server.URL}).Stage(t.Context(), wish)
	if err != nil || staged.Untested == "" {
		t.Errorf("got %+v, %v", staged, err)
	}
	if told := <-got; told != wish {
		t.Errorf("it was told %+v", told)
	}
}

func TestACommandIsToldTheWish(t *testing.T) {
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("this needs Python (apt-get install -y python3)")
	}
	line := `python3 -c 'import json,sys; w=json.load(sys.stdin); print(json.dumps({"signStr": ` +
		`w["outcome"]+"|"+w["authState"]+"|"+w["signStr"]}))'`
	staged, err := (&stage.Command{Line: line}).Stage(t.Context(), wish)
	if want := "approve|" + wish.AuthState + "|" + wish.SignStr; err != nil || staged.SignStr != want {
		t.Errorf("got %+v, %v", staged, err)
	}
}

func TestWhatCannotBeAsked(t *testing.T) {
	var wrong *config.Error
	for _, text := range []string{"", "stage", "ftp://w.example/stage", "http://", "localhost:3000/stage"} {
		if _, err := stage.NewHTTP(text); !errors.As(err, &wrong) {
			t.Errorf("%q is taken for a hook: %v", text, err)
		}
	}
	gone := httptest.NewServer(nil)
	gone.Close()
	if _, err := (&stage.HTTP{URL: gone.URL}).Stage(t.Context(), wish); !errors.As(err, &wrong) || !strings.Contains(err.Error(), gone.URL) {
		t.Errorf("a hook that is not there: %v", err)
	}
	if _, err := command(t, 3, "").Stage(t.Context(), wish); !errors.As(err, &wrong) || !strings.Contains(err.Error(), "no key") {
		t.Errorf("a command that fails: %v", err)
	}
}

func TestBeingCancelledIsNobodysMistake(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, s := range []stage.Stager{hook(t, http.StatusOK, "null"), command(t, 0, "null")} {
		if _, err := s.Stage(ctx, wish); !errors.Is(err, context.Canceled) {
			t.Errorf("%T: %v", s, err)
		}
	}
}

func TestAnOperatorIsToldWhatTheOutcomeTakes(t *testing.T) {
	seen := map[string]record.Outcome{}
	for _, outcome := range record.Outcomes() {
		o := &stage.Operator{Source: hook(t, http.StatusOK, `{"signStr":"s"}`)}
		staged, err := o.Stage(t.Context(), record.Stage{Outcome: outcome})
		if err != nil || staged.SignStr != "s" || staged.Instruction == "" {
			t.Errorf("%s: %+v, %v", outcome, staged, err)
		}
		if other, ok := seen[staged.Instruction]; ok {
			t.Errorf("%s and %s have the same instruction", outcome, other)
		}
		seen[staged.Instruction] = outcome
	}
	staged, err := (&stage.Operator{Source: hook(t, http.StatusOK, `null`)}).Stage(t.Context(), wish)
	if err != nil || staged.Untested == "" || staged.Instruction != "" {
		t.Errorf("what cannot be staged: %+v, %v", staged, err)
	}
}

func TestWhatStateASignStringCarries(t *testing.T) {
	wish := record.Stage{Outcome: record.Approve, AuthState: "wished"}
	for name, c := range map[string]struct {
		stager stage.Stager
		want   string
	}{
		"the one that was asked for":      {hook(t, http.StatusOK, `{"signStr":"s"}`), "wished"},
		"another one":                     {hook(t, http.StatusOK, `{"signStr":"s","authState":"own"}`), "own"},
		"one that nobody knows":           {hook(t, http.StatusOK, `{"signStr":"s","authState":""}`), ""},
		"one that was given beforehand":   {stage.Fixed{record.Approve: {SignStr: "s", AuthState: "fixed"}}, "fixed"},
		"a string that was given without": {stage.Fixed{record.Approve: {SignStr: "s"}}, ""},
		"what a person is to confirm":     {&stage.Operator{Source: stage.Fixed{record.Approve: {SignStr: "s", AuthState: "fixed"}}}, "fixed"},
	} {
		staged, err := c.stager.Stage(t.Context(), wish)
		if err != nil || staged.SignStr != "s" || staged.AuthState != c.want {
			t.Errorf("%s: %+v, %v, want the state %q", name, staged, err, c.want)
		}
	}
}

// A hook may send on to another path, and not to another host: what is asked there is asked in this machine's name.
func TestAHookIsNotFollowedElsewhere(t *testing.T) {
	asked := false
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked = true
		io.WriteString(w, `{"signStr":"stolen"}`)
	}))
	defer other.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/elsewhere":
			http.Redirect(w, r, other.URL+"/metadata", http.StatusTemporaryRedirect)
		case "/here":
			http.Redirect(w, r, "/there", http.StatusTemporaryRedirect)
		default:
			io.WriteString(w, `{"signStr":"own"}`)
		}
	}))
	defer server.Close()
	_, err := (&stage.HTTP{URL: server.URL + "/elsewhere"}).Stage(t.Context(), wish)
	var wrong *config.Error
	if !errors.As(err, &wrong) || !strings.Contains(err.Error(), "it redirects to another host, ") || asked {
		t.Errorf("got %v; the other host was asked: %t", err, asked)
	}
	if staged, err := (&stage.HTTP{URL: server.URL + "/here"}).Stage(t.Context(), wish); err != nil || staged.SignStr != "own" {
		t.Errorf("another path: %+v, %v", staged, err)
	}
}
