package replay_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/drivers/replay"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

const (
	availability = `{"id":"availability#1","scenario":"availability","api":"my","args":{"$type":"undefined"},"callbacks":[],"events":[{"at":0,"type":"return","args":[{"entry":{"$type":"function"},"sdkVersion":"2.7.20","canIUse":true,"time":"virtual","blind":["opened"]}]}],"end":"settled"}`
	approved     = `{"id":"approve/all-callbacks#1","scenario":"approve/all-callbacks","api":"my.signContract","args":{},"callbacks":["success","fail","complete"],"stage":{"outcome":"approve","authState":"old"},"events":[{"at":0,"type":"return","args":[{"$type":"undefined"}]},{"at":5,"type":"success","args":[{"authCode":{"$masked":{"length":32,"hmac":"0000000000000000000000000000000000000000000000000000000000000000"}}}]}],"end":"settled"}`
	recovered1   = `{"id":"recover/cancel#1","scenario":"recover/cancel","api":"my.signContract","args":{},"callbacks":["fail"],"stage":{"outcome":"cancel"},"events":[],"end":"idle"}`
	recovered2   = `{"id":"recover/cancel#2","scenario":"recover/cancel","api":"my.signContract","args":{},"callbacks":["fail"],"stage":{"outcome":"approve"},"events":[],"end":"idle"}`
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func lines(records ...string) string { return strings.Join(records, "\n") + "\n" }

func report(records ...string) string {
	return `{
  "schemaVersion": 1,
  "tool": {"name": "signspec", "version": "0.1.0"},
  "subject": {"kind": "wallet", "name": "Acme Wallet", "version": "5.2.0", "driver": "script"},
  "profile": "documented",
  "plan": "thrifty",
  "rules": [{"id": "settles"}],
  "records": [
    ` + strings.Join(records, ",\n    ") + `
  ]
}
`
}

func open(t *testing.T, name, text string) *replay.Replay {
	t.Helper()
	r, err := replay.Open(write(t, name, text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestDescription(t *testing.T) {
	for name, text := range map[string]string{"report.json": report(availability, approved), "records.jsonl": lines(availability, approved)} {
		r := open(t, name, text)
		d, err := r.Describe(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if d.Entry.Kind() != record.Function || d.SDKVersion.String() != `"2.7.20"` || d.CanIUse.String() != "true" || d.Time != "virtual" ||
			!slices.Equal(d.Blind, []string{"opened"}) {
			t.Errorf("%s: %+v", name, d)
		}
		if want := map[string]string{"report.json": "Acme Wallet 5.2.0", "records.jsonl": "records.jsonl "}[name]; d.Name+" "+d.Version != want {
			t.Errorf("%s: named %q %q", name, d.Name, d.Version)
		}
	}
	if h := open(t, "report.json", report(approved)).Header; h.Profile != "documented" || h.Plan != "thrifty" || h.Subject.Driver != "script" {
		t.Errorf("header %+v", h)
	}
}

func TestDescriptionOfRecordsFromElsewhere(t *testing.T) {
	d, err := open(t, "r.jsonl", lines(approved)).Describe(t.Context())
	if err != nil || d.Entry.Kind() != record.Function || d.SDKVersion != nil || d.CanIUse != nil ||
		!slices.Equal(d.Blind, []string{"opened"}) {
		t.Errorf("%+v, %v", d, err)
	}
	d, _ = open(t, "r.jsonl", lines(recovered1)).Describe(t.Context())
	if d.Entry.Kind() != record.Undefined {
		t.Errorf("entry %v of calls that never returned", d.Entry)
	}
	saw := strings.Replace(approved, `"events":[`, `"events":[{"at":0,"type":"opened","args":["https://sign"]},`, 1)
	if d, _ = open(t, "r.jsonl", lines(saw)).Describe(t.Context()); d.Blind != nil {
		t.Errorf("blind for %q", d.Blind)
	}
}

func TestPerform(t *testing.T) {
	call := func(id string, outcome record.Outcome, callbacks ...string) wallet.Call {
		return wallet.Call{ID: id, Stage: &record.Stage{Outcome: outcome, AuthState: "new"}, Args: record.Fields(nil), Callbacks: callbacks}
	}
	approve := call("approve/all-callbacks#1", record.Approve, "complete", "success", "fail")
	recover1, recover2 := call("recover/cancel#1", record.Cancel, "fail"), call("recover/cancel#2", record.Approve, "fail")
	crashed := strings.Replace(recovered1, `"idle"`, `"crashed"`, 1)
	for name, c := range map[string]struct {
		file     string
		scenario wallet.Scenario
		ids      []string
		untested string
	}{
		"one call": {lines(availability, approved), wallet.Scenario{Name: "approve/all-callbacks", Calls: []wallet.Call{approve}},
			[]string{"approve/all-callbacks#1"}, ""},
		"in a report": {report(availability, approved),
			wallet.Scenario{Name: "approve/all-callbacks", Calls: []wallet.Call{approve}}, []string{"approve/all-callbacks#1"}, ""},
		"in another order": {lines(recovered2, approved, recovered1),
			wallet.Scenario{Name: "recover/cancel", Calls: []wallet.Call{recover1, recover2}}, []string{"recover/cancel#1", "recover/cancel#2"}, ""},
		"not there": {lines(approved), wallet.Scenario{Name: "recover/cancel", Calls: []wallet.Call{recover1, recover2}}, nil,
			"not in the file"},
		"in part": {lines(recovered2), wallet.Scenario{Name: "recover/cancel", Calls: []wallet.Call{recover1, recover2}}, nil,
			"the file holds 1 of the 2 calls"},
		"up to a crash": {lines(crashed), wallet.Scenario{Name: "recover/cancel", Calls: []wallet.Call{recover1, recover2}},
			[]string{"recover/cancel#1"}, ""},
		"another outcome": {lines(recovered1),
			wallet.Scenario{Name: "recover/cancel", Calls: []wallet.Call{call("recover/cancel#1", record.Network, "fail")}}, nil,
			"record recover/cancel#1 of the file is of another plan: it staged cancel, the plan stages network"},
		"nothing staged": {lines(recovered1), wallet.Scenario{Name: "recover/cancel", Calls: []wallet.Call{{ID: "recover/cancel#1"}}},
			nil, "record recover/cancel#1 of the file is of another plan: one stages an outcome, the other does not"},
		"other callbacks": {lines(recovered1),
			wallet.Scenario{Name: "recover/cancel", Calls: []wallet.Call{call("recover/cancel#1", record.Cancel, "success")}}, nil,
			`record recover/cancel#1 of the file is of another plan: it passed the callbacks ["fail"], the plan passes ["success"]`},
		"throwing callbacks": {lines(recovered1),
			wallet.Scenario{Name: "recover/cancel",
				Calls: []wallet.Call{func() wallet.Call { c := recover1; c.Throws = []string{"fail"}; return c }()}}, nil,
			`record recover/cancel#1 of the file is of another plan: the callbacks [] threw in it, in the plan ["fail"] throw`},
		"frozen options": {lines(recovered1),
			wallet.Scenario{Name: "recover/cancel", Calls: []wallet.Call{func() wallet.Call { c := recover1; c.Frozen = true; return c }()}},
			nil, `record recover/cancel#1 of the file is of another plan: one freezes the options, the other does not`},
	} {
		p, err := open(t, "file", c.file).Perform(t.Context(), c.scenario)
		var ids []string
		for _, r := range p.Records {
			ids = append(ids, r.ID)
		}
		if err != nil || p.Untested != c.untested || !slices.Equal(ids, c.ids) {
			t.Errorf("%s: %q, untested %q, %v", name, ids, p.Untested, err)
		}
	}
}

func TestMaskedRecordsStayMasked(t *testing.T) {
	r := open(t, "r.jsonl", lines(approved)).Records()[0]
	code, _ := r.Events[1].Arg().Field("authCode")
	if !code.IsMasked() || code.Length() != 32 {
		t.Errorf("code %v", code)
	}
}

func TestFilesThatAreNotRecords(t *testing.T) {
	whole := report(availability, approved)
	for name, c := range map[string]struct{ text, want string }{
		"empty":          {"", "file: the file is empty"},
		"blank":          {" \n\n", "file: the file is empty"},
		"another format": {"<testsuites/>", "file:1:1: this is not JSON: invalid character '<' looking for beginning of value"},
		"a list":         {" [1]", "file:1:2: this is JSON, but not the JSON that signspec writes"},
		"a word":         {`"text"`, "file:1:1: this is JSON, but not the JSON that signspec writes"},
		"foreign JSON": {`{"name": "left-pad", "version": "1.0.0"}`,
			`file:1:1: this is neither a report.json, which has a "schemaVersion", nor a file of records, each of which has an "id"`},
		"cut off at once":      {`{"na`, "file:1:5: the file ends in the middle; it may have been cut off"},
		"a report, cut off":    {`{"schemaVersion": 1, "tool": {"na`, "file:1:34: the file ends in the middle; it may have been cut off"},
		"a report, cut in two": {whole[:len(whole)/2], "the file ends in the middle; it may have been cut off"},
		"a later report": {`{"schemaVersion": 99, "records": []}`,
			"file:1:19: the report has schemaVersion 99; this version of signspec reads 1"},
		"an odd report":          {`{"schemaVersion": "1"}`, `file:1:19: "schemaVersion" is not as a report.json has it`},
		"a report without calls": {`{"schemaVersion": 1, "records": []}`, "file: there is no record in the file"},
		"records of no list":     {`{"schemaVersion": 1, "records": {}}`, `file:1:33: "records" is not a list`},
		"a bad record":           {report(availability, `{"id":"x"}`), `file:10:5: this is not a record: it has no "scenario"`},
		"a misspelt record": {report(availability, strings.Replace(approved, `"stage"`, `"stages"`, 1)),
			`file:10:148: a record has no field "stages"`},
		"a bad record on many lines": {report(availability, strings.Replace(approved, `"end":`, "\n \"end\":\n  7, \"x\":", 1)),
			`file:12:3: "end" is a JSON number, where a string belongs`},
		"a stray word": {strings.Replace(whole, `"rules"`, `oops "rules"`, 1), `file:7:3: this is not JSON: invalid character 'o'`},
		"a record twice": {lines(approved, availability, approved),
			"file:3:1: record approve/all-callbacks#1 is in the file twice, first at 1:1"},
		"a record twice in one": {report(approved, approved),
			"file:10:5: record approve/all-callbacks#1 is in the file twice, first at 9:5"},
		"lines, cut off": {approved + "\n" + `{"id":"a#1","scenario":"a"`,
			"file:2:27: the text ends in the middle of a record; it may have been cut off"},
		"a foreign line":       {approved + "\n" + `{"level":"info"}` + "\n", `file:2:2: a record has no field "level"`},
		"a foreign first line": {`{"level":"info"}` + "\n", "file:1:1: this is neither"},
	} {
		file := write(t, "file", c.text)
		_, err := replay.Open(file)
		var wrong *config.Error
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), file+":") {
			t.Errorf("%s:\n got %v\nwant %s", name, err, c.want)
		}
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for file, want := range map[string]string{
		filepath.Join(t.TempDir(), "gone.json"): "gone.json: the file cannot be read: no such file or directory",
		t.TempDir():                             ": the file cannot be read: is a directory",
	} {
		_, err := replay.Open(file)
		var wrong *config.Error
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
