package merchantserver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/server"
)

// tell makes a call and takes down what was said, whole. It returns how the answer looks.
func (p *play) tell(ctx context.Context, to string, c httpcall.Call, step server.Step, v httpcall.Values, more ...string) string {
	_, fields := p.ask(ctx, to, c, step, v, more...)
	return p.told(to, step, fields)
}

// told takes down what was said, but for a status that is the same as before, and returns how it looks.
func (p *play) told(to string, step server.Step, fields map[string]value) string {
	as, _ := fields["as"].Str()
	p.mu.Lock()
	if to == "status" || to == "result" {
		p.said[step.Attempt] = as
	}
	p.mu.Unlock()
	if to == "status" {
		asked := [2]int{step.Attempt, p.by(step).number}
		said := as + fields["body"].String() + fields["status"].String()
		p.mu.Lock()
		same := p.status[asked] == said
		p.status[asked] = said
		p.mu.Unlock()
		if same {
			return as // it said so before
		}
	}
	if to == "result" {
		p.mu.Lock()
		p.late[step.Attempt] = as == "pending"
		p.mu.Unlock()
	}
	p.to.Saw(record.Told, fields)
	return as
}

// answer is what a server said.
type answer struct {
	status int
	header http.Header
	body   []byte
	err    error
}

// ask makes a call, takes down that it was made, and returns what it was told as the fields of a record.
func (p *play) ask(
	ctx context.Context,
	to string,
	c httpcall.Call,
	step server.Step,
	v httpcall.Values,
	more ...string,
) (answer, map[string]value) {
	u := p.by(step)
	v["user"] = u.name
	p.asks(to, step, more...)
	begun := time.Now()
	said := p.call(ctx, c, u, v, p.attempts[step.Attempt])
	return said, p.heard(to, c, step, begun, said)
}

// asks takes down that a call is made.
func (p *play) asks(to string, step server.Step, more ...string) {
	if to == "status" {
		p.mu.Lock()
		p.looked[[2]int{step.Attempt, p.by(step).number}] = look{step, time.Now()}
		p.mu.Unlock()
		return // that it is asked for says nothing
	}
	if to == "result" || to == "unbind" {
		p.hands(to, step.Attempt)
	}
	sent := map[string]value{
		"to": record.Text(to), "attempt": record.Num(float64(step.Attempt)), "user": record.Num(float64(p.by(step).number)),
	}
	if to == "result" {
		sent["code"] = record.Text(orOwn(step.Code))
	}
	for i := 0; i+1 < len(more); i += 2 {
		sent[more[i]] = record.Text(more[i+1])
	}
	p.to.Saw(record.Sent, sent)
}

// heard is what a call was answered, as the fields of a record. The call says how the answer is to look.
func (p *play) heard(to string, c httpcall.Call, step server.Step, begun time.Time, said answer) map[string]value {
	fields := map[string]value{
		"to":      record.Text(to),
		"attempt": record.Num(float64(step.Attempt)),
		"user":    record.Num(float64(p.by(step).number)),
		"tookMs":  record.Num(float64(time.Since(begun).Milliseconds())),
	}
	if said.err != nil {
		fields["error"], fields["as"] = record.Text(failureOf(said.err)), record.Text("none")
		return fields
	}
	carried := []string{}
	all := platform.Readings(string(said.body) + "\n" + fmt.Sprint(said.header))
	for _, a := range p.attempts {
		for _, what := range a.CarriedIn(all) {
			if !slices.Contains(carried, what) && what != "code" { // the client had the code first
				carried = append(carried, what)
			}
		}
	}
	fields["status"], fields["body"], fields["carries"] = record.Num(float64(said.status)), bodyOf(said.body), record.Texts(carried)
	fields["as"] = record.Text(c.As(said.status, said.body))
	return fields
}

func orOwn(g server.Given) string {
	if g == server.Own {
		return "own"
	}
	return string(g)
}

// failureOf says in few words why a call was not answered.
func failureOf(err error) string {
	switch text := err.Error(); {
	case errors.Is(err, errEndless):
		return text
	case strings.Contains(text, "Client.Timeout"), strings.Contains(text, "deadline exceeded"):
		return "no answer in time"
	case strings.Contains(text, "EOF"), strings.Contains(text, "reset by peer"):
		return closed
	case strings.Contains(text, "refused"):
		return refused
	default:
		return unanswered
	}
}

// errEndless is met by a call whose answer is longer than any that a mini program can use.
var errEndless = errors.New("an answer of more than 1 MB")

// What a call that failed at once is said to have met.
const (
	closed     = "the connection was closed"
	refused    = "nothing listens any more"
	unanswered = "no answer"
)

// longestBody is how much of an answer is read, and shownBody how much is kept of what is no JSON.
const (
	longestBody = 1 << 20
	shownBody   = 2 << 10
)

// call makes one call of a user.
func (s *Server) call(ctx context.Context, c httpcall.Call, u *user, v httpcall.Values, _ *platform.Attempt) answer {
	method, path, _ := strings.Cut(c.Request, " ")
	body, contentType := c.Body(v)
	request, err := http.NewRequestWithContext(ctx, method, s.base+v.Text(path, escape), bytes.NewReader(body))
	if err != nil {
		return answer{err: err}
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	for _, headers := range []map[string]string{s.config.Users.Headers, u.fixed, c.Headers} {
		for name, template := range headers {
			request.Header.Set(name, v.Text(template, httpcall.AsIs))
		}
	}
	response, err := u.client.Do(request)
	if err != nil {
		return answer{err: err}
	}
	defer response.Body.Close()
	said, err := io.ReadAll(io.LimitReader(response.Body, longestBody+1))
	if len(said) > longestBody {
		err = errEndless
	}
	return answer{status: response.StatusCode, header: response.Header, body: said, err: err}
}

// given is the value of a code or a state that is handed over in a way.
func given(how server.Given, own string) any {
	switch how {
	case server.Absent:
		return httpcall.Absent{}
	case server.NullValue:
		return nil
	}
	return own
}
