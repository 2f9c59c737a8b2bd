package server

import (
	"net/url"
	"slices"
	"strings"

	"github.com/signspec/signspec/runner/miniprogram/draft"
)

// standInHost is the host of the URLs that stand-ins are as text; standin.js makes them.
const standInHost = "signspec.example"

// Explore is a server that answers everything with stand-ins, for one exploration.
type Explore struct {
	// Values are what the members of replies hold that have these names.
	Values map[string]any
	// Routes, where it is not nil, answers the requests that it matches.
	Routes Session
	Reads  []draft.Read
	Signed *draft.Member
	Query  []string // names that the page read of its query
}

// Begin implements Server.
func (e *Explore) Begin(Stage) (Session, error) { return e, nil }

// Answer implements Session.
func (e *Explore) Answer(request Request) (Reply, error) {
	if e.Routes != nil {
		if reply, err := e.Routes.Answer(request); err == nil {
			return reply, nil
		}
	}
	return Reply{Status: 200, Headers: jsonText(), StandIn: request.Name(), Values: e.Values}, nil
}

// SignStr implements Session.
func (e *Explore) SignStr() string { return "" }

// Signing implements Session: the stand-in that was signed says where it came from.
func (e *Explore) Signing(signStr string) Handover {
	at := strings.Index(signStr, "https://"+standInHost)
	if at < 0 || e.Signed != nil {
		return nil
	}
	text, _, _ := strings.Cut(signStr[at:], " ") // all options of the call stand there, one after another
	parsed, err := url.Parse(text)
	if err != nil {
		return nil
	}
	query := parsed.Query()
	member := &draft.Member{Request: query.Get("request")}
	if path := query.Get("member"); path != "" {
		member.Path = strings.Split(path, ".")
	}
	e.Signed = member
	return nil
}

// NoteRead notes that the program read a member of a reply.
func (e *Explore) NoteRead(request string, path []string, list bool) {
	for i, read := range e.Reads {
		if read.Request == request && slices.Equal(read.Path, path) {
			e.Reads[i].List = read.List || list
			return
		}
	}
	e.Reads = append(e.Reads, draft.Read{Member: draft.Member{Request: request, Path: path}, List: list})
}

// NoteQuery notes that the page read a name of its query.
func (e *Explore) NoteQuery(name string) {
	if !slices.Contains(e.Query, name) {
		e.Query = append(e.Query, name)
	}
}
