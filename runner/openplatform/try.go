package openplatform

import (
	"context"
	"fmt"
	"net/http"

	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/schemas/config"
	suite "github.com/signspec/signspec/suites/platform"
)

// tryAuthorise lets a user approve a good first call, for nothing but the mistakes of the target file: a path that leads nowhere, or
// that finds nothing in the answer. Where the first call gives no URL, or the sandbox refuses, the rules judge that.
func (p *Platform) tryAuthorise(ctx context.Context) error {
	one := p.newPlay(suite.Scenario{Name: suite.Described})
	p.mu.Lock()
	p.plays = append(p.plays, one) // so that its notifications are somebody's
	p.mu.Unlock()
	one.call(ctx, suite.Step{Do: suite.Consult})
	if one.url == "" {
		return ctx.Err()
	}
	path, v := p.authorisation(one.url, "approve")
	said, err := p.approve(ctx, path, v)
	if err != nil {
		return ctx.Err()
	}
	wrong := func(format string, args ...any) error {
		return &config.Error{File: p.config.File, Message: "authorise: " + fmt.Sprintf(format, args...)}
	}
	request := p.config.Authorise.Request
	switch {
	case said.status == http.StatusNotFound || said.status == http.StatusMethodNotAllowed:
		nowhere := httpcall.Nowhere(path)
		if other, err := p.approve(ctx, nowhere, v); err == nil && other.status == said.status &&
			httpcall.Unrouted(path, said.body, nowhere, other.body) {
			return wrong("%s is answered %d by %s, as any path that does not exist: is that the call by which a user approves?",
				request, said.status, p.base)
		}
		return nil
	case said.status >= http.StatusBadRequest:
		return nil
	}
	code, _ := httpcall.At(said.body, p.config.Authorise.Code)
	text, _ := code.(string)
	if text == "" {
		return wrong("code: %s finds no code in the answer to %s, which is %d: %s. Is that the call by which a user approves, and the "+
			"path of the code in its answer?", p.config.Authorise.Code, request, said.status, httpcall.Paths(said.body))
	}
	one.mu.Lock()
	one.code, one.given = text, append(one.given, text)
	one.mu.Unlock()
	if at, elsewhere := p.stateElsewhere(said.body, one.latest().state); elsewhere {
		return wrong("state: %s does not find the state in the answer to %s: it stands at %s", p.config.Authorise.State, request, at)
	}
	return nil
}

// stateElsewhere says where an answer has a state that the target file looks for in another place.
func (p *Platform) stateElsewhere(body []byte, state string) (at string, elsewhere bool) {
	if p.config.Authorise.State == "" || state == "" {
		return "", false
	}
	if found, _ := httpcall.At(body, p.config.Authorise.State); found == state {
		return "", false
	}
	httpcall.EachLeaf(body, func(path string, leaf any) {
		if leaf == state && !elsewhere {
			at, elsewhere = path, true
		}
	})
	return at, elsewhere
}
