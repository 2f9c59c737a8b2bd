package draft

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// route is a route with what is to be said about it.
type route struct {
	schemas.Route
	comment string
}

// run is an exploration; unknown says that the result of its signing was.
type run struct {
	Explored
	unknown bool
}

// seen is a request that was seen in the runs.
type seen struct {
	name   string // method and path
	role   string
	early  bool // before the signing
	asked  bool // after a signing whose result is unknown
	member []string
	reads  []Read
}

// routesOf makes a route of every request: prepare, result and status first, in this order.
func routesOf(runs []run, values map[string]any, compared map[string][]any) []route {
	requests := collect(runs)
	var routes []route
	for _, role := range []string{schemas.PrepareRole, schemas.ResultRole, schemas.StatusRole, ""} {
		for _, one := range requests {
			if one.role == role {
				routes = append(routes, routeOf(one, values, compared))
			}
		}
	}
	return routes
}

// collect lists the requests of all runs, each once, with their roles.
func collect(runs []run) []*seen {
	var all []*seen
	byName := map[string]*seen{}
	for _, run := range runs {
		signing := false
		for _, e := range run.Events {
			switch e.Type {
			case record.Called:
				signing = true
			case record.Requested:
				name := nameOf(e)
				if byName[name] == nil {
					byName[name] = &seen{name: name}
					all = append(all, byName[name])
				}
				byName[name].early = byName[name].early || !signing
				byName[name].asked = byName[name].asked || signing && run.unknown
				if carriesCode(e.Arg()) {
					byName[name].role = schemas.ResultRole
				}
			}
		}
		for _, read := range run.Reads {
			if one := byName[generalName(read.Request)]; one != nil &&
				!slices.ContainsFunc(one.reads, func(r Read) bool { return slices.Equal(r.Path, read.Path) }) {
				one.reads = append(one.reads, read)
			}
		}
		if run.Signed == nil {
			continue
		}
		if one := byName[generalName(run.Signed.Request)]; one != nil {
			one.role, one.member = schemas.PrepareRole, run.Signed.Path
		}
	}
	markStatus(all)
	return all
}

// markStatus gives the role of the status to the request that is only made after the signing, where its result is
// unknown, and whose reply is read: the first GET, else the first.
func markStatus(all []*seen) {
	var asking *seen
	for _, one := range all {
		if one.role != "" || one.early || !one.asked || len(one.reads) == 0 {
			continue
		}
		if asking == nil || strings.HasPrefix(one.name, "GET ") && !strings.HasPrefix(asking.name, "GET ") {
			asking = one
		}
	}
	if asking != nil {
		asking.role = schemas.StatusRole
	}
}

func nameOf(request record.Event) string {
	method, _ := request.Arg().Field("method")
	address, _ := request.Arg().Field("url")
	methodText, _ := method.Str()
	text, _ := address.Str()
	path := "/"
	if parsed, err := url.Parse(text); err == nil && parsed.Path != "" {
		path = parsed.Path
	}
	return methodText + " " + general(path)
}

// generalName is general for a method and a path.
func generalName(request string) string {
	method, path, _ := strings.Cut(request, " ")
	return method + " " + general(path)
}

// general puts * where a path holds an id, which is another one the next time.
func general(path string) string {
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		if identifier.MatchString(segment) {
			segments[i] = "*"
		}
	}
	return strings.Join(segments, "/")
}

// identifier is a number, a long hexadecimal number, or what becomes of a member that is not there.
var identifier = regexp.MustCompile(`^(\d+|[0-9a-fA-F-]{16,}|undefined|null|NaN)$`)

// carriesCode says whether the code is anywhere in a request, as it is or encoded.
func carriesCode(v record.Value) bool {
	if text, ok := v.Str(); ok {
		return secret.Hides(text, AuthCode)
	}
	if slices.ContainsFunc(v.Items(), carriesCode) {
		return true
	}
	for _, name := range v.Keys() {
		if field, _ := v.Field(name); carriesCode(field) {
			return true
		}
	}
	return false
}

func routeOf(one *seen, values map[string]any, compared map[string][]any) route {
	r := route{Route: schemas.Route{Role: one.role, Request: one.name}}
	// known is what a member holds where the program goes on.
	known := func(name string) any {
		if value, ok := values[name]; ok {
			return value
		}
		return success(compared[name])
	}
	reply := func(leaf func(name string) any) any { return replyOf(one, leaf) }
	plain := func(name string) any {
		if _, tried := values[name]; tried || len(compared[name]) > 0 {
			return known(name)
		}
		return "text"
	}
	switch one.role {
	case schemas.PrepareRole:
		r.comment = "gives the sign string"
		r.Reply = reply(plain)
	case schemas.ResultRole:
		r.comment = "receives code and state; accept and reject have to be what your server answers"
		r.Accept = reply(known)
		r.Reject = reply(func(name string) any {
			if value, ok := values[name]; ok && readsMore(one, values) {
				return value // what every reply has to hold; another member says that it is rejected
			}
			return opposite(known(name))
		})
		if len(one.reads) == 0 {
			r.comment += " (the program read nothing of it)"
			r.Accept, r.Reject = map[string]any{"ok": true}, map[string]any{"ok": false}
		}
	case schemas.StatusRole:
		r.comment = "is asked when the result is unknown; the reply has to say that nothing is signed"
		r.Reply = reply(func(name string) any {
			if value, ok := values[name]; ok {
				return value // what every reply has to hold
			}
			return unsigned(compared[name])
		})
	default:
		r.comment = "whatever else the program needs"
		r.Reply = reply(plain)
	}
	return r
}
