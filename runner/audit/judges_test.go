package audit

import (
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/production"
)

const (
	oneDigest  = `"hmac":"0000000000000000000000000000000000000000000000000000000000000001"`
	succeeded  = `{"authState":{"$masked":{"length":36,` + oneDigest + `}},"authCode":{"$masked":{"length":32,` + oneDigest + `}}}`
	cancelled  = `{"error":"6001","errMessage":"no"}`
	allPassed  = `["success","fail","complete"]`
	usualArgs  = `{"signStr":{"$masked":{"length":1198,` + oneDigest + `}}}`
	returned   = `{"at":0,"type":"return","args":[{"$type":"undefined"}]}`
	noArgument = `{"$type":"undefined"}`
)

// line is a production record of these events, each `type argument`.
func line(args, callbacks, end string, events ...string) string {
	text := `{"production":1,"id":"a","time":"2026-11-03T12:00:00.000Z","api":"my.signContract","args":` + args +
		`,"callbacks":` + callbacks + `,"events":[` + returned
	for _, e := range events {
		name, argument, _ := strings.Cut(e, " ")
		text += `,{"at":9,"type":"` + name + `","args":[` + argument + `]}`
	}
	return text + `],"end":"` + end + `"}`
}

// called is the record of a call with these options that ended with these events.
func called(args string, events ...string) string { return line(args, allPassed, "settled", events...) }

// ended is the record of a usual call that ended with these events.
func ended(events ...string) string { return called(usualArgs, events...) }

// A call of production is judged by the rules that it alone can show, and breaks the one that its fault is about.
func TestWhatACallBreaks(t *testing.T) {
	long := strings.Replace(succeeded, "32", "33", 1)
	for name, c := range map[string]struct{ line, profile, breaks string }{
		"a success":               {line: ended("success "+succeeded, "complete "+succeeded)},
		"a failure":               {line: ended("fail "+cancelled, "complete "+cancelled)},
		"a refused parameter":     {line: called(`{}`, "fail "+cancelled, "complete "+cancelled)},
		"only complete passed":    {line: line(usualArgs, `["complete"]`, "settled", "complete "+succeeded)},
		"only success passed":     {line: line(usualArgs, `["success"]`, "deadline")},
		"nothing came":            {line: line(usualArgs, allPassed, "deadline"), breaks: "settles"},
		"only complete came":      {line: ended("complete "), breaks: "settles"},
		"no complete":             {line: ended("success " + succeeded), breaks: "complete-called"},
		"complete twice":          {line: ended("success "+succeeded, "complete ", "complete "), breaks: "complete-once"},
		"success twice":           {line: ended("success "+succeeded, "success "+succeeded, "complete "), breaks: "outcome-once"},
		"complete first":          {line: ended("complete ", "fail "+cancelled), breaks: "complete-last"},
		"both":                    {line: ended("success "+succeeded, "fail "+cancelled, "complete "), breaks: "one-outcome"},
		"it threw":                {line: line(usualArgs, allPassed, "deadline", "throw "+noArgument), breaks: "no-throw"},
		"no payload":              {line: ended("success "+noArgument, "complete "), breaks: "success-shape"},
		"an empty code":           {line: ended(`success {"authState":"a","authCode":""}`, "complete "), breaks: "auth-code-present"},
		"a long code":             {line: ended("success "+long, "complete "), breaks: "auth-code-length"},
		"a long code, tolerated":  {line: ended("success "+long, "complete "), profile: "field"},
		"an unknown error":        {line: ended(`fail {"error":"1","errMessage":"no"}`, "complete "), breaks: "error-documented"},
		"an error of the field":   {line: ended(`fail {"error":"1","errMessage":"no"}`, "complete "), profile: "field"},
		"a number for an error":   {line: ended(`fail {"error":6001,"errMessage":"no"}`, "complete "), breaks: "failure-shape"},
		"a blank message":         {line: ended(`fail {"error":"6001","errMessage":" "}`, "complete "), breaks: "error-message-present"},
		"another complete":        {line: ended("success "+succeeded, "complete "+cancelled), breaks: "complete-argument"},
		"an accepted nothing":     {line: called(`{}`, "success "+succeeded, "complete "), breaks: "sign-str-required"},
		"an accepted number":      {line: called(`{"signStr":7}`, "success "+succeeded, "complete "), breaks: "sign-str-type"},
		"of another name":         {line: called(`{"authUrl":"u"}`, `success {"authCode":"c"}`, "complete "), profile: "besuperapp"},
		"a bad parameter's error": {line: called(`{}`, `fail {"error":"1","errMessage":"no"}`, "complete "), breaks: "param-error-documented"},
	} {
		call, err := production.Parse([]byte(c.line))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		call.Profile = c.profile
		judges := NewJudges(schemas.Documented())
		v, broken, err := judges.Judge(call)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for row, j := range broken {
			ids = append(ids, judges.Rule(row))
			if !v.Broken.has(row) || !v.Judged.has(row) || j.Expected == "" || j.Observed == "" {
				t.Errorf("%s: %+v, %+v", name, v, j)
			}
		}
		slices.Sort(ids)
		if got := strings.Join(ids, " "); got != c.breaks {
			t.Errorf("%s breaks %q, want %q", name, got, c.breaks)
		}
	}
}

// A matcher that panics costs its record only.
func TestAFaultOfOurs(t *testing.T) {
	judges := NewJudges(schemas.Documented())
	judges.editions["documented"] = func() (edition, error) { return edition{nil}, nil }
	w := NewWorker(judges)
	w.Line("f", 1, []byte(line(usualArgs, allPassed, "deadline")))
	if p := w.Tally().Problems["not-judged f"]; p == nil || p.Count != 1 {
		t.Errorf("%v", w.Tally().Problems)
	}
}
