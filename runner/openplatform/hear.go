package openplatform

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"time"

	"github.com/signspec/signspec/schemas/record"
	suite "github.com/signspec/signspec/suites/platform"
	"github.com/signspec/signspec/suites/wire"
)

// hear takes the notifications of one client and answers them as the scenario that they belong to has it.
func (p *Platform) hear(client int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(io.LimitReader(r.Body, longestBody))
		var n struct {
			Kind   string `json:"authorizationNotifyType"`
			Code   string `json:"authCode"`
			State  string `json:"authState"`
			Access string `json:"accessToken"`
		}
		json.Unmarshal(body, &n)
		heard := map[string]value{
			"attempt": record.Num(float64(client)), "kind": record.Text(n.Kind), "body": bodyValue(body),
			"signature": p.merchants[client].Judge(r.Method, r.URL.EscapedPath(), r.Header, "Request-Time", body),
		}
		ofStep(suite.Step{Client: client}, heard)
		one := p.whoseSoon(n.Code, n.State, n.Access)
		if one == nil {
			heard["code"], heard["state"], heard["token"] = record.Text(given(n.Code, "")), record.Text(given(n.State, "")),
				record.Text(given(n.Access, ""))
			p.lose(heard)
			acknowledge(w, suite.Good)
			return
		}
		how, own := one.hears(n.Kind, n.Code, n.Access, n.State)
		if client != own.client {
			one.to.Saw(record.Strayed, map[string]value{"where": record.Text("a notification of another client"), "kind": record.Text(n.Kind),
				"carries": record.Texts([]string{}), "signed": record.Bool(true)})
			acknowledge(w, suite.Good)
			return
		}
		heard["code"], heard["state"], heard["token"] = carries(n.Code, own.codes), record.Text(given(n.State, own.state)),
			carries(n.Access, own.tokens)
		heard["as"] = record.Text(nameOf(how))
		one.to.Saw(record.Notified, heard)
		one.to.Saw(record.Acknowledged, map[string]value{"attempt": record.Num(float64(client)), "as": record.Text(nameOf(how))})
		if how == suite.Silent {
			p.holdOpen(r.Context())
		}
		acknowledge(w, how)
	})
}

// holdOpen keeps a connection open without an answer, until the platform hangs up or nobody listens any longer.
func (p *Platform) holdOpen(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Duration(p.config.Notify.Wait)):
	}
}

// hears says how a notification is answered, and which agreement it is of.
func (p *play) hears(kind, code, access, state string) (suite.Acknowledgement, agreement) {
	p.mu.Lock()
	defer p.mu.Unlock()
	how := suite.Good
	of := cmp.Or(p.scenario.AcknowledgeOf, wire.CodeCreated)
	if list := p.scenario.Acknowledge; len(list) > 0 && (kind == of || of == suite.EachKind) {
		last := len(list) - 1
		p.firstHeard = cmp.Or(p.firstHeard, code)
		if p.scenario.UntilOther && code != p.firstHeard {
			p.heard[kind] = last
		}
		how = list[min(p.heard[kind], last)]
		if !p.scenario.UntilOther {
			p.heard[kind]++
		}
	}
	return how, *p.notified(code, access, state)
}

// nameOf names an acknowledgement for a record.
func nameOf(how suite.Acknowledgement) string {
	if how == suite.Good {
		return "acknowledged"
	}
	return string(how)
}

// mostLost is how many notifications of no scenario are taken down: a few show what is wrong with all.
const mostLost = 32

// lose keeps a notification that belongs to no scenario until the one that is for those.
func (p *Platform) lose(heard map[string]value) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.lost) < mostLost {
		p.lost = append(p.lost, heard)
	}
}

// How long, and how often, a notification waits for the call whose answer it may have overtaken.
const (
	overtakes = 500 * time.Millisecond
	looks     = 20
)

// whoseSoon is whose, a little later where nobody knows the code yet: a notification may overtake the answer that gives it.
func (p *Platform) whoseSoon(code, state, access string) *play {
	one := p.whose(code, state, access)
	for range looks {
		if one != nil || code == "" && access == "" {
			break
		}
		time.Sleep(overtakes / looks)
		one = p.whose(code, state, access)
	}
	return one
}

// whose finds the scenario that a notification belongs to, by whatever it carries.
func (p *Platform) whose(code, state, access string) *play {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, one := range p.plays {
		one.mu.Lock()
		mine := slices.ContainsFunc([]string{code, state, access}, func(text string) bool {
			return text != "" && slices.Contains(one.given, text)
		})
		one.mu.Unlock()
		if mine {
			return one
		}
	}
	return nil
}

func acknowledge(w http.ResponseWriter, how suite.Acknowledgement) {
	w.Header().Set("Content-Type", "application/json")
	switch how {
	case suite.Error:
		w.WriteHeader(http.StatusInternalServerError)
	case suite.Nothing:
	case suite.HTML:
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "<!doctype html><title>Welcome</title>")
	case suite.Closed, suite.Silent:
		panic(http.ErrAbortHandler)
	case suite.Failure:
		io.WriteString(w, `{"result":{"resultStatus":"F","resultCode":"PROCESS_FAIL","resultMessage":"not now"}}`)
	case suite.Unknown:
		io.WriteString(w, `{"result":{"resultStatus":"U","resultCode":"UNKNOWN_EXCEPTION","resultMessage":"not known"}}`)
	case suite.Respelt:
		io.WriteString(w, `{
  "result" : { "resultMessage" : "success", "resultCode" : "SUCCESS", "resultStatus" : "S" }
}
`)
	case suite.Extended:
		io.WriteString(w, `{"received":"yes","result":{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":"success"}}`)
	default:
		io.WriteString(w, `{"result":{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":"success"}}`)
	}
}
