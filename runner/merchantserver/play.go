package merchantserver

import (
	"context"
	"fmt"
	"hash/fnv"
	"io"
	"net/http"
	"net/http/cookiejar"
	"strconv"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server"
)

type value = record.Value

// plainText is what {{text}} stands for where nothing else is staged.
const plainText = "Monthly plan"

// play is one scenario on its way.
type play struct {
	*Server
	scenario server.Scenario
	to       *platform.Recorder
	users    []*user
	attempts []*platform.Attempt

	mu      sync.Mutex
	code    map[int]string    // the code of each attempt, once it was approved
	started map[int]bool      // whether the start of an attempt gave a sign string
	failed  map[int]bool      // whether it gave none
	late    map[int]bool      // whether the answer to the last result of an attempt was that it is not over
	status  map[[2]int]string // what the status last said of an attempt to a user
	handed  map[int]handing   // what was handed over of each attempt
	said    map[int]string    // what was said last of each attempt, of its result or by the status
	looked  map[[2]int]look   // when the status was last asked for of an attempt, by whom
	held    bool              // whether several starts of this scenario, done at once, hold up those of others
}

// user is one person: a session of their own.
type user struct {
	name   string
	number int
	client *http.Client
	fixed  map[string]string
}

// digits tell a user from others: the same each time where the target file has the users, and of this scenario alone otherwise.
func (u *user) digits() string {
	if u.fixed != nil {
		return strconv.Itoa(u.number)
	}
	h := fnv.New64a()
	io.WriteString(h, u.name)
	return fmt.Sprintf("%012d", h.Sum64()%1e12)
}

func (s *Server) newPlay(of server.Scenario) *play {
	p := &play{Server: s, scenario: of, to: platform.NewRecorder(), code: map[int]string{}, started: map[int]bool{}, failed: map[int]bool{},
		status: map[[2]int]string{}, late: map[int]bool{}, handed: map[int]handing{}, said: map[int]string{}, looked: map[[2]int]look{}}
	for i := range of.Users() {
		jar, _ := cookiejar.New(nil) // its error is one of options, of which there are none
		u := &user{
			name:   "u" + platform.Unguessable(12),
			number: i,
			client: &http.Client{Jar: jar, Timeout: time.Duration(s.config.Patience)},
		}
		if each := s.config.Users.Each; len(each) > 0 {
			u.fixed = each[i%len(each)]
		}
		p.users = append(p.users, u)
	}
	for i, a := range of.Attempts {
		made := s.platform.Attempt(a, i, p.to)
		made.Customer += p.users[a.User].digits()
		p.attempts = append(p.attempts, made)
	}
	for i := range p.attempts[:max(0, len(p.attempts)-1)] {
		p.attempts[i].Follow(p.attempts[i+1])
	}
	return p
}

// play performs a scenario and returns its record.
func (s *Server) play(ctx context.Context, of server.Scenario) (rule.Performance, error) {
	if reason := s.cannot(of); reason != "" {
		return rule.Performance{Untested: reason}, nil
	}
	if of.Certificate != server.Trusted {
		s.platform.Show(of.Certificate)
		defer s.platform.Show(server.Trusted)
	}
	p := s.newPlay(of)
	if of.Name == server.Logged {
		if missing := s.missingLog(); missing != "" {
			return rule.Performance{Untested: "there is no log " + missing + ", which the target file names"}, nil
		}
		p.readLogs()
	} else {
		p.login(ctx)
	}
	for i := 0; i < len(of.Steps) && !s.isOver(); {
		if s.visits != nil && of.Steps[i].Do == server.Start {
			steps, reason, err := s.visits.start(ctx, p, of.Steps[i:])
			if reason != "" || err != nil {
				s.platform.Rest(p.attempts...)
				return rule.Performance{Untested: reason}, err
			}
			i += steps
			continue
		}
		together := 1
		for i+together < len(of.Steps) && of.Steps[i+together].With {
			together++
		}
		p.together(ctx, of.Steps[i:i+together])
		i += together
	}
	p.lookAgain(ctx)
	if ctx.Err() != nil {
		return rule.Performance{}, ctx.Err()
	}
	s.platform.Rest(p.attempts...)
	r := record.Record{
		ID: of.Name + "#1", Scenario: of.Name, API: record.AttemptAPI, Args: record.Of(record.Undefined), Callbacks: []string{},
		Events: p.to.Close(), End: record.Settled,
	}
	s.pace.learn(of.Name, r.Events)
	if s.isOver() {
		r.End, r.Reason = record.Crashed, "the server ended: "+s.process.Command.ProcessState.String()
	}
	return rule.Performance{Records: []record.Record{r}}, nil
}

// login makes every user of a scenario known to the server, where the target file says how.
func (p *play) login(ctx context.Context) {
	if p.config.Users.Login == nil {
		return
	}
	for _, u := range p.users {
		p.call(ctx, *p.config.Users.Login, u, httpcall.Values{"user": u.name}, nil)
	}
}

// cannot says why a scenario cannot be performed on this target.
func (s *Server) cannot(of server.Scenario) string {
	for _, step := range of.Steps {
		switch {
		case step.Do == server.Notify && s.config.Notify == "":
			return "the target file names no place where the server takes notifications"
		case step.Do == server.Unbind && s.config.Unbind == nil:
			return "the target file has no unbind call"
		case step.By > 0 && !s.config.sessions():
			return "the server knows no users, as the target file says"
		}
	}
	if each := len(s.config.Users.Each); each > 0 && of.Users() > max(each, fewUsers) {
		return fmt.Sprintf("it takes %d users, and the target file names %d", of.Users(), each)
	}
	if s.visits != nil {
		if reason := of.BeyondAProgram(); reason != "" {
			return reason
		}
	}
	if of.Certificate != server.Trusted && s.config.Platform.Scheme != "https" {
		return "the target file has the platform speak plain HTTP; it is shown where the file says platform: { scheme: https }"
	}
	return ""
}

// fewUsers is how many users a scenario has that is performed with those that a target file names, however few.
const fewUsers = 3

func (p *play) together(ctx context.Context, steps []server.Step) {
	if len(steps) > 1 && steps[0].Do == server.Start && (!p.scenario.Drawn() || p.scenario.StagesFirstCall()) {
		p.starts.Lock()
		p.held = true
		defer func() {
			p.held = false
			p.starts.Unlock()
		}()
	}
	var wait sync.WaitGroup
	for _, step := range steps {
		wait.Add(1)
		go func() {
			defer wait.Done()
			p.do(ctx, step)
		}()
	}
	wait.Wait()
}

// pause is what lets two times that are cut to seconds differ.
const pause = 1100 * time.Millisecond

func (p *play) do(ctx context.Context, step server.Step) {
	switch step.Do {
	case server.Start:
		p.start(ctx, step)
	case server.Result:
		p.result(ctx, step)
	case server.Unbind:
		p.tell(ctx, "unbind", *p.config.Unbind, step, httpcall.Values{})
	case server.Notify:
		p.notify(ctx, step)
	case server.Settle, server.SettleBound, server.SettleEnded, server.SettleAnswered:
		p.settle(ctx, step)
	case server.Ask:
		if p.config.Status != nil {
			p.tell(ctx, "status", *p.config.Status, step, httpcall.Values{})
		}
	case server.Pause:
		time.Sleep(pause)
	case server.GiveUp:
		p.giveUp(ctx, step)
	}
}

// giveUp waits until the server has given an exchange up that is never answered.
func (p *play) giveUp(ctx context.Context, step server.Step) {
	select {
	case <-p.attempts[step.Attempt].GivenUp():
		time.Sleep(quiet) // it has still to make something of it
	case <-time.After(time.Duration(p.config.Patience)):
	case <-p.over():
	case <-ctx.Done():
	}
}

// isLate says whether the server has said of an attempt that it works on.
func (p *play) isLate(attempt int) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.late[attempt]
}

// by is who does a step.
func (p *play) by(step server.Step) *user {
	if step.By > 0 {
		return p.users[step.By-1]
	}
	return p.users[p.scenario.Attempts[step.Attempt].User]
}
