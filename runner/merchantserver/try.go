package merchantserver

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/server"
	"github.com/signspec/signspec/suites/wire"
)

// tryOthers makes the other calls of the target file for an attempt that has been started, for nothing but the paths that lead
// nowhere: what else comes of them the rules judge.
func (p *play) tryOthers(ctx context.Context) error {
	step := server.Step{}
	if err := p.tryNotify(ctx, step); err != nil {
		return err
	}
	state, _ := p.stateOf(step)
	for _, c := range []struct {
		name, gives string
		call        *httpcall.Call
	}{
		{"result", "takes code and state", &p.config.Result},
		{"status", "tells whether the user is bound", p.config.Status},
		{"unbind", "cancels", p.config.Unbind},
	} {
		if c.call == nil {
			continue
		}
		ask := func(call httpcall.Call) answer {
			u := p.users[0]
			return p.call(ctx, call, u, httpcall.Values{"user": u.name, "authCode": p.codeOf(step), "authState": state}, p.attempts[0])
		}
		said := ask(*c.call)
		if said.err != nil || !missing(said.status) {
			continue
		}
		elsewhere := *c.call
		elsewhere.Request = httpcall.Nowhere(c.call.Request)
		if other := ask(elsewhere); other.err == nil && other.status == said.status &&
			httpcall.Unrouted(pathIn(c.call.Request), said.body, pathIn(elsewhere.Request), other.body) {
			return p.nowhere(c.name+": "+c.call.Request, said.status, "the call that "+c.gives)
		}
	}
	p.platform.Rest(p.attempts...)
	return ctx.Err()
}

// tryNotify sends the notification of a good code, for nothing but a path that leads nowhere.
func (p *play) tryNotify(ctx context.Context, step server.Step) error {
	if p.config.Notify == "" || !p.portal.Notifies {
		return nil
	}
	n := platform.Notification{Kind: wire.CodeCreated, Code: p.codeOf(step)}
	state, _ := p.stateOf(step)
	n.State, _ = state.(string)
	send := func(path string) record.Event {
		p.platform.Notify(ctx, p.base+path, p.attempts[0], n)
		return p.to.Last(record.Acknowledged)
	}
	said := send(p.config.Notify)
	if !missing(said.Int("status")) {
		return ctx.Err()
	}
	elsewhere := httpcall.Nowhere(p.config.Notify)
	other := send(elsewhere)
	if other.Int("status") == said.Int("status") && httpcall.Unrouted(p.config.Notify, []byte(said.Value("body").String()), elsewhere,
		[]byte(other.Value("body").String())) {
		return p.nowhere("notify: POST "+p.config.Notify, said.Int("status"), "where the server takes notifications")
	}
	return ctx.Err()
}

// nowhere is the mistake of a file whose path leads nowhere.
func (p *play) nowhere(where string, status int, what string) error {
	return &config.Error{File: p.config.File, Message: fmt.Sprintf(
		"%s is answered %d by %s, as any path that does not exist: is that %s?", where, status, p.base, what)}
}

// pathIn is the path of a request, such as /api/start of POST /api/start.
func pathIn(request string) string {
	_, path, _ := strings.Cut(request, " ")
	return path
}

// missing says whether a status is what a path that does not exist is answered with.
func missing(status int) bool {
	return status == http.StatusNotFound || status == http.StatusMethodNotAllowed
}
