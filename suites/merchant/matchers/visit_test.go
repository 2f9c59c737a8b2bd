package matchers_test

import (
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule"
)

// The canaries of every record in these tests.
const (
	code    = "c0deC0DEc0deC0DEc0deC0DEc0deC0DE"
	state   = "5tate5TATE5tate5TATE5tate5TATE5tate"
	signStr = "https://wallet.example/authorize?authId=a1&next=https%3A%2F%2Fa.example%2F%3Fb%3D1"
)

// visit is a record under construction: each method adds what a program did, and a line number that counts up.
type visit struct{ record.Record }

func visited(scenario string, o record.Outcome) *visit {
	v := record.Text(code)
	return &visit{record.Record{
		ID: scenario + "#1", Scenario: scenario, API: record.ProgramAPI, Callbacks: []string{}, End: record.Settled,
		Stage: &record.Stage{Outcome: o, AuthState: state, SignStr: signStr, AuthCode: &v},
	}}
}

// plain is a visit in which the wallet answers plainly, up to the start.
func plain(o record.Outcome) *visit { return visited(matchers.Outcome(o), o).start(1) }

type fields map[string]any

func value(v any) record.Value {
	switch v := v.(type) {
	case nil:
		return record.Of(record.Null)
	case string:
		return record.Text(v)
	case int:
		return record.Num(float64(v))
	case bool:
		return record.Bool(v)
	case record.Kind:
		return record.Of(v)
	case record.Value:
		return v
	case []any:
		var items []record.Value
		for _, item := range v {
			items = append(items, value(item))
		}
		return record.List(items...)
	case fields:
		members := map[string]record.Value{}
		for name, member := range v {
			members[name] = value(member)
		}
		return record.Fields(members)
	}
	panic("no such value")
}

func (v *visit) add(t record.EventType, f fields, more ...any) *visit {
	args := []record.Value{value(f)}
	for _, m := range more {
		args = append(args, value(m))
	}
	n := len(v.Events)
	v.Events = append(v.Events, record.Event{At: float64(n), Type: t, Args: args, Place: &record.Place{File: "pages/pay.js", Line: n + 1}})
	return v
}

// at sets the time of the last event.
func (v *visit) at(ms float64) *visit {
	v.Events[len(v.Events)-1].At = ms
	return v
}

func (v *visit) start(n int) *visit {
	return v.add(record.Started, fields{"start": n, "step": 1, "handler": "onSign"})
}

// blocked is a start that a person could not make.
func (v *visit) blocked(n int, why string) *visit {
	return v.add(record.Started, fields{"start": n, "step": 1, "handler": "onSign", "blocked": why})
}

func (v *visit) asks(role string, body any) *visit {
	url, method := "https://shop.example/api/"+role, "POST"
	if role == "status" {
		method = "GET"
	}
	f := fields{"id": len(v.Events), "method": method, "url": url, "headers": fields{}, "role": role}
	if body != nil {
		f["body"] = body
	}
	return v.add(record.Requested, f)
}

// replies answers the last request, and repliesTo the one whose event has that index.
func (v *visit) replies(body any) *visit { return v.repliesTo(len(v.Events)-1, body) }
func (v *visit) repliesTo(id int, body any) *visit {
	return v.add(record.Replied, fields{"id": id, "status": 200, "body": body})
}

// fails answers the last request by an error of the server.
func (v *visit) fails() *visit {
	return v.add(record.Replied, fields{"id": len(v.Events) - 1, "status": 500})
}

func (v *visit) requests(method, url string, body any) *visit {
	return v.add(record.Requested, fields{"id": len(v.Events), "method": method, "url": url, "headers": fields{}, "body": body})
}

func options(more fields) fields {
	o := fields{"signStr": signStr, "success": record.Function, "fail": record.Function, "complete": record.Function}
	for name, v := range more {
		if v == record.Undefined {
			delete(o, name)
			continue
		}
		o[name] = v
	}
	return o
}

func (v *visit) calls(change fields) *visit {
	return v.add(record.Called, fields{"api": "my.signContract", "options": options(change)})
}

func (v *visit) hears(callback string, payload any) *visit { return v.hearsOf(1, callback, payload) }

func (v *visit) hearsOf(call int, callback string, payload any) *visit {
	f := fields{"call": call, "callback": callback}
	if payload != nil {
		f["payload"] = payload
	}
	return v.add(record.Delivered, f)
}

var granted = fields{"authCode": code, "authState": state}

func refused(code string) fields {
	return fields{"error": code, "errMessage": "the wallet says " + code}
}

func (v *visit) reads(names ...string) *visit {
	for _, name := range names {
		v.add(record.Read, fields{"call": 1, "property": name, "present": true})
	}
	return v
}

func (v *visit) shows(how string, content any) *visit {
	return v.add(record.Shown, fields{"how": how, "content": content})
}
func (v *visit) hides(how string) *visit { return v.add(record.Hidden, fields{"how": how}) }
func (v *visit) data(patch fields) *visit {
	return v.add(record.Shown, fields{"how": "data", "content": patch, "path": "pages/pay"})
}
func (v *visit) text(lines ...any) *visit {
	return v.add(record.Shown, fields{"how": "text", "content": lines, "path": "pages/pay"})
}
func (v *visit) opens(how, url string) *visit {
	return v.add(record.Navigated, fields{"how": how, "url": url})
}
func (v *visit) logs(text string) *visit {
	return v.add(record.Logged, fields{"level": "log", "text": text})
}

// launched says that the program was closed and launched again, with what it had stored.
func (v *visit) launched(kept fields) *visit {
	return v.add(record.Launched, fields{"kept": kept}).add(record.Page, fields{"what": "load", "path": "p/p"})
}

func (v *visit) crashes(message string) *visit {
	v.add(record.Uncaught, nil, "exception")
	v.Events[len(v.Events)-1].Args[0] = record.Text(message)
	return v
}

// rejects is a rejection with an answer of the wallet that nobody handles.
func (v *visit) rejects(payload fields) *visit {
	v.add(record.Uncaught, payload, "rejection")
	v.Events[len(v.Events)-1].Place = nil
	return v
}

// described is the record of a program whose server has routes of the roles.
func described(roles ...any) *visit {
	v := visited(matchers.Described, record.Approve)
	v.Stage = nil
	return v.add(record.Returned, fields{"roles": roles})
}

// verdict is a case: what a rule says of the first record of a run.
type verdict struct {
	run      []*visit
	want     rule.Status
	observed string // of a broken rule, part of what it observed
	line     int    // of a broken rule, the line of its place; 0 for any
}

// check checks what a rule says in each case.
func check(t *testing.T, matcher *matchers.Matcher, cases map[string]verdict) {
	t.Helper()
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var run []record.Record
			for _, v := range c.run {
				run = append(run, v.Record)
			}
			got := matcher.Judge(run...)[0]
			if got.Status != c.want {
				t.Fatalf("%s is %s, want %s; observed %q, reason %q", matcher.Rule(), got.Status, c.want, got.Observed, got.Reason)
			}
			if !strings.Contains(got.Observed, c.observed) {
				t.Errorf("observed %q, want something with %q", got.Observed, c.observed)
			}
			if c.line != 0 && (got.Place == nil || got.Place.Line != c.line) {
				t.Errorf("place is %v, want line %d", got.Place, c.line)
			}
			if strings.Contains(got.Observed+got.Expected, code) {
				t.Errorf("the code is in a message: %q", got.Observed)
			}
		})
	}
}

// Visits that many cases compare with: a program that tells each outcome by a toast.
func approved() *visit {
	return plain(record.Approve).asks("prepare", nil).calls(nil).hears("success", granted).asks("result", granted).shows("toast", "signed")
}

func rejected() *visit {
	return visited(matchers.Rejected, record.Approve).start(1).calls(nil).hears("success", granted).asks("result", granted).shows("toast", "not accepted")
}

func failed() *visit {
	return plain(record.Fail).calls(nil).hears("fail", refused("7002")).shows("toast", "failed")
}

func cancelled() *visit {
	return plain(record.Cancel).calls(nil).hears("fail", refused("6001"))
}

func offline() *visit {
	return plain(record.Network).calls(nil).hears("fail", refused("6002"))
}

func unknown() *visit {
	return plain(record.Unknown).calls(nil).hears("fail", refused("7001"))
}

func runOf(first *visit, others ...*visit) []*visit { return append([]*visit{first}, others...) }
