package openplatform

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	suite "github.com/signspec/signspec/suites/platform"
	"github.com/signspec/signspec/suites/rule"
)

type value = record.Value

// play is one scenario on its way.
type play struct {
	*Platform
	scenario suite.Scenario
	to       *platform.Recorder

	mu              sync.Mutex
	body            map[string]any // of the last first call
	state           string
	url             string
	code            string
	access, refresh string
	first           string // the first refresh token
	heard           int
	stopped         string
}

// play performs a scenario and returns its record.
func (p *Platform) play(ctx context.Context, of suite.Scenario) (rule.Performance, error) {
	for _, step := range of.Steps {
		if (step.Client == 1 || step.Change == suite.OtherClients) && len(p.merchants) < 2 {
			return rule.Performance{Untested: "the target file has no second client"}, nil
		}
		if step.Do == suite.Listen && p.config.Notify == nil && len(of.Steps) <= 4 && len(of.Acknowledge) > 0 {
			return rule.Performance{Untested: "the target file does not say that the platform sends its notifications here"}, nil
		}
	}
	one := &play{Platform: p, scenario: of, to: platform.NewRecorder()}
	p.mu.Lock()
	p.plays = append(p.plays, one)
	p.mu.Unlock()
	for i := 0; i < len(of.Steps) && one.stopped == ""; i++ {
		if i+1 < len(of.Steps) && of.Steps[i+1].With {
			var wait sync.WaitGroup
			wait.Go(func() { one.do(ctx, of.Steps[i+1]) })
			one.do(ctx, of.Steps[i])
			wait.Wait()
			i++
			continue
		}
		one.do(ctx, of.Steps[i])
	}
	if ctx.Err() != nil {
		return rule.Performance{}, ctx.Err()
	}
	return rule.Performance{Records: []record.Record{{
		ID: of.Name + "#1", Scenario: of.Name, API: record.AttemptAPI, Args: record.Of(record.Undefined), Callbacks: []string{},
		Events: one.to.Close(), End: record.Settled, Reason: one.stopped,
	}}}, nil
}

func (p *play) stop(why string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stopped == "" {
		p.stopped = why
	}
}

func (p *play) do(ctx context.Context, step suite.Step) {
	switch step.Do {
	case suite.Authorise:
		p.authorise(ctx, step)
	case suite.Listen:
		if p.config.Notify != nil {
			select {
			case <-time.After(time.Duration(p.config.Notify.Wait)):
			case <-ctx.Done():
			}
		}
	default:
		p.call(ctx, step)
	}
}

// fields are the body of a call, as the documentation has it.
func (p *play) fields(step suite.Step) map[string]any {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch step.Do {
	case suite.Apply:
		return p.belonging(map[string]any{"grantType": "AUTHORIZATION_CODE", "authCode": p.code})
	case suite.Refresh:
		token := p.refresh
		if step.First {
			token = p.first
		}
		return p.belonging(map[string]any{"grantType": "REFRESH_TOKEN", "refreshToken": token})
	case suite.Cancel:
		return map[string]any{"accessToken": p.access}
	}
	if step.Same && p.body != nil {
		again := map[string]any{}
		for name, v := range p.body {
			again[name] = v
		}
		return again
	}
	fields := map[string]any{"scopes": []string{"AGREEMENT_PAY"}}
	for name, v := range p.config.Fields {
		fields[name] = v
	}
	known := map[string]any{
		"customerBelongsTo": "WALLET", "authRedirectUrl": "https://merchant.example/done", "env": map[string]any{"terminalType": "MINI_APP"},
		"authClientId": p.merchants[step.Client].ClientID, "referenceAgreementId": platform.Unguessable(20),
	}
	for _, names := range p.portal.Required[schemas.ConsultOperation] {
		name, _, _ := strings.Cut(names, "|")
		if _, set := fields[name]; !set && known[name] != nil {
			fields[name] = known[name]
		}
	}
	if p.portal.State != nil {
		fields[p.portal.State.Name] = platform.Unguessable(32)
	}
	return fields
}

// belonging adds the field that one edition wants in every exchange.
func (p *play) belonging(fields map[string]any) map[string]any {
	for _, name := range p.portal.Required[schemas.ApplyOperation] {
		if name == "customerBelongsTo" {
			fields[name] = "WALLET"
			if own, ok := p.config.Fields[name]; ok {
				fields[name] = own
			}
		}
	}
	return fields
}

// odd is what careless code decodes, trims or cuts.
const odd = ` %41&=#+/? é{"a":"b"}`

func (p *play) change(fields map[string]any, step suite.Step) {
	limit := 0
	for _, operation := range []string{schemas.ConsultOperation, schemas.ApplyOperation} {
		if n, ok := p.portal.Limits[operation][step.Field]; ok && limit == 0 {
			limit = n
		}
	}
	long := func(n int) string {
		if step.Field == "authRedirectUrl" {
			start := "https://merchant.example/done?x="
			return start + strings.Repeat("x", n-len(start))
		}
		return strings.Repeat("x", n)
	}
	text, _ := fields[step.Field].(string)
	switch step.How {
	case suite.Drop:
		delete(fields, step.Field)
	case suite.Null:
		fields[step.Field] = nil
	case suite.Empty:
		if _, list := fields[step.Field].([]string); list {
			fields[step.Field] = []string{}
			return
		}
		fields[step.Field] = ""
	case suite.Set:
		fields[step.Field] = step.Value
	case suite.Longest:
		fields[step.Field] = long(limit)
	case suite.TooLong:
		fields[step.Field] = long(limit + 1)
	case suite.Odd:
		fields[step.Field] = "x" + odd + platform.Unguessable(8)
	case suite.Random:
		fields[step.Field] = platform.Unguessable(max(len(text), 16))
	case suite.Changed:
		last := "A"
		if strings.HasSuffix(text, last) {
			last = "B"
		}
		fields[step.Field] = text[:max(len(text)-1, 0)] + last
	}
}

// Times of repeating a result that is in process.
const (
	firstRepeat = 50 * time.Millisecond
	lastRepeat  = 5 * time.Second
)

// call makes a call, repeats it while it is in process, and takes down the last answer.
func (p *play) call(ctx context.Context, step suite.Step) {
	operation := map[suite.Action]string{
		suite.Consult: schemas.ConsultOperation, suite.Apply: schemas.ApplyOperation, suite.Refresh: schemas.ApplyOperation, suite.Cancel: schemas.CancelOperation,
	}[step.Do]
	switch {
	case step.Do == suite.Apply && p.code == "":
		p.stop("there was no code to exchange")
		return
	case step.Do == suite.Refresh && p.refresh == "":
		p.stop("there was no refresh token")
		return
	case step.Do == suite.Cancel && p.access == "":
		p.stop("there was no token to cancel")
		return
	}
	fields := p.fields(step)
	p.change(fields, step)
	if step.Change == suite.Extra {
		fields["newField"] = map[string]any{"kind": "NEW_KIND"}
	}
	m := p.merchants[step.Client]
	other := p.stranger
	if step.Change == suite.OtherClients {
		other = func() *rsaKey { return p.merchants[1-step.Client].Key }
	}
	path := p.portal.Path(operation)
	out := m.Prepare(path, fields, step.Change, other())
	kind := map[string]record.EventType{
		schemas.ConsultOperation: record.Consulted, schemas.ApplyOperation: record.Applied, schemas.CancelOperation: record.Cancelled,
	}[operation]
	p.to.Saw(kind, map[string]value{
		"attempt": record.Num(float64(step.Client)), "method": record.Text(out.Method), "path": record.Text(path), "change": record.Text(string(step.Change)),
		"body": bodyValue(out.Body),
	})
	if step.Do == suite.Consult {
		p.mu.Lock()
		p.body = fields
		if p.portal.State != nil {
			p.state, _ = fields[p.portal.State.Name].(string)
		}
		p.mu.Unlock()
	}
	begun, repeats := time.Now(), 0
	for wait := firstRepeat; ; wait = min(2*wait, lastRepeat) {
		said := p.send(ctx, m, out, step)
		status, _ := said["status"].Str()
		if status != "U" || time.Since(begun)+wait > time.Duration(p.config.Patience) {
			said["repeats"] = record.Num(float64(repeats))
			p.to.Saw(record.Answered, said)
			return
		}
		repeats++
		time.Sleep(wait)
		out = m.Prepare(path, fields, step.Change, other())
	}
}

// send sends a request and returns what was answered as the fields of a record.
func (p *play) send(ctx context.Context, m platform.Merchant, out platform.Outgoing, step suite.Step) map[string]value {
	said := map[string]value{"attempt": record.Num(float64(step.Client)), "operation": record.Text(string(step.Do)), "change": record.Text(string(step.Change)), "status": record.Text("")}
	request, err := http.NewRequestWithContext(ctx, out.Method, p.base+out.Path, bytes.NewReader(out.Body))
	if err != nil {
		said["error"] = record.Text("no request could be made")
		return said
	}
	request.Header = out.Header
	response, err := p.client.Do(request)
	if err != nil {
		said["error"] = record.Text("no answer")
		return said
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(response.Body, longestBody))
	said["http"], said["body"] = record.Num(float64(response.StatusCode)), bodyValue(body)
	said["signature"] = m.Judge(out.Method, out.Path, response.Header, "Response-Time", body)
	var raw struct {
		Result  map[string]any `json:"result"`
		Access  string         `json:"accessToken"`
		Refresh string         `json:"refreshToken"`
		Expiry  any            `json:"accessTokenExpiryTime"`
	}
	json.Unmarshal(body, &raw)
	for name, of := range map[string]string{"status": "resultStatus", "code": "resultCode", "message": "resultMessage"} {
		text, _ := raw.Result[of].(string)
		said[name] = record.Text(text)
	}
	if step.Do == suite.Apply || step.Do == suite.Refresh {
		said["expiry"] = record.Text(expiryOf(raw.Expiry))
	}
	p.learn(step, body, raw.Access, raw.Refresh)
	return said
}

// callTimeout is how long a platform may take: more than a merchant's own patience.
const callTimeout = 15 * time.Second

// newClient makes the client of a run. It follows no redirects: a platform has one address.
func newClient() *http.Client {
	return &http.Client{Timeout: callTimeout, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// longestBody is how much of an answer is read.
const longestBody = 1 << 20

// learn remembers what later steps need.
func (p *play) learn(step suite.Step, body []byte, access, refresh string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if step.Do == suite.Consult {
		for _, name := range p.portal.URLs.Names {
			if found, ok := httpcall.At(body, "$."+name); ok {
				if text, _ := found.(string); text != "" {
					p.url = text
					break
				}
			}
		}
		return
	}
	if access != "" {
		p.access = access
	}
	if refresh != "" {
		p.refresh = refresh
		if p.first == "" {
			p.first = refresh
		}
	}
}

func expiryOf(v any) string {
	switch e := v.(type) {
	case nil:
		return "absent"
	case string:
		if e == "" {
			return "absent"
		}
		at, err := time.Parse(time.RFC3339, e)
		if ms, bad := strconv.ParseInt(e, 10, 64); err != nil && bad == nil {
			at, err = time.UnixMilli(ms), nil
		}
		switch {
		case err != nil:
			return "unreadable"
		case at.Before(time.Now()):
			return "past"
		}
		return "ahead"
	}
	return "unreadable"
}

func bodyValue(body []byte) value {
	var v value
	if json.Valid(body) && v.UnmarshalJSON(body) == nil {
		return v
	}
	const shown = 2 << 10
	return record.Text(strings.ToValidUTF8(string(body[:min(len(body), shown)]), "�"))
}

// authorise lets the user approve or cancel.
func (p *play) authorise(ctx context.Context, step suite.Step) {
	if p.url == "" {
		p.stop("there was no URL to authorise")
		return
	}
	told := map[string]value{"to": record.Text("authorise"), "as": record.Text(step.Outcome)}
	v := httpcall.Values{"signStr": p.url, "outcome": step.Outcome}
	method, path, _ := strings.Cut(p.config.Authorise.Request, " ")
	body, contentType := p.config.Authorise.Body(v)
	request, err := http.NewRequestWithContext(ctx, method, p.base+v.Text(path, queryEscape), bytes.NewReader(body))
	if err != nil {
		p.stop("the user could not authorise: " + err.Error())
		return
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	for name, template := range p.config.Authorise.Headers {
		request.Header.Set(name, v.Text(template, httpcall.AsIs))
	}
	response, err := p.client.Do(request)
	if err != nil {
		p.stop("the user could not authorise: no answer")
		return
	}
	defer response.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(response.Body, longestBody))
	code, _ := httpcall.At(said, p.config.Authorise.Code)
	text, _ := code.(string)
	p.mu.Lock()
	p.code = text
	p.mu.Unlock()
	told["code"] = record.Text(given(text, text))
	if p.config.Authorise.State != "" && p.portal.State != nil {
		state, _ := httpcall.At(said, p.config.Authorise.State)
		text, _ := state.(string)
		told["state"] = record.Text(given(text, p.state))
	}
	if step.Outcome == "approve" && text == "" {
		p.stop("the user's approval gave no code: the sandbox answered " + strconv.Itoa(response.StatusCode))
	}
	p.to.Saw(record.Told, told)
}

// given says what a text is beside the one that it should be.
func given(text, own string) string {
	switch text {
	case "":
		return "absent"
	case own:
		return "given"
	}
	return "changed"
}
