package openplatform

import (
	"bytes"
	"context"
	"crypto/rsa"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/signspec/signspec/runner/ahead"
	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	suite "github.com/signspec/signspec/suites/platform"
)

// Times of repeating a result that is in process.
const (
	firstRepeat = 50 * time.Millisecond
	lastRepeat  = 5 * time.Second
)

// call is a call on its way: what is asked, and by whom.
type call struct {
	step     suite.Step
	merchant platform.Merchant
	path     string
	fields   map[string]any
	other    *rsa.PrivateKey // a key that is not the merchant's
	before   http.Header     // of the last call of its kind
	first    platform.Outgoing
	// agreement is what a first call asks for.
	agreement *agreement
}

// prepare makes a request of a call, with a time and a signature of its own, or with those of the last one of its kind.
func (c call) prepare() platform.Outgoing {
	out := c.merchant.Prepare(c.path, c.fields, c.step.Change, c.other)
	if c.step.Change == suite.Replayed {
		out.Header = c.before
	}
	return out
}

// call makes a call and takes down how it ended.
func (p *play) call(ctx context.Context, step suite.Step) {
	if c, ok := p.asked(step); ok {
		p.settle(ctx, c, p.send(ctx, c, c.first))
	}
}

// asked takes down that a call is made; ok is false where a step before it gave nothing to make it with.
func (p *play) asked(step suite.Step) (c call, ok bool) {
	switch {
	case step.Brings():
	case step.Do == suite.Apply && p.code == "":
		p.stop("there was no code to exchange")
	case step.Do == suite.Cancel && p.access == "":
		p.stop("there was no token to cancel")
	case step.Do == suite.Refresh && p.refresh == "":
		return c, false // a platform need not give one out
	}
	if p.stopped != "" {
		return c, false
	}
	fields := p.fields(step)
	p.change(fields, step)
	if p.stopped != "" {
		return c, false
	}
	if step.Change == suite.Extra {
		fields["newField"] = map[string]any{"kind": "NEW_KIND"}
	}
	operation := operationOf(step)
	c = call{step: step, merchant: p.merchants[step.Client], path: p.portal.Path(operation), fields: fields, other: p.stranger()}
	if step.Change == suite.OtherClients {
		c.other = p.merchants[1-step.Client].Key
	}
	if step.Change == suite.Replayed {
		c = p.replaying(c)
	}
	c.first = c.prepare()
	saw := map[string]value{
		"attempt": record.Num(float64(step.Client)), "method": record.Text(c.first.Method), "path": record.Text(c.path),
		"change": record.Text(string(step.Change)),
		"body":   bodyValue(c.first.Body),
	}
	p.to.Saw(kindOf(operation), ofStep(step, saw))
	if step.Do == suite.Consult {
		p.mu.Lock()
		p.body, c.agreement = fields, &agreement{client: step.Client}
		if p.portal.State != nil {
			c.agreement.state, _ = fields[p.portal.State.Name].(string)
			p.given = append(p.given, c.agreement.state)
		}
		p.mu.Unlock()
	}
	return c, true
}

// replaying gives a call the headers of the last one of its kind, and a body that differs from that one's.
func (p *play) replaying(c call) call {
	p.mu.Lock()
	last := p.sent[c.step.Do]
	p.mu.Unlock()
	c.before = last.Header
	if bytes.Equal(c.prepare().Body, last.Body) {
		c.fields["newField"] = "replayed"
	}
	return c
}

// operationOf is the operation that a step calls.
func operationOf(step suite.Step) string {
	switch step.Do {
	case suite.Apply, suite.Refresh:
		return schemas.ApplyOperation
	case suite.Cancel:
		return schemas.CancelOperation
	}
	return schemas.ConsultOperation
}

// kindOf is the event that a call of an operation is.
func kindOf(operation string) record.EventType {
	switch operation {
	case schemas.ApplyOperation:
		return record.Applied
	case schemas.CancelOperation:
		return record.Cancelled
	}
	return record.Consulted
}

// settle repeats a call while its result is in process, and takes down the last answer.
func (p *play) settle(ctx context.Context, c call, said map[string]value) {
	begun, repeats := time.Now(), 0
	for wait := firstRepeat; ; wait = min(2*wait, lastRepeat) {
		status, _ := said["status"].Str()
		code, _ := said["code"].Str()
		once := c.step.Once && code != p.portal.Codes.InProcess // which asks to be repeated
		if status != "U" || once || time.Since(begun)+wait > time.Duration(p.config.Patience) {
			said["repeats"] = record.Num(float64(repeats))
			p.to.Saw(record.Answered, said)
			return
		}
		repeats++
		ahead.Idle(ctx, func() { time.Sleep(wait) })
		said = p.send(ctx, c, c.prepare())
	}
}

// send sends a request and returns what was answered as the fields of a record.
func (p *play) send(ctx context.Context, c call, out platform.Outgoing) map[string]value {
	request, err := p.request(ctx, out)
	if err != nil {
		return unanswered(c, "no request could be made")
	}
	p.mu.Lock()
	p.sent[c.step.Do] = out
	p.mu.Unlock()
	response, err := p.httpClient.Do(request)
	if err != nil {
		return unanswered(c, "no answer")
	}
	return p.answered(c, out, response)
}

func (p *play) request(ctx context.Context, out platform.Outgoing) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, out.Method, p.base+out.Path, bytes.NewReader(out.Body))
	if err == nil {
		request.Header = out.Header
		request.Close = out.Method != http.MethodPost // what it leaves on a connection is nobody else's
	}
	return request, err
}

// told begins what is said of the answer to a call.
func told(c call) map[string]value {
	return ofStep(c.step, map[string]value{"attempt": record.Num(float64(c.step.Client)), "operation": record.Text(string(c.step.Do)),
		"change": record.Text(string(c.step.Change)), "status": record.Text("")})
}

// ofStep says in what was seen that it is of the second client, and what is odd about it in a walk, where it is so.
func ofStep(step suite.Step, saw map[string]value) map[string]value {
	if step.Client > 0 {
		saw["client"] = record.Text("second")
	}
	if step.Odd != "" {
		saw["odd"] = record.Text(step.Odd)
	}
	return saw
}

func unanswered(c call, why string) map[string]value {
	said := told(c)
	said["error"] = record.Text(why)
	return said
}

// answered reads an answer and says what it is.
func (p *play) answered(c call, out platform.Outgoing, response *http.Response) map[string]value {
	said := told(c)
	defer response.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(response.Body, longestBody))
	said["http"], said["body"] = record.Num(float64(response.StatusCode)), bodyValue(body)
	said["signature"] = c.merchant.Judge(out.Method, out.Path, response.Header, "Response-Time", body)
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
	if operationOf(c.step) == schemas.ApplyOperation {
		said["expiry"] = record.Text(expiryOf(raw.Expiry))
	}
	p.learn(c, body, raw.Access, raw.Refresh)
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
func (p *play) learn(c call, body []byte, access, refresh string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c.step.Do == suite.Consult {
		for _, name := range p.portal.URLs.Names {
			if found, ok := httpcall.At(body, "$."+name); ok {
				if text, _ := found.(string); text != "" {
					p.url = text
					if !slices.Contains(p.agreements, c.agreement) { // where the call is repeated it is there
						p.agreements = append(p.agreements, c.agreement)
					}
					break
				}
			}
		}
		return
	}
	if p.isNew(access) {
		p.access = access
		if p.firstAccess == "" {
			p.firstAccess = access
		}
	}
	if p.isNew(refresh) {
		p.refresh = refresh
		if p.firstRefresh == "" {
			p.firstRefresh = refresh
		}
	}
	p.given = append(p.given, access, refresh)
	for _, name := range []string{"authCode", "refreshToken"} {
		sent, _ := c.fields[name].(string)
		if of := p.having(sent); of != nil && access != "" {
			of.tokens = append(of.tokens, access, refresh)
		}
	}
}

// isNew says whether a token was given out for the first time: one that comes again is of an answer that is given once more.
func (p *play) isNew(token string) bool { return token != "" && !slices.Contains(p.given, token) }

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

// shownBody is how much is kept of a body that is no JSON.
const shownBody = 2 << 10

func bodyValue(body []byte) value { return platform.BodyValue(body, shownBody) }
