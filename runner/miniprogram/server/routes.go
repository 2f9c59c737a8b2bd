package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/merchant"
)

// The texts in a reply that become what the scenario stages.
const (
	SignStrMark   = "{signStr}"
	AuthStateMark = "{authState}"
)

// Routes is a server that the suite plays. The first route that matches a request answers it.
type Routes struct {
	routes   []schemas.Route
	patterns []pattern
	file     string
}

// NewRoutes makes a server of the routes of a configuration; file is its name in messages. The error is a
// *config.Error.
func NewRoutes(file string, routes []schemas.Route) (*Routes, error) {
	r := &Routes{routes: routes, file: file}
	for _, route := range routes {
		if route.Role == schemas.PrepareRole && !marked(route.Reply) {
			return nil, &config.Error{Message: fmt.Sprintf(
				"%s: the reply of %s has the role %s, so %q belongs where the server puts the sign string",
				file,
				route.Request,
				route.Role,
				SignStrMark,
			)}
		}
		r.patterns = append(r.patterns, parsePattern(route.Request))
	}
	return r, nil
}

// Roles lists the roles that the routes have.
func (r *Routes) Roles() []string {
	var roles []string
	for _, role := range []string{schemas.PrepareRole, schemas.ResultRole, schemas.StatusRole} {
		for _, route := range r.routes {
			if route.Role == role {
				roles = append(roles, role)
				break
			}
		}
	}
	return roles
}

// Means is what the reply of the status route is said to mean; empty where nothing is said.
func (r *Routes) Means() string {
	for _, route := range r.routes {
		if route.Role == schemas.StatusRole {
			return route.Means
		}
	}
	return ""
}

// Begin implements Server.
func (r *Routes) Begin(stage Stage) (Session, error) {
	return &routesSession{Routes: r, stage: stage, hosts: map[string]bool{}}, nil
}

type routesSession struct {
	*Routes
	stage    Stage
	prepared preparations
	// hosts are those that were asked for what the routes answer; signed says that the API was called, and told that one of the
	// hosts was told of a result, or asked for it.
	hosts        map[string]bool
	signed, told bool
}

func (s *routesSession) Signing(string) Handover {
	s.signed = true
	return nil
}

func (s *routesSession) SignStr() string { return s.stage.SignStr }

func (r *Routes) route(request Request) *schemas.Route {
	path := PathOf(request.URL)
	for i, pattern := range r.patterns {
		if pattern.matches(request.Method, path) {
			return &r.routes[i]
		}
	}
	return nil
}

// Answer implements Session.
func (s *routesSession) Answer(request Request) (Reply, error) {
	route := s.route(request)
	if route == nil && s.elsewhere(request) {
		return encodeReply(map[string]any{}), nil
	}
	if route == nil {
		return Reply{}, s.missing(request, s.stage.of(request))
	}
	s.hosts[hostOf(request.URL)] = true
	s.told = s.told || route.Role == schemas.ResultRole || route.Role == schemas.StatusRole
	answer := s.stage.answerFor(route.Role, request)
	reply, ok := failing(answer)
	if !ok {
		body := route.Reply
		switch {
		case route.Role == schemas.ResultRole && answer == merchant.Rejects:
			body = route.Reject
		case route.Role == schemas.ResultRole:
			body = route.Accept
		case answer == merchant.MissingField:
			body = withoutSignStr(body)
		}
		stage := s.stage.of(request)
		if route.Role == schemas.PrepareRole {
			stage = s.prepared.stage(stage, route.Request)
		}
		filled := fill(body, stage)
		if route.Role == schemas.PrepareRole {
			s.prepared.replied(route.Request, filled, stage.SignStr)
		}
		reply = encodeReply(filled).given(answer)
	}
	reply.Role = route.Role
	return reply, nil
}

// elsewhere says whether a request that no route answers goes to somebody else's server, and nothing of the flow depends on
// the reply, as where a service counts visits: the merchant's own server knows already what it has to, or this tells of no
// code and asks for nothing.
func (s *routesSession) elsewhere(request Request) bool {
	host := hostOf(request.URL)
	tells := request.Method != http.MethodGet && !request.Carries(s.stage.of(request).AuthCode)
	return host != "" && !s.hosts[host] && (s.told || s.signed && tells)
}

func encodeReply(body any) Reply {
	if text, ok := body.(string); ok {
		return Reply{Status: 200, Headers: plainText(), Body: text}
	}
	data, err := json.Marshal(body)
	if err != nil {
		return Reply{Error: "the reply cannot be written as JSON: " + err.Error()}
	}
	return Reply{Status: 200, Headers: jsonText(), Body: string(data)}
}

// missing says which lines the configuration lacks. What the wallet gave is a secret, and another in each run.
func (r *Routes) missing(request Request, stage Stage) error {
	advice, begin := "", "  - "
	if request.Method == http.MethodGet && !slices.Contains(r.Roles(), schemas.StatusRole) {
		advice = "; role and means only if it asks how the signing ended"
		begin = "  - role: status\n    means: pending\n    "
	}
	public := strings.NewReplacer(anyText(stage.AuthCode, stage.AuthState)...).Replace
	return &config.Error{Message: fmt.Sprintf(
		"%sthe program asks for %s %s, which no route of %s answers. Add to its server, with the reply that the program needs%s:\n\n%s"+
			"request: %s %s\n    reply: {}\n",
		from(request), request.Method, public(request.URL), r.file, advice, begin, request.Method, public(PathOf(request.URL)),
	)}
}

// anyText pairs each text, and as it stands in a URL, with what matches any.
func anyText(texts ...string) []string {
	var pairs []string
	for _, text := range texts {
		for _, form := range []string{text, url.QueryEscape(text), url.PathEscape(text), strings.ToLower(text)} {
			if form != "" {
				pairs = append(pairs, form, "*")
			}
		}
	}
	return pairs
}

// marked says whether the mark of the sign string is somewhere in a body.
func marked(body any) bool {
	found := false
	visit(body, func(text string) { found = found || strings.Contains(text, SignStrMark) })
	return found
}

func visit(body any, f func(string)) {
	switch v := body.(type) {
	case string:
		f(v)
	case []any:
		for _, item := range v {
			visit(item, f)
		}
	case map[string]any:
		for _, item := range v {
			visit(item, f)
		}
	}
}

// fill puts what is staged into a body.
func fill(body any, stage Stage) any {
	switch v := body.(type) {
	case string:
		return strings.NewReplacer(SignStrMark, stage.SignStr, AuthStateMark, stage.AuthState).Replace(v)
	case []any:
		filled := make([]any, len(v))
		for i, item := range v {
			filled[i] = fill(item, stage)
		}
		return filled
	case map[string]any:
		filled := make(map[string]any, len(v))
		for name, item := range v {
			filled[name] = fill(item, stage)
		}
		return filled
	}
	return body
}

// withoutSignStr takes the members and items that hold the sign string out of a body.
func withoutSignStr(body any) any { return without(body, SignStrMark) }

// without takes the members and items that hold a text out of a body.
func without(body any, mark string) any {
	holds := func(value any) bool {
		text, ok := value.(string)
		return ok && strings.Contains(text, mark)
	}
	switch v := body.(type) {
	case string:
		if holds(v) {
			return ""
		}
	case []any:
		var kept []any
		for _, item := range v {
			if !holds(item) {
				kept = append(kept, without(item, mark))
			}
		}
		return kept
	case map[string]any:
		kept := map[string]any{}
		for name, item := range v {
			if !holds(item) {
				kept[name] = without(item, mark)
			}
		}
		return kept
	}
	return body
}
