package openplatform

import (
	"crypto/rsa"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/signspec/signspec/schemas/record"
	suite "github.com/signspec/signspec/suites/platform"
)

type rsaKey = rsa.PrivateKey

func queryEscape(s string) string { return url.QueryEscape(s) }

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
		one := p.whoseSoon(n.Code, n.State, n.Access)
		if one == nil {
			acknowledge(w, suite.Good)
			return
		}
		if client > 0 {
			one.to.Saw(record.Strayed, map[string]value{"where": record.Text("a notification of the first client"), "carries": record.Texts([]string{}), "signed": record.Bool(true)})
			acknowledge(w, suite.Good)
			return
		}
		one.mu.Lock()
		how := suite.Good
		if list := one.scenario.Acknowledge; len(list) > 0 && n.Kind == "AUTHCODE_CREATED" {
			how = list[min(one.heard, len(list)-1)]
		}
		if n.Kind == "AUTHCODE_CREATED" {
			one.heard++
		}
		state, code, access := one.state, one.code, one.access
		one.mu.Unlock()
		if code == "" {
			code = n.Code // it came before the user was back
		}
		one.to.Saw(record.Notified, map[string]value{
			"attempt": record.Num(float64(client)), "kind": record.Text(n.Kind), "body": bodyValue(body),
			"code": record.Text(given(n.Code, code)), "state": record.Text(given(n.State, state)), "token": record.Text(tokenGiven(n.Access, access)),
			"signature": p.merchants[0].Judge(r.Method, r.URL.EscapedPath(), r.Header, "Request-Time", body),
		})
		one.to.Saw(record.Acknowledged, map[string]value{"attempt": record.Num(float64(client)), "as": record.Text("as " + string(how))})
		acknowledge(w, how)
	})
}

// tokenGiven says whether a token is the one that was given out; one that comes before its exchange was answered is.
func tokenGiven(text, own string) string {
	if own == "" {
		own = text
	}
	return given(text, own)
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
		mine := code != "" && code == one.code || state != "" && state == one.state || access != "" && access == one.access
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
	case suite.Failure:
		io.WriteString(w, `{"result":{"resultStatus":"F","resultCode":"PROCESS_FAIL","resultMessage":"not now"}}`)
	default:
		io.WriteString(w, `{"result":{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":"success"}}`)
	}
}
