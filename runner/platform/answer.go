package platform

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/server"
)

// exchange is one request and how it is to be answered.
type exchange struct {
	attempt   *Attempt
	consult   *consultation // of a first call
	to        *Recorder
	id        float64
	operation string
	path      string
	staged    server.Answer
	body      []byte
	verdict   string // of the request's signature
}

// slowness is how long a slow answer takes: long enough that what is done at once meets in the middle of it.
const slowness = 120 * time.Millisecond

// longLine is how long the URL of a real wallet was.
const longLine = 1198

// answer answers a request as it is staged, signs the bytes that it sends, and takes down what it did.
func (p *Platform) answer(w http.ResponseWriter, r *http.Request, x exchange) {
	p.held(x.attempt, x.staged)
	if x.staged.Change == server.Slow {
		time.Sleep(slowness)
	}
	if x.staged.Change == server.Silence {
		p.took(x, 0, nil, "", "no answer")
		p.untilGivenUp(r, x)
		return
	}
	status, body, signed := p.body(x)
	change := x.staged.Change
	if change == server.Moved302 || change == server.Moved307 || change == server.Moved308 {
		fmt.Sscan(string(change), &status)
		w.Header().Set(
			"Location",
			fmt.Sprintf("http://%s%s?scenario=%s&attempt=%d", p.away.Addr(), x.path, x.attempt.key(), x.attempt.Number),
		)
	}
	if signed {
		p.sign(w.Header(), r.Method, x, &body)
	}
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	if change == server.HTML200 || change == server.HTML500 {
		w.Header().Set("Content-Type", "text/html")
	}
	if r.Context().Err() != nil { // an answer that nobody gets tells nobody anything
		p.took(x, 0, nil, "", "nobody waited for the answer any more")
		return
	}
	if change == server.Stalled {
		p.took(x, 0, nil, "", "the answer stops in the middle")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(status)
		w.Write(body[:len(body)/2])
		http.NewResponseController(w).Flush()
		p.untilGivenUp(r, x)
		return
	}
	// Taken down first: what the server does next is to stand behind it.
	p.took(x, status, body, p.resultOf(x), "")
	if p.Seen != nil {
		p.Seen(Request{Method: r.Method, Path: x.path, Status: status, Answer: body, Body: x.body, Verdict: x.verdict})
	}
	w.WriteHeader(status)
	if change == server.InPieces {
		inPieces(w, body, func() { http.NewResponseController(w).Flush() })
	} else {
		w.Write(body)
	}
	if x.operation == schemas.ApplyOperation {
		x.attempt.answered(w)
	}
}

// untilGivenUp waits until the server waits no more for an answer.
func (p *Platform) untilGivenUp(r *http.Request, x exchange) {
	select {
	case <-r.Context().Done():
		x.attempt.up.Do(func() { close(x.attempt.given) })
	case <-p.stopped:
	}
}

// answered lets an answer go that waits for an exchange of this attempt.
func (a *Attempt) answered(w http.ResponseWriter) {
	a.once.Do(func() {
		if f, ok := w.(http.Flusher); ok {
			f.Flush()
		}
		time.AfterFunc(heldGap, func() { close(a.exchanged) })
	})
}

// heldGap is how long after an exchange was answered a held answer leaves: the server has read the first by then.
const heldGap = 30 * time.Millisecond

// resultOf is the status that an answer says: empty where it says none.
func (p *Platform) resultOf(x exchange) string {
	switch x.staged.Change {
	case server.HTML200,
		server.HTML500,
		server.Empty,
		server.Cut,
		server.NoResult,
		server.ResultText,
		server.Huge,
		server.Moved302,
		server.Moved307,
		server.Moved308:
		return ""
	}
	if x.staged.Status == "" {
		return "S"
	}
	return x.staged.Status
}

func (p *Platform) took(x exchange, status int, body []byte, result, failed string) {
	fields := map[string]value{
		"attempt": number(x.attempt.Number), "id": record.Num(x.id), "operation": record.Text(x.operation),
		"staged": record.Text(stagedText(x.staged)), "result": record.Text(result),
	}
	if failed != "" {
		fields["error"] = record.Text(failed)
	} else {
		fields["status"] = number(status)
		fields["body"] = bodyValue(body[:min(len(body), shortestHidden)])
	}
	x.to.Saw(record.Answered, fields)
}

// stagedText names what was staged: "S", "U AUTH_IN_PROCESS", "S unsigned".
func stagedText(a server.Answer) string {
	words := []string{"S"}
	if a.Status != "" {
		words = []string{a.Status}
	}
	if a.Code != "" {
		words = append(words, a.Code)
	}
	if a.Change != "" {
		words = append(words, string(a.Change))
	}
	return strings.Join(words, " ")
}

// body makes the bytes of an answer; signed says whether they are signed.
func (p *Platform) body(x exchange) (status int, body []byte, signed bool) {
	switch x.staged.Change {
	case server.HTML500:
		return http.StatusInternalServerError, []byte("<html><body><h1>500 Internal Server Error</h1></body></html>"), false
	case server.HTML200:
		return http.StatusOK, []byte("<html><body>Welcome</body></html>"), false
	case server.Moved302, server.Moved307, server.Moved308:
		return http.StatusFound, []byte("moved"), false
	case server.Empty:
		return http.StatusOK, nil, true
	}
	fields := p.fields(x)
	switch x.staged.Change {
	case server.NoResult:
		delete(fields, "result")
	case server.ResultText:
		fields["result"] = "S"
	case server.Extra:
		fields["resultExtension"] = map[string]any{"trace": []any{"x", 1, nil}, "level": "NEW_KIND"}
		fields["newField"] = "new"
		fields["result"].(map[string]any)["resultLevel"] = "NEW_KIND"
	case server.Huge:
		fields["padding"] = strings.Repeat("x", 3<<20)
	}
	body = written(fields, x.staged.Change)
	if x.staged.Change == server.Cut {
		body = body[:len(body)/2]
	}
	if x.staged.Change == server.Unsigned500 {
		return http.StatusInternalServerError, body, true
	}
	return http.StatusOK, body, true
}

// fields are what an answer says.
func (p *Platform) fields(x exchange) map[string]any {
	status := x.staged.Status
	if status == "" {
		status = "S"
	}
	fields := map[string]any{
		"result": map[string]any{"resultStatus": status, "resultCode": p.code(status, x.staged.Code), "resultMessage": "as staged"},
	}
	if status != "S" {
		if x.staged.Change == server.WithToken {
			p.tokenFields(x, fields)
		}
		return fields
	}
	switch x.operation {
	case schemas.ConsultOperation:
		p.urlFields(x, fields)
	case schemas.ApplyOperation:
		p.tokenFields(x, fields)
	}
	return fields
}

// code is the result code that a scenario names by its role.
func (p *Platform) code(status, named string) string {
	codes := p.Portal.Codes
	switch named {
	case "":
		return map[string]string{"S": "SUCCESS", "F": codes.Final, "U": codes.Unknown}[status]
	case "inProcess":
		return codes.InProcess
	case "invalidCode":
		return codes.InvalidCode
	case "unknown":
		return codes.Unknown
	case "busy":
		return codes.Busy
	case "final":
		return codes.Final
	}
	return named
}

// urlFields puts the URL into the answer to a first call. It is another for every call, and remembered.
func (p *Platform) urlFields(x exchange, fields map[string]any) {
	names := p.Portal.URLs.Names
	switch x.staged.Change {
	case server.NoURL:
		return
	case server.FirstURL:
		names = names[:1]
	case server.SecondURL:
		names = names[min(1, len(names)-1):][:1]
	case server.ThirdURL:
		names = names[min(2, len(names)-1):][:1]
	case server.LastURL:
		names = names[len(names)-1:]
	}
	for _, name := range names {
		u := p.freshURL(name, x.staged.Change)
		fields[name] = u
		if x.consult != nil {
			p.mu.Lock()
			x.consult.urls, x.consult.staged = append(x.consult.urls, u), stagedText(x.staged)
			p.urls[u] = x.consult
			p.mu.Unlock()
		}
	}
}

// freshURL makes a URL that only its attempt has: with what re-encoding would change, and no longer than allowed.
func (p *Platform) freshURL(name string, like server.Change) string {
	innermost := "https://merchant.example/done?note=50%25&sum=1+1=2"
	scheme := "https://wallet.example/authorize"
	if name == "schemeUrl" {
		scheme = "wallet://platformapi/startapp"
	}
	if like == server.OddURL {
		if name != "schemeUrl" {
			scheme = "https://Wallet.Example:443"
		}
		return scheme + "?authId=" + Unguessable(idLength) + "&next=%2f..%2F&q='it'(1)!$,;:@/?&q=~*%7E%41%2d&flag&=&sign=ab/cd+ef=="
	}
	u := scheme + "?authId=" + Unguessable(idLength) + "&redirect=" + url.QueryEscape(innermost) + "&sign=ab/cd+ef=="
	if like != server.LongURL {
		return u
	}
	filler := "&x=%7B%22a%22%3A%5B1%2C2%5D%7D&y=" + url.QueryEscape(url.QueryEscape(innermost))
	for len(u)+len(filler) <= min(longLine, p.Portal.URLs.Max) {
		u += filler
	}
	return u + strings.Repeat("z", min(longLine, p.Portal.URLs.Max)-len(u))
}

// lifetime is how long a token is said to be good for.
const lifetime = 365 * 24 * time.Hour

func (p *Platform) tokenFields(x exchange, fields map[string]any) {
	a := x.attempt
	a.mu.Lock()
	a.tokens()
	fields["accessToken"] = a.access
	if x.staged.Change != server.Minimal {
		fields["accessTokenExpiryTime"] = time.Now().Add(lifetime).Format(time.RFC3339)
		fields["refreshToken"] = a.refresh
		fields["refreshTokenExpiryTime"] = time.Now().Add(2 * lifetime).Format(time.RFC3339)
		fields["userLoginId"], fields["customerId"], fields["extendInfo"] = "1****2@example.com", a.Customer, "{}"
	}
	a.mu.Unlock()
	switch x.staged.Change {
	case server.NoToken:
		delete(fields, "accessToken")
	case server.EmptyToken:
		fields["accessToken"] = ""
	case server.NullToken:
		fields["accessToken"] = nil
	}
}
