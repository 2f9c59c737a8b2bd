package server

import (
	"encoding/json"
	"maps"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/merchant"
)

// Proxy is the merchant's own server, reached by real HTTP. It learns which requests have which role from what
// travels: the reply that holds the sign string is that of prepare, the request that carries the code is the result,
// and what is only asked after the signing is the status.
type Proxy struct {
	// Fetch sends a request to the real server. Session numbers the scenarios: each has cookies of its own.
	Fetch    func(session int, request Request) (Reply, error)
	sessions int
	prepare  string   // method and path of the request that gives the sign string, once it is known
	member   []string // where the reply holds it
	early    map[string]bool
}

// NewProxy makes a Proxy that sends through fetch.
func NewProxy(fetch func(session int, request Request) (Reply, error)) *Proxy {
	return &Proxy{Fetch: fetch, early: map[string]bool{}}
}

// Knows says whether the request that gives the sign string is known.
func (p *Proxy) Knows() bool { return p.prepare != "" }

// Begin implements Server.
func (p *Proxy) Begin(stage Stage) (Session, error) {
	p.sessions++
	return &proxySession{proxy: p, number: p.sessions, stage: stage, signStr: stage.SignStr, hands: map[string]Handover{}}, nil
}

type proxySession struct {
	proxy   *Proxy
	number  int
	stage   Stage
	signing bool
	signStr string
	replies []told
	hands   map[string]Handover // by the sign string
}

// told is a reply with the request that it answers, as method and path.
type told struct{ request, body string }

// Answer implements Session.
func (s *proxySession) Answer(request Request) (Reply, error) {
	role := s.role(request)
	answer := s.stage.answerFor(role, request)
	if reply, ok := failing(answer); ok && role != "" {
		reply.Role = role
		return reply, nil
	}
	reply, err := s.proxy.Fetch(s.number, request)
	if err != nil {
		return Reply{}, err
	}
	s.replies = append(s.replies, told{request.Name(), reply.Body})
	maps.Copy(s.hands, reply.Handovers)
	if role == schemas.PrepareRole {
		if text, ok := memberOf(reply.Body, s.proxy.member); ok {
			s.signStr = text
		}
		if answer == merchant.MissingField {
			reply.Body = withoutMember(reply.Body, s.proxy.member)
		}
	}
	reply.Role = role
	return reply.given(answer), nil
}

// role says which role a request has, as far as that is known by now.
func (s *proxySession) role(request Request) string {
	name := request.Name()
	switch {
	case name == s.proxy.prepare:
		return schemas.PrepareRole
	case s.stage.AuthCode != "" && request.Carries(s.stage.of(request).AuthCode):
		return schemas.ResultRole
	case s.signing && !s.proxy.early[name]:
		return schemas.StatusRole
	}
	if !s.signing {
		s.proxy.early[name] = true
	}
	return ""
}

// Signing implements Session: the sign string is looked for in the replies so far, the latest first.
func (s *proxySession) Signing(signStr string) Handover {
	s.signing = true
	if s.proxy.prepare == "" && signStr != "" {
		s.learn(signStr)
	}
	return s.hands[signStr]
}

// learn notes which request gave the sign string.
func (s *proxySession) learn(signStr string) {
	for i := len(s.replies) - 1; i >= 0; i-- {
		if member, ok := findMember(s.replies[i].body, signStr); ok {
			s.proxy.prepare, s.proxy.member, s.signStr = s.replies[i].request, member, signStr
			return
		}
	}
}

func (s *proxySession) SignStr() string { return s.signStr }

// findMember returns the path of the member of a JSON document that is the text.
func findMember(document, text string) ([]string, bool) {
	var content any
	if json.Unmarshal([]byte(document), &content) != nil {
		return nil, strings.TrimSpace(document) == text
	}
	return find(content, text, []string{})
}

func find(value any, text string, path []string) ([]string, bool) {
	switch v := value.(type) {
	case string:
		return path, v == text
	case map[string]any:
		for name, member := range v {
			if found, ok := find(member, text, append(path[:len(path):len(path)], name)); ok {
				return found, true
			}
		}
	}
	return nil, false
}

func memberOf(document string, path []string) (string, bool) {
	var value any
	if json.Unmarshal([]byte(document), &value) != nil {
		return strings.TrimSpace(document), path == nil
	}
	for _, name := range path {
		object, _ := value.(map[string]any)
		value = object[name]
	}
	text, ok := value.(string)
	return text, ok
}

func withoutMember(document string, path []string) string {
	var content any
	if json.Unmarshal([]byte(document), &content) != nil || len(path) == 0 {
		return ""
	}
	object, _ := content.(map[string]any)
	for _, name := range path[:len(path)-1] {
		object, _ = object[name].(map[string]any)
	}
	delete(object, path[len(path)-1])
	data, err := json.Marshal(content)
	if err != nil {
		return ""
	}
	return string(data)
}
