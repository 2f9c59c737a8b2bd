// Package draft writes a signspec.yaml for a mini program that nobody has configured: it explores the program with a
// server that answers everything, sees which handler leads to the signing, what the program asks its server for and
// what it reads of the replies.
package draft

import (
	"context"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
)

// Explorer runs a program with a server that answers everything.
type Explorer interface {
	Explore(ctx context.Context, e Exploration) (Explored, error)
}

// Over is the error of an explorer that cannot run the program any more, such as one that never returns.
type Over struct{ Reason string }

func (o *Over) Error() string { return o.Reason }

// Exploration is one run.
type Exploration struct {
	// Open is the page to open, Start the steps to do on it; with none, the page is only opened.
	Open  string         `json:"open"`
	Start []schemas.Step `json:"start,omitempty"`
	// Query are the values of names of the page's query; all others are "1". Stubs are the answers of APIs.
	Query schemas.Query           `json:"query,omitempty"`
	Stubs map[string]schemas.Stub `json:"stubs,omitempty"`
	// Values are what the members of replies hold that have these names; all others hold a stand-in.
	Values map[string]any `json:"values,omitempty"`
	// Routes answer the requests that they match, as Server says; stand-ins answer the others.
	Routes []schemas.Route `json:"routes,omitempty"`
	Server merchant.Server `json:"server"`
	// Answer is the staged wallet's.
	Answer merchant.Answer `json:"answer"`
}

// Smooth is a server that answers everything as the program hopes, and Approved a person who approves.
func Smooth() merchant.Server {
	return merchant.Server{Prepare: merchant.Answers, Result: merchant.Accepts, Status: merchant.Answers}
}

func Approved() merchant.Answer {
	return merchant.Answer{How: merchant.Plain, Outcome: record.Approve}
}

// Explored is what was seen.
type Explored struct {
	Events []record.Event `json:"events"`
	// Targets are what a person could tap on the page after it was opened.
	Targets []Target `json:"targets,omitempty"`
	// After are what could be tapped in the end, on the page Where.
	After []Target `json:"after,omitempty"`
	Where string   `json:"where,omitempty"`
	// Reads are the members of replies that were read, in order, each once.
	Reads []Read `json:"reads,omitempty"`
	// Query are the names that the page read of its query.
	Query []string `json:"query,omitempty"`
	// Signed is where the string came from that was signed; nil where none was, or none of a reply.
	Signed *Member `json:"signed,omitempty"`
}

// Target is something that can be tapped.
type Target struct {
	ID string `json:"id,omitempty"`
	// Handler is the name of its handler, and Own says that no other element has it.
	Handler string `json:"handler,omitempty"`
	Own     bool   `json:"own,omitempty"`
	Tag     string `json:"tag"`
	// Selector names it before all others; empty where there is no simple one. First says that it is the first with its
	// handler, as the first row of a list.
	Selector string `json:"selector,omitempty"`
	First    bool   `json:"first,omitempty"`
	// Field says that it is filled in, with Value, or that the first of its values is Chosen; Ticked that it is a box or
	// a switch.
	Field  bool   `json:"field,omitempty"`
	Chosen bool   `json:"chosen,omitempty"`
	Value  string `json:"value,omitempty"`
	Ticked bool   `json:"ticked,omitempty"`
	// Disabled says that it cannot be tapped yet.
	Disabled bool `json:"disabled,omitempty"`
}

// Member is a member of the reply to a request, which is a method and a path.
type Member struct {
	Request string   `json:"request"`
	Path    []string `json:"path"`
}

// Read is a member that was read; List says that it was taken for a list.
type Read struct {
	Member
	List bool `json:"list,omitempty"`
}

// What the staged wallet answers while a program is explored: texts that are found wherever they travel.
const (
	AuthCode  = "signspecDraftAuthCode0000000000"
	AuthState = "signspecDraftAuthState000000000"
	SignStr   = "https://signspec.example/sign?draft=1"
)
