package platform

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/server"
	"github.com/signspec/signspec/suites/wire"
)

type value = record.Value

func number(n int) value { return record.Num(float64(n)) }

// maxBody is how much of a request is read.
const maxBody = 1 << 20

// serve answers one request of a merchant's server.
func (p *Platform) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(io.LimitReader(r.Body, maxBody))
	path := r.URL.EscapedPath() // not the request line: a client may write that in absolute form
	operation, known := p.Portal.Operation(path)
	if !known {
		operation = guess(path)
	}
	fields := p.seen(r, path, body)
	if known {
		fields["operation"] = record.Text(operation)
	}
	var sent struct {
		Code    json.RawMessage `json:"authCode"`
		Refresh string          `json:"refreshToken"`
		Access  string          `json:"accessToken"`
	}
	json.Unmarshal(body, &sent)
	code := codeIn(sent.Code)
	a, c := p.whose(operation, code, sent.Refresh, sent.Access, body)
	id := p.nextID()
	fields["id"] = record.Num(id)
	to := a.to
	if c != nil {
		c.id, to = id, c.to
	}
	fields["attempt"] = number(a.Number)
	if operation == schemas.ApplyOperation && code != "" {
		_, verbatim := a.ownsCode(code)
		fields["code"] = record.Text(map[bool]string{true: "given", false: "changed"}[verbatim])
	}
	if token := a.ownsToken(sent.Access); token != "" {
		fields["token"] = record.Text(token)
	}
	kind := map[string]record.EventType{
		schemas.ConsultOperation: record.Consulted, schemas.ApplyOperation: record.Applied, schemas.CancelOperation: record.Cancelled,
	}[operation]
	to.Saw(kind, fields)
	p.answer(
		w,
		r,
		exchange{
			attempt:   a,
			consult:   c,
			to:        to,
			id:        id,
			operation: operation,
			path:      path,
			staged:    a.answer(operation),
			body:      body,
			verdict:   verdict(fields["signature"]),
		},
	)
}

// codeIn is what stands for a code in a request: its text, or as it is written where it is no text; "" where there is none.
func codeIn(code json.RawMessage) string {
	var text any
	if json.Unmarshal(code, &text); text == nil {
		return ""
	}
	if s, ok := text.(string); ok {
		return s
	}
	return string(code)
}

// verdict says of a signature what a person wants to know.
func verdict(signature value) string {
	verified, _ := signature.Field("verified")
	if right, _ := verified.Flag(); right {
		return "signed rightly"
	}
	reason, _ := signature.Field("reason")
	text, _ := reason.Str()
	return "NOT signed rightly: " + text
}

// guess takes a path that the edition does not have for the operation that it looks like.
func guess(path string) string {
	lower := strings.ToLower(path)
	switch {
	case strings.Contains(lower, "apply"):
		return schemas.ApplyOperation
	case strings.Contains(lower, "cancel") || strings.Contains(lower, "revoke"):
		return schemas.CancelOperation
	}
	return schemas.ConsultOperation
}

func (p *Platform) nextID() float64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.requests++
	return p.requests
}

// Requests counts the requests that have been numbered so far.
func (p *Platform) Requests() float64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.requests
}

// whose finds the attempt that a request is of: of a first call the one that is being started, of the others the one whose
// code or token it carries. What nobody can be found for is that of the only attempt that is going on: a server that sends
// no code at all is caught there.
func (p *Platform) whose(operation, code, refresh, access string, body []byte) (*Attempt, *consultation) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if operation == schemas.ConsultOperation {
		c := &consultation{}
		if p.Portal.State != nil {
			var fields map[string]any
			json.Unmarshal(body, &fields)
			c.state, c.has = fields[p.Portal.State.Name].(string)
		}
		if len(p.starting) == 0 {
			c.to = NewRecorder()
			p.early[c] = c.to
			return newAttempt(c.to), c
		}
		a := p.starting[0]
		if len(p.starting) > 1 { // several at once: each consult is another's
			p.starting = append(p.starting[1:len(p.starting):len(p.starting)], p.starting[0])
		}
		c.to = a.to
		return a, c
	}
	for _, a := range p.attempts {
		owns, _ := a.ownsCode(code)
		if owns || a.ownsToken(refresh) != "" || a.ownsToken(access) != "" {
			return a, nil
		}
	}
	var open []*Attempt
	for _, a := range p.attempts {
		if !a.isOver() {
			open = append(open, a)
		}
	}
	// A server that keeps its attempts goes on with those of an earlier run when it is started: their codes are nobody's here,
	// where an attempt has none yet, or has had its own exchanged.
	if len(open) == 1 && (operation != schemas.ApplyOperation || open[0].awaitsExchange()) {
		return open[0], nil
	}
	return newAttempt(NewRecorder()), nil
}

// seen takes down what a request says of itself.
func (p *Platform) seen(r *http.Request, path string, body []byte) map[string]value {
	clientID, sent := r.Header.Get("Client-Id"), r.Header.Get("Request-Time")
	fields := map[string]value{
		"method": record.Text(r.Method), "path": record.Text(path), "clientId": record.Text(clientID), "time": record.Text(sent),
		"signature": p.judged(r, path, clientID, sent, body), "body": bodyValue(body),
	}
	if r.URL.RawQuery != "" {
		fields["query"] = record.Text(r.URL.RawQuery)
	}
	if at, form, ok := wire.ReadTime(sent); ok {
		fields["form"], fields["skewMs"] = record.Text(form), record.Num(float64(time.Since(at).Milliseconds()))
	}
	return fields
}

// judged says of the signature of a request whether it is one over the bytes sent, and how it is spelt.
func (p *Platform) judged(r *http.Request, path, clientID, sent string, body []byte) value {
	text := r.Header.Get("Signature")
	if text == "" {
		return record.Fields(
			map[string]value{
				"present":  record.Bool(false),
				"verified": record.Bool(false),
				"reason":   record.Text("there is no Signature header"),
			},
		)
	}
	h := ParseHeader(text)
	fields := map[string]value{
		"present":    record.Bool(true),
		"verified":   record.Bool(false),
		"algorithm":  record.Text(h.Algorithm),
		"keyVersion": record.Text(h.KeyVersion),
	}
	signature, spelling, err := ReadSignature(h.Signature)
	fields["spellings"] = record.Texts([]string{})
	if err == nil {
		fields["spellings"] = record.Texts(spellingsOf(h.Signature, signature, spelling))
	}
	if clientID == "" {
		clientID = p.ClientID // that it is missing is another matter than what was signed
	}
	content := StringToSign(r.Method, path, clientID, sent, body)
	switch {
	case h.Signature == "":
		fields["reason"] = record.Text("the header has no signature")
	case err != nil:
		fields["reason"] = record.Text("the signature is not base64 in any of its spellings")
	case Verify(&p.Keys.Merchant.PublicKey, content, signature):
		fields["verified"] = record.Bool(true)
	case Verify(&p.Keys.Platform.PublicKey, content, signature):
		fields["reason"] = record.Text("it is made with the platform's key")
	default:
		fields["reason"] = record.Text(
			"it is not one of the merchant's key over the method, the path, the client id, the time and the bytes that were sent",
		)
	}
	return record.Fields(fields)
}

// shortestHidden is the length from which text that is no JSON is cut in a record.
const shortestHidden = 4 << 10

// bodyValue takes down a body of a request or of an answer.
func bodyValue(body []byte) value { return BodyValue(body, shortestHidden) }

// stray takes down what was sent to where redirects lead, which is no place for it.
func (p *Platform) stray(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(io.LimitReader(r.Body, maxBody))
	all := string(body) + r.URL.String()
	for name, values := range r.Header {
		all += name + strings.Join(values, " ")
	}
	p.mu.Lock()
	attempts := slices.Clone(p.attempts)
	p.mu.Unlock()
	text, _ := strconv.Atoi(r.URL.Query().Get("attempt"))
	for _, a := range attempts {
		carried := a.Carried(all)
		if len(carried) > 0 || r.URL.Query().Get("scenario") == a.key() && text == a.Number {
			a.to.Saw(record.Strayed, map[string]value{
				"attempt": number(
					a.Number,
				), "where": record.Text("another host that the answer redirects to"), "method": record.Text(r.Method),
				"carries": record.Texts(carried), "signed": record.Bool(r.Header.Get("Signature") != ""),
			})
			break
		}
	}
	w.Header().Set("Content-Type", "application/json")
	io.WriteString(
		w,
		`{"result":{"resultStatus":"S","resultCode":"SUCCESS","resultMessage":"success"},`+
			`"accessToken":"a-token-of-nobody","authUrl":"https://elsewhere.invalid/"}`,
	)
}

// key tells a scenario's attempts from those of others.
func (a *Attempt) key() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.tokens()
	return a.access[2:10]
}

// Held waits until the exchange that a held answer waits for has been answered, or the platform ends.
func (p *Platform) held(a *Attempt, staged server.Answer) {
	if !staged.Held || a.next == nil {
		return
	}
	select {
	case <-a.next.exchanged:
	case <-time.After(longestHeld):
	case <-p.stopped:
	}
}

// longestHeld is how long an answer is held where the other exchange never comes: no time after which clients give up, of which nobody
// could say then whether they had the answer.
const longestHeld = 1700 * time.Millisecond
