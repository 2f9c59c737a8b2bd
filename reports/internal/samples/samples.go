// Package samples holds the runs that every format is shown with, for their tests.
package samples

import (
	"strings"
	"time"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/record"
)

// All returns the runs that every format is shown with, each concluded, by name.
func All() map[string]*run.Run {
	all := map[string]*run.Run{
		"conformant":    Conformant(),
		"nonconformant": Nonconformant(),
		"warnings":      Warnings(),
		"inconclusive":  Inconclusive(),
		"empty":         Empty(),
		"unreachable":   Unreachable(),
		"interrupted":   Interrupted(),
		"hostile":       Hostile(),
		"miniprogram":   MiniProgram(),
		"known":         Known(),
	}
	for _, r := range all {
		r.Conclude()
	}
	return all
}

// Empty is a run in which nothing was judged.
func Empty() *run.Run {
	return &run.Run{
		Tool: run.Tool{Name: "signspec", Version: "0.1.0"},
		Subject: run.Subject{Kind: run.Wallet, Name: "Acme Wallet", Version: "5.2.0", Driver: "script",
			Source: "acme.adapter.ts", SHA256: strings.Repeat("ab", 32)},
		Profile: "documented", Plan: "full", Selection: "sequence && should",
		StartedAt:  time.Date(2026, 3, 4, 22, 5, 6, 789_000_000, time.FixedZone("UTC-5", -5*60*60)),
		DurationMs: 118,
	}
}

// Conformant is a run in which every rule held.
func Conformant() *run.Run {
	r := Empty()
	r.Selection = ""
	r.Authorisations = 3
	r.Records = []record.Record{Approved("approve/all-callbacks#1"), Cancelled("cancel/all-callbacks#1")}
	both := []string{"approve/all-callbacks", "cancel/all-callbacks"}
	r.Rules = []run.Rule{
		{ID: "api-available", Group: "availability", Level: "must", Title: "The entry point exists and is a function",
			Clause: "The mini program calls the JSAPI.", Status: run.Held},
		{ID: "can-i-use", Group: "availability", Level: "should", Title: "my.canIUse of the API's name, where exposed, is true",
			Clause: "my.canIUse says whether an API is available.", Status: run.NotApplicable, Reason: "my.canIUse is not exposed"},
		{ID: "settles", Group: "callbacks", Level: "must", Title: "Success or fail is called",
			Clause: "Callback upon call success; callback upon call failure.", Status: run.Held, Scenarios: both},
		{ID: "complete-last", Group: "callbacks", Level: "must",
			Title:  "Complete comes after success or fail, and nothing comes after complete",
			Clause: "Callback upon call completion.", Status: run.Held, Scenarios: both},
		{
			ID:        "callback-errors-contained",
			Group:     "callbacks",
			Level:     "should",
			Title:     "A callback that throws costs the caller nothing else",
			Clause:    "A callback is the caller's own code.",
			Status:    run.Held,
			Scenarios: []string{"approve/success-throws"},
		},
		{ID: "auth-code-length", Group: "success", Level: "must", Title: "authCode has at most 32 characters",
			Clause: "authCode: maximum length 32.", Status: run.Held, Scenarios: both[:1]},
		{ID: "error-cancelled", Group: "failure", Level: "must", Title: "A cancelled signing ends in fail with 6001",
			Clause: "6001: the user cancels the sign process.", Status: run.Held, Scenarios: both[1:]},
	}
	return r
}

// Break turns a rule of a run broken by the findings.
func Break(r *run.Run, id string, findings ...run.Finding) {
	for i := range r.Rules {
		if r.Rules[i].ID == id {
			r.Rules[i].Status, r.Rules[i].Findings = run.Broken, findings
		}
	}
}

// Nonconformant is a run with three broken rules.
func Nonconformant() *run.Run {
	r := Conformant()
	r.Records[1] = CompleteFirst("cancel/all-callbacks#1")
	Break(r, "complete-last",
		run.Finding{Scenario: "cancel/all-callbacks", Record: "cancel/all-callbacks#1", Allowed: allowedCancel(),
			Expected: "fail, then complete", Observed: "complete, then fail 0.1 ms later",
			Reproduce: "signspec wallet acme.adapter.ts --rules complete-last --plan full --out a-directory-with-a-long-name",
			File:      "src/sign.ts", Line: 41, Column: 7},
		run.Finding{Scenario: "cancel/only-complete", Expected: "fail, then complete", Observed: "complete, then fail 0.1 ms later"},
		run.Finding{Scenario: "network/all-callbacks", Expected: "fail, then complete", Observed: "complete twice"},
		run.Finding{Scenario: "unknown/all-callbacks", Expected: "fail, then complete", Observed: "complete, fail, complete"},
		run.Finding{Scenario: "fail/all-callbacks", Expected: "fail, then complete", Observed: "complete, complete, fail"},
	)
	Break(
		r,
		"auth-code-length",
		run.Finding{Scenario: "approve/all-callbacks", Record: "approve/all-callbacks#1", Allowed: allowedApproval(),
			Expected: "authCode of at most 32 characters", Observed: "authCode has 33 characters, at most 32 are allowed",
			Reproduce: "signspec wallet acme.adapter.ts --rules auth-code-length"},
	)
	Break(r, "callback-errors-contained", run.Finding{Scenario: "approve/success-throws",
		Expected: "complete, although success threw", Observed: "no complete"})
	return r
}

// Warnings is a conformant run with a broken should rule.
func Warnings() *run.Run {
	r := Conformant()
	Break(r, "callback-errors-contained", run.Finding{Scenario: "approve/success-throws",
		Expected: "complete, although success threw", Observed: "no complete",
		Reproduce: "signspec wallet acme.adapter.ts --rules callback-errors-contained"})
	r.Notes = []string{"The bundle holds a regular expression with \\p{...}, " +
		"which this engine reads as a plain letter; results that rest on it may be wrong."}
	return r
}

// Known is nonconformant but for a baseline that accepts it.
func Known() *run.Run {
	r := Warnings()
	known := &run.Known{Reason: "mended in 5.3", Link: "https://acme.test/bugs/7"}
	Break(r, "auth-code-length", run.Finding{Scenario: "approve/all-callbacks", Record: "approve/all-callbacks#1", Known: known,
		Allowed:  allowedApproval(),
		Expected: "authCode of at most 32 characters", Observed: "authCode has 33 characters, at most 32 are allowed"})
	Break(r, "callback-errors-contained", run.Finding{Scenario: "approve/success-throws", Known: known,
		Expected: "complete, although success threw", Observed: "no complete"})
	r.Baseline = &run.Baseline{File: "signspec-baseline.yaml", Entries: []run.BaselineEntry{
		{Rule: "auth-code-length", Reason: known.Reason, Link: known.Link, State: run.KnownEntry},
		{
			Rule:      "callback-errors-contained",
			Scenarios: []string{"approve/*"},
			Reason:    known.Reason,
			Link:      known.Link,
			State:     run.KnownEntry,
		},
	}}
	return r
}

// Inconclusive is a run whose wallet could not be staged in every outcome.
func Inconclusive() *run.Run {
	r := Conformant()
	r.Rules[2].Untested = []run.Untested{{Scenario: "network/all-callbacks", Reason: "stage returned null for outcome network"}}
	r.Rules = append(r.Rules, run.Rule{ID: "error-network", Group: "failure", Level: "must",
		Title: "A network error ends in fail with 6002", Clause: "6002: the sign fails because of network error.", Status: run.NotTested,
		Untested: []run.Untested{{Scenario: "network/all-callbacks", Reason: "stage returned null for outcome network"}}},
		run.Rule{ID: "calls-isolated", Group: "sequence", Level: "should", Title: "Of two calls that overlap, each gets its own",
			Status: run.NotTested, Reason: "the driver cannot make two calls at once"})
	return r
}

// Unreachable is a run whose target did not start.
func Unreachable() *run.Run {
	r := Empty()
	r.Subject = run.Subject{Kind: run.Wallet, Driver: "exec", Source: "node adapter.js"}
	r.Selection = ""
	r.Error = &run.RunError{Kind: run.Unreachable,
		Message: "the adapter \"node adapter.js\" ended with status 1 before it answered describe:\nError: Cannot find module './wallet'"}
	return r
}

// Interrupted is a run that was ended before its end.
func Interrupted() *run.Run {
	r := Nonconformant()
	r.Error = &run.RunError{Kind: run.Interrupted, Message: "interrupted after 12 of 63 scenarios"}
	return r
}

// MiniProgram is a strict run of a mini program that logs the code.
func MiniProgram() *run.Run {
	r := Empty()
	r.Subject = run.Subject{Kind: run.MiniProgram, Name: "Tea Shop", Driver: "miniprogram", Source: "./tea-shop"}
	r.Selection, r.Strict = "", true
	r.Records = []record.Record{Visited("approve#1")}
	r.Rules = []run.Rule{
		{ID: "passes-sign-str", Group: "starting", Level: "must", Title: "signStr is the string that the server gave", Status: run.Held,
			Clause: "signStr, String, required.", Scenarios: []string{"start"}},
		{ID: "code-not-logged", Group: "secrets", Level: "should", Title: "The code never appears in the console", Status: run.Broken,
			Scenarios: []string{"start", "approve"}, Findings: []run.Finding{
				{
					Scenario:  "approve",
					Record:    "approve#1",
					Expected:  "no authCode in the console",
					Observed:  "console.log(\"done\", <authCode>)",
					Reproduce: "signspec miniprogram ./tea-shop --rules code-not-logged",
					File:      "pages/pay/pay.js",
					Line:      12,
					Column:    5,
					Allowed:   allowedFlow(),
				},
				{Scenario: "approve", Expected: "no authCode in the console", Observed: "console.log(<authCode>)",
					File: "app.js", Line: 3, Allowed: allowedFlow()}}},
	}
	return r
}

// Secret is the authCode that the wallet of the samples returns.
const Secret = "AC7F31D0E52B4C9A8F6E0B13D5A7C924"

// Evil is text that acts: on a terminal, on XML, on a page, on a CI system that attaches files.
const Evil = "\x1b[2J\x1b]0;owned\a\r\n\x00\u202egnp\u2066 ]]> <script>alert(1)</script> &amp; \" ' \u009b31m \u2028 \ufffe \xff\xc0 " +
	"[[ATTACHMENT|/etc/passwd]] 中文 \U000e0041"

// Hostile is a run whose target says Evil wherever it can.
func Hostile() *run.Run {
	r := Nonconformant()
	r.Subject.Name, r.Subject.Version, r.Subject.Source = Evil, Evil, Evil
	r.Notes = []string{Evil}
	for i := range r.Rules {
		rule := &r.Rules[i]
		for j := range rule.Findings {
			f := &rule.Findings[j]
			f.Observed += Evil + strings.Repeat("x", 5000)
			f.Expected, f.Reproduce, f.File = f.Expected+Evil, f.Reproduce+Evil, Evil
			if len(f.Allowed) > 0 {
				f.Allowed[1].Text = Evil
			}
		}
	}
	r.Rules[0].ID, r.Rules[0].Title, r.Rules[0].Scenarios = "api-available"+Evil, Evil, []string{Evil, Evil + "\x01", Evil + "\x01"}
	r.Rules[1].Reason = Evil
	r.Rules[2].Untested = []run.Untested{{Scenario: Evil, Reason: Evil}}
	call := &r.Records[1]
	call.Reason = Evil
	call.Events[1].Args = []record.Value{record.Fields(map[string]record.Value{Evil: record.Text(Evil)})}
	return r
}

// allowedApproval, allowedCancel and allowedFlow are what the suites say is allowed under the documented profile.
func allowedApproval() []run.Step {
	return allowedCall(run.Step{Type: record.Success, Text: "{authState, authCode}"})
}

func allowedCancel() []run.Step {
	return allowedCall(run.Step{Type: record.Failed, Text: `{error: "6001", errMessage: …}`})
}

func allowedCall(outcome run.Step) []run.Step {
	return []run.Step{{Type: record.Returned, Text: "nothing has been called yet"}, outcome,
		{Type: record.Completed, Text: "the last thing that comes"}}
}

func allowedFlow() []run.Step {
	return []run.Step{
		{Type: record.Started, Text: "a person starts the flow"}, {Type: record.Requested, Text: "the server gives the sign string"},
		{Type: record.Called, Text: "the API is called with that string"}, {Type: record.Delivered, Text: "success: authState, authCode"},
		{Type: record.Requested, Text: "both are sent to the server, once"}, {Type: record.Shown, Text: "what the server says"},
	}
}

// Approved is the record of a call whose person approved.
func Approved(id string) record.Record {
	scenario, _, _ := strings.Cut(id, "#")
	payload := record.Fields(map[string]record.Value{"authState": record.Text("663A8FA9-D836-48EE-8AA1-1FF682989DC7"),
		"authCode": record.Text(Secret)})
	return record.Record{
		ID: id, Scenario: scenario, API: "my.signContract", Callbacks: []string{"success", "fail", "complete"},
		Args:  record.Fields(map[string]record.Value{"signStr": record.Text("https://wallet.test/sign?authId=" + strings.Repeat("7", 90))}),
		Stage: &record.Stage{Outcome: record.Approve, AuthState: "663A8FA9-D836-48EE-8AA1-1FF682989DC7"},
		Events: []record.Event{
			{At: 0, Type: record.Returned, Args: []record.Value{{}}},
			{At: 640, Type: record.Success, Args: []record.Value{payload}},
			{At: 640, Type: record.Completed, Args: []record.Value{payload}},
		},
		End: record.Settled,
	}
}

// Cancelled is the record of a call whose person cancelled.
func Cancelled(id string) record.Record {
	r := Approved(id)
	payload := record.Fields(map[string]record.Value{"error": record.Text("6001"), "errMessage": record.Text("The user cancelled")})
	r.Stage.Outcome = record.Cancel
	r.Events[1] = record.Event{At: 812.5, Type: record.Failed, Args: []record.Value{payload}}
	r.Events[2] = record.Event{At: 812.6, Type: record.Completed, Args: []record.Value{payload}}
	return r
}

// Visited is a record of a mini program whose person approved.
func Visited(id string) record.Record {
	about := func(pairs ...string) []record.Value {
		fields := map[string]record.Value{}
		for i := 0; i < len(pairs); i += 2 {
			fields[pairs[i]] = record.Text(pairs[i+1])
		}
		return []record.Value{record.Fields(fields)}
	}
	scenario, _, _ := strings.Cut(id, "#")
	pay := func(line int) *record.Place { return &record.Place{File: "pages/pay/pay.js", Line: line, Column: 5} }
	code := record.Text(Secret)
	return record.Record{
		ID: id, Scenario: scenario, API: record.ProgramAPI, Callbacks: []string{},
		Stage: &record.Stage{Outcome: record.Approve, AuthState: "663A8FA9-D836-48EE-8AA1-1FF682989DC7", AuthCode: &code},
		Events: []record.Event{
			{At: 0, Type: record.Started, Args: about("step", "fire", "handler", "pay")},
			{At: 1, Type: record.Requested, Args: about("method", "POST", "url", "https://shop.test/prepare"), Place: pay(4)},
			{At: 121, Type: record.Replied, Args: about("status", "200")},
			{At: 121, Type: record.Called, Args: about("api", "my.signContract"), Place: pay(7)},
			{At: 921, Type: record.Delivered, Args: about("callback", "success")},
			{At: 921, Type: record.Logged, Args: about("level", "log", "text", "done "+Secret), Place: pay(12)},
			{At: 922, Type: record.Shown, Args: about("how", "toast", "content", "Thank you"), Place: pay(13)},
		},
		End: record.Settled,
	}
}

// CompleteFirst is Cancelled by a wallet that calls complete first.
func CompleteFirst(id string) record.Record {
	r := Cancelled(id)
	r.Events[1].Type, r.Events[2].Type = record.Completed, record.Failed
	return r
}
