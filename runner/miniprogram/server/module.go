package server

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"time"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/secret"
	"github.com/signspec/signspec/suites/merchant"
)

// moduleTime is the virtual time that the module's function has for an answer.
const moduleTime = time.Minute

// Module is a server that a module of the merchant's plays. It exports, as default or as server, a function of
//
//	request  {method, url, path, query, headers, body}; body is parsed where it is JSON
//	stage    {signStr, authState, accept, signed}: what to give to be signed, whether to accept the result, and what
//	         the status is
//
// that returns, or promises, {status, headers, body, role}, all of them optional: role says which request it was
// (prepare, result, status), so that the suite can have it fail; a reply with the sign string is to prepare, and a request
// with what the wallet gave is a result, without being called so. Without a reply the request has no route. Every scenario
// gets a fresh instance of the module.
type Module struct {
	name    string
	program *engine.Program
}

// NewModule compiles a module that was bundled. The error is a *config.Error.
func NewModule(bundle *engine.Bundle) (*Module, error) {
	program, err := bundle.Compile()
	if err != nil {
		return nil, &config.Error{Message: err.Error()}
	}
	return &Module{name: bundle.Name, program: program}, nil
}

// Begin implements Server.
func (m *Module) Begin(stage Stage) (Session, error) {
	s := &moduleSession{module: m, stage: stage, vm: engine.New(engine.Options{})}
	exports, err := s.vm.Load(m.program)
	if err != nil {
		return nil, m.fault(err)
	}
	for _, name := range []string{"default", "server"} {
		if f := exports.Get(name); f.IsFunction() {
			s.handle = f
		}
	}
	if exports.IsFunction() {
		s.handle = exports
	}
	if s.handle.IsUndefined() {
		return nil, &config.Error{Message: m.name + " exports no function: export default function (request, stage) { ... }"}
	}
	return s, nil
}

func (m *Module) fault(err error) error {
	var thrown *engine.Thrown
	if errors.As(err, &thrown) {
		return &config.Error{Message: fmt.Sprintf("%s threw: %v", m.name, thrown)}
	}
	return fmt.Errorf("running %s: %w", m.name, err)
}

type moduleSession struct {
	module *Module
	stage  Stage
	vm     *engine.VM
	handle engine.Value
	// prepared are the preparations so far; which request is one is known by its reply.
	prepared preparations
}

func (*moduleSession) Signing(string) Handover { return nil }

func (s *moduleSession) SignStr() string { return s.stage.SignStr }

// Answer implements Session.
func (s *moduleSession) Answer(request Request) (Reply, error) {
	name := request.Name()
	stage := s.prepared.stage(s.stage.of(request), name)
	given, err := s.ask(request, stage)
	if err != nil {
		return Reply{}, s.module.fault(err)
	}
	if given == nil {
		return Reply{}, &config.Error{Message: fmt.Sprintf("%sthe program asks for %s %s, and %s returns nothing for it",
			from(request), request.Method, request.URL, s.module.name)}
	}
	var reply struct {
		Status  int
		Headers map[string]string
		Body    any
		Role    string
	}
	if err := json.Unmarshal(given, &reply); err != nil {
		return Reply{}, &config.Error{Message: fmt.Sprintf("%s returned %s for %s %s, where {status, headers, body, role} belongs: %v",
			s.module.name, given, request.Method, request.URL, err)}
	}
	reply.Role = cmp.Or(reply.Role, s.roleOf(request, reply.Body, stage.SignStr))
	answer := s.stage.answerFor(reply.Role, request)
	if instead, ok := failing(answer); ok && reply.Role != "" {
		instead.Role = reply.Role
		return instead, nil
	}
	body := reply.Body
	if reply.Role == schemas.PrepareRole {
		s.prepared.replied(name, body, stage.SignStr)
		if answer == merchant.MissingField {
			body = without(body, stage.SignStr)
		}
	}
	whole := encodeReply(body)
	if reply.Status != 0 {
		whole.Status = reply.Status
	}
	if reply.Headers != nil {
		whole.Headers = reply.Headers
	}
	whole.Role = reply.Role
	return whole.given(answer), nil
}

// roleOf is the role of a request that the module has not named, by what is in it or in its reply; "" where neither tells.
func (s *moduleSession) roleOf(request Request, body any, signStr string) string {
	staged := s.stage.of(request)
	brings := func(given string) bool {
		return given != "" && (secret.Hides(request.Body, given) || secret.Hides(request.URL, given))
	}
	switch {
	case signStr != "" && !reflect.DeepEqual(without(body, signStr), body):
		return schemas.PrepareRole
	case brings(staged.AuthCode) || brings(staged.AuthState):
		return schemas.ResultRole
	}
	return ""
}

// ask calls the module's function and waits for its answer, which is nil where it returned nothing.
func (s *moduleSession) ask(request Request, staged Stage) ([]byte, error) {
	asked, err := s.value(map[string]any{
		"method": request.Method, "url": request.URL, "path": PathOf(request.URL), "query": queryOf(request.URL),
		"headers": request.Headers, "body": parsed(request.Body),
	})
	if err != nil {
		return nil, err
	}
	stage, err := s.value(map[string]any{
		"signStr": staged.SignStr, "authState": s.stage.AuthState, "accept": s.stage.Result != merchant.Rejects, "signed": false,
	})
	if err != nil {
		return nil, err
	}
	answer, err := s.vm.Call(s.handle, engine.Undefined(), asked, stage)
	if err != nil {
		return nil, err
	}
	if answer.IsPromise() {
		if answer, err = s.settled(answer); err != nil {
			return nil, err
		}
	}
	if answer.IsNullish() {
		return nil, nil
	}
	return s.vm.Stringify(answer)
}

func (s *moduleSession) settled(promise engine.Value) (engine.Value, error) {
	_, err := s.vm.RunUntil(moduleTime, func() bool {
		state, _ := promise.Promise()
		return state != engine.Pending
	})
	if err != nil {
		return engine.Undefined(), err
	}
	switch state, result := promise.Promise(); state {
	case engine.Fulfilled:
		return result, nil
	case engine.Rejected:
		return engine.Undefined(), &config.Error{Message: fmt.Sprintf("%s rejected: %s", s.module.name, result)}
	}
	return engine.Undefined(), &config.Error{Message: s.module.name + " never answers: its promise stays pending"}
}

func (s *moduleSession) value(data any) (engine.Value, error) {
	text, err := json.Marshal(data)
	if err != nil {
		return engine.Undefined(), err
	}
	return s.vm.ParseJSON(string(text))
}

func queryOf(address string) map[string]string {
	query := map[string]string{}
	if parsed, err := url.Parse(address); err == nil {
		for name, values := range parsed.Query() {
			query[name] = values[0]
		}
	}
	return query
}

func parsed(body string) any {
	var value any
	if json.Unmarshal([]byte(body), &value) == nil {
		return value
	}
	return body
}

// from is the place of a request at the begin of a message.
func from(request Request) string {
	if request.From == "" {
		return ""
	}
	return request.From + ": "
}
