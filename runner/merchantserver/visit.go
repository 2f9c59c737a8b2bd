package merchantserver

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/httpcall"
	program "github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/suites/server"
)

// visit is one visit of the mini program: what it asks its server is taken down as the calls of a target file are.
type visit struct {
	*play
	visits *Visits
	begin  server.Step // the start that it is
	// result says what the wallet hands over; hands is false where it hands over nothing.
	result server.Step
	hands  bool
	// state, where it is not empty, is handed over whatever the platform knows; stateless leaves it out.
	state     string
	stateless bool
	fetcher   *program.Fetcher

	seen sighted
}

// sights are what was seen of a visit.
type sights struct {
	over   bool   // the visit has ended
	last   string // the last request
	failed error  // why a request was not answered
	// asked, given and brought say whether there was a start, a sign string, and a result.
	asked, given, brought bool
}

// sighted guards sights: a request may still be on its way when its visit was given up.
type sighted struct {
	mu  sync.Mutex
	was sights
}

// sofar is what was seen so far.
func (s *sighted) sofar() sights {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.was
}

// note takes something down.
func (s *sighted) note(what func(*sights)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	what(&s.was)
}

// start performs the start of some steps, with the result where that comes next, in one visit. It returns how many steps
// that were, and why nothing is known where the program did not do its part.
func (v *Visits) start(ctx context.Context, p *play, steps []server.Step) (done int, untested string, err error) {
	on := &visit{play: p, visits: v, begin: steps[0]}
	done = 1
	if len(steps) > 1 && steps[1].Do == server.Result {
		on.result, on.hands, done = steps[1], true, 2
	}
	of := v.visit(p.scenario.Name, on.hands)
	if on.hands {
		of.Wallet.AuthCode = p.codeOf(on.result)
	}
	performed, err := v.during(ctx, on, of)
	seen := on.seen.sofar()
	switch {
	case err != nil:
		return done, "", err
	case performed.Untested != "":
		return done, performed.Untested, nil
	case !seen.asked:
		return done, "the mini program did not ask its server for a sign string", nil
	case on.hands && seen.given && !seen.brought:
		return done, "the mini program did not hand over to its server what it got", nil
	}
	return done, "", nil
}

// open begins the visit: a first call that comes now is of its attempt.
func (v *visit) open() error {
	base, err := url.Parse(v.base)
	if err != nil {
		return err
	}
	u := v.by(v.begin)
	if v.fetcher, err = program.NewFetcher(v.base, program.Hosts{base.Host}); err != nil {
		return err
	}
	v.fetcher.Within = time.Duration(v.config.Patience)
	jar := u.client.Jar
	u.client = v.fetcher.Client(0)
	u.client.Jar, u.client.Timeout = jar, time.Duration(v.config.Patience)
	v.starts.Lock()
	v.platform.Starting(v.attempt())
	return nil
}

func (v *visit) close() {
	v.seen.note(func(s *sights) {
		s.over = true
		v.platform.Started(v.attempt(), "")
	})
	v.starts.Unlock()
}

// fetch passes a request to the server, and takes down what is known of it.
func (v *visit) fetch(request program.Request) program.Reply {
	to, call, how := v.means(request)
	v.seen.note(func(s *sights) {
		s.last, s.brought = request.Name(), s.brought || to == "result"
		v.by(v.begin).fixed = lasting(request.Headers)
	})
	step := v.begin
	if to == "result" {
		step = v.result
		v.asks(to, step, "state", how)
	} else {
		v.asks(to, step)
	}
	begun := time.Now()
	reply, err := v.fetcher.Fetch(0, request)
	said := answer{status: reply.Status, body: []byte(reply.Body), header: http.Header{}, err: err}
	for name, value := range reply.Headers {
		said.header.Set(name, value)
	}
	path, signStr := v.signStrIn(said.body)
	if signStr != "" {
		to = "start"
		v.visits.learn(request.Name(), path)
	}
	fields := v.heard(to, call, step, begun, said)
	if to == "start" {
		_, path := v.visits.learned()
		fields["shape"] = shapeOf(said.body, path)
		v.givenOut(v.attempt(), signStr, fields)
		v.seen.note(func(s *sights) {
			s.asked, s.given = true, s.given || signStr != ""
			if !s.over {
				v.platform.Starting(v.attempt()) // a person may start again
			}
		})
		reply.Handovers = v.handovers(said.body, signStr)
	}
	v.told(to, step, fields)
	if err != nil {
		v.seen.note(func(s *sights) { s.failed = err })
		return program.Reply{Error: "the network failed"}
	}
	return reply
}

// handovers are what the wallet hands over for each URL in an answer.
func (v *visit) handovers(body []byte, signStr string) map[string]program.Handover {
	if signStr == "" || !v.hands {
		return nil
	}
	all := map[string]program.Handover{signStr: v.handover()}
	httpcall.EachLeaf(body, func(_ string, leaf any) {
		if text, ok := leaf.(string); ok && v.platform.Gave(text) {
			all[text] = v.handover()
		}
	})
	return all
}

// attempt is the attempt that the visit is of.
func (v *visit) attempt() *platform.Attempt { return v.attempts[v.begin.Attempt] }

// means says what a request is for, how its answer is to look, and of a result how its state was made.
func (v *visit) means(request program.Request) (to string, call httpcall.Call, state string) {
	if v.hands && request.Carries(v.codeOf(v.result)) {
		_, how := v.stateOf(v.result)
		return "result", v.config.Result, how
	}
	if s := v.config.Status; s != nil && pathOf(s.Request) == request.Name() {
		return "status", *s, ""
	}
	if starts, _ := v.visits.learned(); request.Name() == starts {
		return "start", httpcall.Call{}, ""
	}
	return "other", httpcall.Call{}, ""
}

// pathOf is the method and the path of a call, without a query.
func pathOf(request string) string {
	request, _, _ = strings.Cut(request, "?")
	return request
}

// handover is what the wallet hands over.
func (v *visit) handover() program.Handover {
	h := program.Handover{"authCode": v.codeOf(v.result)}
	if v.stateless {
		return h
	}
	if v.state != "" {
		h["authState"] = v.state
		return h
	}
	if state, _ := v.stateOf(v.result); state != (httpcall.Absent{}) {
		h["authState"] = state
	}
	return h
}

// signStrIn finds the URL in an answer that the platform gave out, or what was made of one, and its path.
func (v *visit) signStrIn(body []byte) (path, found string) {
	look := func(at string, leaf any) {
		text, _ := leaf.(string)
		switch what, _ := v.platform.Likeness(text); {
		case v.platform.Gave(text) && !v.platform.Gave(found), what == "changed" && found == "":
			path, found = at, text
		}
	}
	if !httpcall.EachLeaf(body, look) {
		look("$", strings.TrimSpace(string(body)))
	}
	return path, found
}

// lasting are the headers of a request by which a server knows its user again.
func lasting(headers map[string]string) map[string]string {
	kept := map[string]string{}
	for name, value := range headers {
		switch strings.ToLower(name) {
		case "content-type", "content-length", "host", "cookie", "accept", "accept-encoding", "connection":
		default:
			kept[name] = value
		}
	}
	return kept
}
