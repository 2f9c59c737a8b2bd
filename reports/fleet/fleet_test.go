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

// TestThePageIsMadeLikeThatOfARun shows that the page says first what became of all, names what could not be checked as such,
// without a column of its own, and links to no report that is not there.
func TestThePageIsMadeLikeThatOfARun(t *testing.T) {
	gone := member("gone", "", &run.RunError{Kind: run.Unreachable, Message: "nobody there"})
	gone.NoReport = true
	var b bytes.Buffer
	f := fleet.Fleet{Members: []fleet.Member{member("good", run.Held, nil), member("bad", run.Broken, nil), gone}}
	if err := fleet.WriteHTML(&b, f); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, part := range []string{
		`<h1 id="verdict">error</h1>`, "1 error, 1 nonconformant, 1 conformant", "1 target could not be checked: nothing is known of gone.",
		"Without a column, since they could not be checked: gone.", `<a href="bad/report.html">`, "not applicable</span>", "1 January 1970, 00:00 UTC",
	} {
		if !strings.Contains(page, part) {
			t.Errorf("the page has no %q", part)
		}
	}
	if strings.Contains(page, "gone/report.html") {
		t.Error("the page links to a report that is not there")
	}
	if n := strings.Count(page, `class="upright"`); n != 2 {
		t.Errorf("the matrix has %d columns, want one for each of the two that were checked", n)
	}
}

// TestALinkStaysAPath shows that no name of a target leads anywhere but into a folder next to the page.
func TestALinkStaysAPath(t *testing.T) {
	for name, want := range map[string]string{
		"pixel-8.a_b": "pixel-8.a_b/report.html", "a b": "a%20b/report.html", "a?b#c": "a%3Fb%23c/report.html", "50%": "50%25/report.html",
		"javascript:alert": "./javascript:alert/report.html", "//host": "/host/report.html", `a\b`: "a%5Cb/report.html",
		`"><b`: "%22%3E%3Cb/report.html",
	} {
		var b bytes.Buffer
		if err := fleet.WriteHTML(&b, fleet.Fleet{Members: []fleet.Member{member(name, run.Held, nil)}}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), `<a href="`+want+`"><bdi>`) {
			t.Errorf("%s is not linked to as %s", name, want)
		}
	}
}

// TestAFleetIsReadAsItWasWritten shows that the document gives the targets back, and reads no report outside of its folder.
func TestAFleetIsReadAsItWasWritten(t *testing.T) {
	gone := member("gone", "", &run.RunError{Kind: run.Unreachable, Message: "nobody there"})
	gone.NoReport = true
	f := fleet.Fleet{Members: []fleet.Member{member("good", run.Held, nil), gone}}
	var b bytes.Buffer
	if err := fleet.WriteJSON(&b, f); err != nil {
		t.Fatal(err)
	}
	if !fleet.IsFleet(b.Bytes()) || fleet.IsFleet([]byte(`{"targets":[],"rules":[]}`)) || fleet.IsFleet([]byte("{")) {
		t.Error("a fleet is not told from a run")
	}
	var opened []string
	read, err := fleet.Read(b.Bytes(), func(report string) (run.Masked, error) {
		opened = append(opened, report)
		return f.Members[0].Run, nil
	})
	if err != nil || strings.Join(opened, " ") != "good/report.json" || len(read.Members) != 2 || !read.Members[1].NoReport ||
		read.ExitStatus() != f.ExitStatus() || read.Verdict() != f.Verdict() {
		t.Errorf("read is %+v, %v, of %q", read, err, opened)
	}
	for _, report := range []string{"../report.json", "/etc/report.json"} {
		text := `{"schemaVersion":1,"targets":[{"name":"a","report":"` + report + `"}]}`
		if _, err := fleet.Read([]byte(text), nil); err == nil {
			t.Errorf("%s is read", report)
		}
	}
}
