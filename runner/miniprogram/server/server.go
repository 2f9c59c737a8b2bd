// Package server plays the merchant's server: from the routes of a signspec.yaml, as a proxy to a real one, or with a
// module of the merchant's.
package server

import (
	"net/url"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/merchant"
)

// Server plays the merchant's server in any number of scenarios, one after another.
type Server interface {
	// Begin begins a scenario.
	Begin(Stage) (Session, error)
}

// Session is the server in one scenario.
type Session interface {
	// Answer answers a request. The error is a *config.Error where the configuration does not say how.
	Answer(Request) (Reply, error)
	// Signing tells the server that the signing API was called with a sign string. It returns what the wallet hands over
	// for that one; nil is what the scenario has staged.
	Signing(signStr string) Handover
	// SignStr is the sign string that the program was given first, or is to be given, in this scenario.
	SignStr() string
}

// Request is a request of the program.
type Request struct {
	Method  string            `json:"method"` // in capitals
	URL     string            `json:"url"`    // whole, with the query
	Headers map[string]string `json:"headers,omitempty"`
	Body    string            `json:"body,omitempty"`
	// Start is the number of the start of the flow that it follows, from 1; 0 before the first.
	Start int `json:"start,omitempty"`
	// From is where in the program it was made, "file:line:column" relative to its folder, or "".
	From string `json:"from,omitempty"`
}

// Name is the method and the path of the request.
func (r Request) Name() string { return r.Method + " " + PathOf(r.URL) }

// Carries says whether a secret stands in the request.
func (r Request) Carries(secret string) bool {
	if strings.Contains(r.Body, secret) || strings.Contains(r.URL, url.QueryEscape(secret)) {
		return true
	}
	for _, value := range r.Headers {
		if strings.Contains(value, secret) {
			return true
		}
	}
	return false
}

// Stage is what the scenario arranges.
type Stage struct {
	SignStr   string                `json:"signStr"`
	AuthState string                `json:"authState,omitempty"`
	AuthCode  string                `json:"authCode"`
	Prepare   merchant.ServerAnswer `json:"prepare"`
	// PrepareAgain is that of later starts, where it is another.
	PrepareAgain merchant.ServerAnswer `json:"prepareAgain,omitempty"`
	Result       merchant.ServerAnswer `json:"result"`
	// ResultAgain is that of later starts, where it is another.
	ResultAgain merchant.ServerAnswer `json:"resultAgain,omitempty"`
	Status      merchant.ServerAnswer `json:"status"`
	// Later are the state and the code of later starts, where they are others.
	Later *merchant.Granted `json:"later,omitempty"`
}

// of is the stage as it is for a request: later starts may have other states and codes.
func (s Stage) of(request Request) Stage {
	if request.Start > 1 && s.Later != nil {
		s.AuthState, s.AuthCode = s.Later.AuthState, s.Later.AuthCode
	}
	return s
}

// Handover is what a wallet hands to success: authCode, and authState where there is one.
type Handover map[string]any

// Reply is the server's reply.
type Reply struct {
	Status  int               `json:"status,omitempty"`
	Headers map[string]string `json:"headers,omitempty"`
	Body    string            `json:"body,omitempty"`
	// LateMs is how many virtual milliseconds it takes longer than usual.
	LateMs int `json:"lateMs,omitempty"`
	// None says that there never is one; Error, where it is not empty, that the request failed.
	None  bool   `json:"none,omitempty"`
	Error string `json:"error,omitempty"`
	// StandIn, where it is not empty, says that the body is a stand-in for the reply to that request, whose members of
	// the names in Values hold these.
	StandIn string         `json:"standIn,omitempty"`
	Values  map[string]any `json:"values,omitempty"`
	// Role is the role of the request, as far as it is known: "prepare", "result", "status".
	Role string `json:"role,omitempty"`
	// Handovers are what the wallet hands over for sign strings that stand in the body, where the platform that gave them
	// out says so.
	Handovers map[string]Handover `json:"handovers,omitempty"`
}

// answerFor returns what the scenario wants of a request of a role.
func (s Stage) answerFor(role string, request Request) merchant.ServerAnswer {
	switch role {
	case schemas.PrepareRole:
		if request.Start > 1 && s.PrepareAgain != "" {
			return s.PrepareAgain
		}
		return s.Prepare
	case schemas.ResultRole:
		if request.Start > 1 && s.ResultAgain != "" {
			return s.ResultAgain
		}
		return s.Result
	case schemas.StatusRole:
		return s.Status
	}
	return merchant.Answers
}

// failing returns the reply that an answer stands for where the server's own does not matter.
func failing(answer merchant.ServerAnswer) (Reply, bool) {
	switch answer {
	case merchant.Status500:
		return Reply{Status: 500, Headers: plainText(), Body: "Internal Server Error"}, true
	case merchant.EmptyBody:
		return Reply{Status: 200, Headers: plainText()}, true
	case merchant.NoAnswer:
		return Reply{None: true}, true
	case merchant.NetworkError:
		return Reply{Error: "the network failed"}, true
	}
	return Reply{}, false
}

// slowMs is how long a slow server takes, in virtual milliseconds.
const slowMs = 8000

// given is a reply whose body is the server's own as an answer wants it given.
func (r Reply) given(answer merchant.ServerAnswer) Reply {
	switch answer {
	case merchant.FailsAccepting:
		r.Status = 500
	case merchant.Slow:
		r.LateMs = slowMs
	}
	return r
}

func plainText() map[string]string { return map[string]string{"content-type": "text/plain"} }
func jsonText() map[string]string  { return map[string]string{"content-type": "application/json"} }
