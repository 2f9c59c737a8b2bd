package merchant_test

import (
	"context"
	"errors"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
)

// shop is a mini program as the specs see one, correct but for what its fields change. It hears the first answer of a
// call only, and tells everything by toasts.
type shop struct {
	neverCalls bool
	logs       bool
	loud       int // bytes that it shows in each visit
	unloadable bool
	unstaged   merchant.ServerAnswer // what its server cannot be told to do
	performed  []string
}

func (p *shop) Describe(context.Context) (merchant.Description, error) {
	if p.unloadable {
		return merchant.Description{}, errors.New("app.json: there is none")
	}
	return merchant.Description{Name: "Shop", Pages: []string{"pages/pay"}, Roles: []string{"prepare", "result", "status"}}, nil
}

func (p *shop) Perform(_ context.Context, s merchant.Scenario) (merchant.Performance, error) {
	p.performed = append(p.performed, s.Name)
	if p.unstaged != "" && s.Server.Result == p.unstaged {
		return merchant.Performance{Untested: "the server does as it likes"}, nil
	}
	code := record.Text(s.Wallet.AuthCode)
	v := &shopVisit{shop: p, scenario: s, Record: record.Record{
		ID: s.Name + "#1", Scenario: s.Name, API: record.ProgramAPI, Callbacks: []string{}, End: record.Settled,
		Stage: &record.Stage{Outcome: s.Wallet.Answers[0].Outcome, AuthState: s.Wallet.AuthState, AuthCode: &code, SignStr: s.Wallet.SignStr},
	}}
	v.tell(strings.Repeat("x", p.loud))
	for n := 1; n <= s.Flow.Starts; n++ {
		v.add(record.Started, values{"start": record.Num(float64(n)), "handler": record.Text("onSign")})
		silent := s.Wallet.Answers[0].How == merchant.Silence && s.Flow.GapMs < s.Flow.HorizonMs
		if n > 1 && (s.Flow.Together || silent) {
			break // it is busy
		}
		if v.unsure {
			v.ask("status", record.Fields(nil))
			break // nobody answers
		}
		v.sign(n, s.Wallet.Answers[min(n, len(s.Wallet.Answers))-1])
	}
	return merchant.Performance{Record: v.Record}, nil
}

type values = map[string]record.Value

type shopVisit struct {
	record.Record
	shop     *shop
	scenario merchant.Scenario
	calls    int
	unsure   bool // the wallet did not know
}

func (v *shopVisit) add(t record.EventType, fields values) {
	v.Events = append(v.Events, record.Event{Type: t, Args: []record.Value{record.Fields(fields)}, Place: &record.Place{File: "pages/pay.js", Line: len(v.Events) + 1}})
}

func (v *shopVisit) tell(content string) {
	v.add(record.Shown, values{"how": record.Text("toast"), "content": record.Text(content)})
}

func (v *shopVisit) ask(role string, body record.Value) {
	v.add(record.Requested, values{"method": record.Text("POST"), "url": record.Text("https://shop.example/" + role), "role": record.Text(role), "body": body})
}

func (v *shopVisit) sign(start int, a merchant.Answer) {
	if a.How == merchant.OldContainer {
		v.tell("please update")
		return
	}
	v.ask("prepare", record.Fields(nil))
	if v.scenario.Server.Prepare != merchant.Answers || start > 1 && v.scenario.Server.PrepareAgain != "" {
		v.tell("closed")
		return
	}
	if v.shop.neverCalls {
		return
	}
	v.calls++
	f := record.Of(record.Function)
	v.add(record.Called, values{"options": record.Fields(values{"signStr": record.Text(v.scenario.Wallet.SignStr), "success": f, "fail": f})})
	if a.How == merchant.Silence {
		return
	}
	v.hear(v.answer(a))
}

// answer is what the wallet says first.
func (v *shopVisit) answer(a merchant.Answer) (callback string, payload values) {
	granted := values{"authCode": record.Text(v.scenario.Wallet.AuthCode), "authState": record.Text(v.scenario.Wallet.AuthState)}
	code := map[record.Outcome]string{record.Cancel: "6001", record.Network: "6002", record.Unknown: "7001", record.Fail: "7002"}[a.Outcome]
	switch a.How {
	case merchant.WithoutCode, merchant.EmptyCode, merchant.NullCode:
		delete(granted, "authCode")
		return "success", granted
	case merchant.PaySignCenter:
		return "success", values{"resultStatus": record.Text(code)}
	case merchant.EmptyFailure, merchant.Throws:
		return "fail", values{}
	case merchant.UndocumentedCode:
		return "fail", values{"error": record.Text("9999")}
	}
	if a.Outcome == record.Approve {
		return "success", granted
	}
	return "fail", values{"error": record.Text(code), "errMessage": record.Text("the wallet says so")}
}

func (v *shopVisit) hear(callback string, payload values) {
	v.add(record.Delivered, values{"call": record.Num(float64(v.calls)), "callback": record.Text(callback), "payload": record.Fields(payload)})
	_, granted := payload["authCode"]
	code, _ := payload["error"].Str()
	switch {
	case granted:
		if v.shop.logs {
			v.add(record.Logged, values{"level": record.Text("info"), "text": record.Text("granted " + v.scenario.Wallet.AuthCode)})
		}
		v.ask("result", record.Fields(payload))
		v.tell("server: " + string(v.scenario.Server.Result))
	case callback == "success" || code == "7001":
		v.unsure = code == "7001"
		v.ask("status", record.Fields(nil))
		v.tell("we will see")
	case code != "6001":
		v.tell("not signed")
	}
}
