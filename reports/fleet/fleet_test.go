package fleet_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/reports/fleet"
	"github.com/signspec/signspec/reports/run"
)

func member(name string, status run.Status, problem *run.RunError) fleet.Member {
	r := &run.Run{Subject: run.Subject{Kind: run.Wallet, Name: "Acme <script>alert(1)</script>\x1b[31m"}, StartedAt: time.Unix(0, 0),
		Error: problem}
	if problem == nil {
		rule := run.Rule{ID: "settles", Level: run.Must, Group: "callbacks", Status: status, Scenarios: []string{"cancel/fail"}}
		if status == run.Broken {
			rule.Findings = []run.Finding{{Scenario: "cancel/fail", Expected: "e", Observed: "o"}}
		}
		r.Rules = []run.Rule{rule}
	}
	r.Conclude()
	return fleet.Member{Name: name, Run: run.Mask(r), Folder: name}
}

func TestExitStatus(t *testing.T) {
	good, bad := member("good", run.Held, nil), member("bad", run.Broken, nil)
	open := member("open", run.NotTested, nil)
	down := member("down", "", &run.RunError{Kind: run.Unreachable, Message: "down"})
	wrong := member("wrong", "", &run.RunError{Kind: run.Configuration, Message: "typo"})
	for _, c := range []struct {
		members []fleet.Member
		want    int
	}{
		{nil, 4}, {[]fleet.Member{good}, 0}, {[]fleet.Member{good, open}, 4}, {[]fleet.Member{open, bad, good}, 1},
		{[]fleet.Member{bad, down}, 3}, {[]fleet.Member{down, wrong, bad}, 2},
	} {
		if got := (fleet.Fleet{Members: c.members}).ExitStatus(); got != c.want {
			t.Errorf("%d members end with %d, want %d", len(c.members), got, c.want)
		}
	}
}

func TestEveryFormatShowsEveryTarget(t *testing.T) {
	f := fleet.Fleet{Members: []fleet.Member{
		member("pixel-8", run.Held, nil), member("old.phone", run.Broken, nil),
		member("gone", "", &run.RunError{Kind: run.Unreachable, Message: "nobody <b>there"}),
	}}
	var text, html, junit, object bytes.Buffer
	for _, err := range []error{fleet.WriteText(&text, f), fleet.WriteHTML(&html, f), fleet.WriteJUnit(&junit, f),
		fleet.WriteJSON(&object, f)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, output := range map[string]string{"text": text.String(), "html": html.String(), "junit": junit.String(),
		"json": object.String()} {
		for _, m := range f.Members {
			if !strings.Contains(output, m.Name) && !strings.Contains(output, strings.ReplaceAll(m.Name, ".", "-")) {
				t.Errorf("%s does not show %s", name, m.Name)
			}
		}
		if strings.Contains(output, "<script>") || strings.Contains(output, "\x1b[31m") {
			t.Errorf("%s lets a target's text act", name)
		}
	}
	var parsed struct {
		XMLName  xml.Name `xml:"testsuites"`
		Failures int      `xml:"failures,attr"`
		Errors   int      `xml:"errors,attr"`
		Suites   []struct {
			Cases []struct {
				Class string `xml:"classname,attr"`
				Name  string `xml:"name,attr"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(junit.Bytes(), &parsed); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, suite := range parsed.Suites {
		for _, c := range suite.Cases {
			if key := c.Class + " " + c.Name; seen[key] {
				t.Errorf("%s is there twice", key)
			} else {
				seen[key] = true
			}
		}
	}
	if len(parsed.Suites) != 3 || parsed.Failures != 1 || parsed.Errors != 1 ||
		!seen["signspec.wallet.old-phone.callbacks settles cancel/fail"] {
		t.Errorf("the suites are %+v", parsed)
	}
	var document map[string]any
	if err := json.Unmarshal(object.Bytes(), &document); err != nil || document["exitStatus"] != 3.0 {
		t.Errorf("the JSON is %v, %v", document, err)
	}
}
