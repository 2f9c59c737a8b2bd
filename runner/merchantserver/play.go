package merchantserver

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"slices"
	"strings"
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
	status  map[[2]int]string // what the status last said of an attempt to a user
	held    bool              // whether several starts of this scenario, done at once, hold up those of others
}

// user is one person: a session of their own.
type user struct {
	name   string
	number int
	client *http.Client
	fixed  map[string]string
}

func (s *Server) newPlay(of server.Scenario) *play {
	p := &play{Server: s, scenario: of, to: platform.NewRecorder(), code: map[int]string{}, started: map[int]bool{}, failed: map[int]bool{},
		status: map[[2]int]string{}}
	most := 0
	for _, a := range of.Attempts {
		most = max(most, a.User)
	}
	for _, step := range of.Steps {
		most = max(most, step.By-1)
	}
	for i := range most + 1 {
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
		p.attempts = append(p.attempts, s.platform.Attempt(a, i, p.to))
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
		p.readLogs()
	} else {
		p.login(ctx)
	}
	for i := 0; i < len(of.Steps); {
		together := 1
		for i+together < len(of.Steps) && of.Steps[i+together].With {
			together++
		}
		p.together(ctx, of.Steps[i:i+together])
		i += together
	}
	if ctx.Err() != nil {
		return rule.Performance{}, ctx.Err()
	}
	s.platform.Rest(p.attempts...)
	r := record.Record{
		ID: of.Name + "#1", Scenario: of.Name, API: record.AttemptAPI, Args: record.Of(record.Undefined), Callbacks: []string{},
		Events: p.to.Close(), End: record.Settled,
	}
	if s.process != nil {
		select {
		case <-s.process.Ended:
			r.End, r.Reason = record.Crashed, "the server ended: "+s.process.Command.ProcessState.String()
		default:
		}
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
	if of.Certificate != server.Trusted && s.config.Platform.Scheme != "https" {
		return "the target file has the platform speak plain HTTP"
	}
	return ""
}

func (p *play) together(ctx context.Context, steps []server.Step) {
	if len(steps) > 1 && steps[0].Do == server.Start {
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
	case server.Settle, server.SettleBound:
		p.settle(ctx, step)
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
	case <-ctx.Done():
	}
}

// by is who does a step.
func (p *play) by(step server.Step) *user {
	if step.By > 0 {
		return p.users[step.By-1]
	}
	return p.users[p.scenario.Attempts[step.Attempt].User]
}

// start asks for a sign string. Others wait meanwhile, unless they belong to the same moment: a first call says nothing
// of whom it is for.
func (p *play) start(ctx context.Context, step server.Step) {
	a := p.attempts[step.Attempt]
	text := p.scenario.Attempts[step.Attempt].Text
	if text == "" {
		text = plainText
	}
	if !p.held {
		p.starts.Lock()
	}
	p.platform.Starting(a)
	answer, fields := p.ask(ctx, "start", p.config.Start, step, httpcall.Values{"text": text})
	found, _ := httpcall.At(answer.body, p.config.Start.SignStr)
	signStr, _ := found.(string)
	fields["url"] = record.Text("absent")
	if signStr != "" {
		handed, ok := p.platform.Started(a, signStr)
		fields["url"] = record.Text("verbatim")
		if !ok {
			what, of := p.platform.Likeness(signStr)
			fields["url"] = record.Text(what)
			handed, _ = p.platform.Started(a, of)
		}
		fields["consult"], fields["staged"], fields["again"] = record.Num(handed.ID), record.Text(handed.Staged), record.Bool(handed.Again)
	} else {
		p.platform.Started(a, "")
	}
	if !p.held {
		p.starts.Unlock()
	}
	fields["shape"] = shapeOf(answer.body, p.config.Start.SignStr)
	p.mu.Lock()
	p.started[step.Attempt], p.failed[step.Attempt] = signStr != "", signStr == ""
	p.mu.Unlock()
	p.to.Saw(record.Told, fields)
}

// result hands a code and a state over.
func (p *play) result(ctx context.Context, step server.Step) {
	p.mu.Lock()
	failed := p.failed[step.Attempt]
	p.mu.Unlock()
	if failed {
		return // nobody could have approved anything
	}
	state, stateHow := p.stateOf(step)
	v := httpcall.Values{"authCode": given(step.Code, p.codeOf(step)), "authState": state}
	switch step.Code {
	case server.EmptyText:
		v["authCode"] = ""
	}
	p.tell(ctx, "result", p.config.Result, step, v, "state", stateHow)
}

// codeOf is the code that a step hands over.
func (p *play) codeOf(step server.Step) string {
	a := step.Attempt
	if step.Code == server.Anothers {
		a = step.Of
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if step.Code == server.Random {
		return p.attempts[a].Code(p.portal)
	}
	if p.code[a] == "" {
		p.code[a] = p.attempts[a].Code(p.portal)
	}
	return p.code[a]
}

// stateOf is the state that a step hands over, and how it was made.
func (p *play) stateOf(step server.Step) (state any, how string) {
	own, has := p.attempts[step.Attempt].State()
	if step.State == server.Anothers {
		own, has = p.attempts[step.Of].State()
	}
	switch step.State {
	case server.Random:
		return platform.Unguessable(max(32, min(len(own), 64))), "random"
	case server.EmptyText:
		return "", "empty"
	case server.OtherCase:
		swapped := strings.ToUpper(own)
		if swapped == own {
			swapped = strings.ToLower(own)
		}
		if swapped == own {
			return httpcall.Absent{}, "own" // digits alone have no other case
		}
		return swapped, string(step.State)
	case server.Beginning:
		return own[:max(len(own)/2, min(len(own), 1))], string(step.State)
	case server.Absent, server.NullValue:
		return given(step.State, ""), string(step.State)
	}
	if !has {
		return httpcall.Absent{}, "absent"
	}
	if step.State == server.Anothers {
		return own, string(step.State)
	}
	return own, "own"
}

// notify sends a notification.
func (p *play) notify(ctx context.Context, step server.Step) {
	n := platform.Notification{Kind: step.Kind, Change: step.Change}
	state, how := p.stateOf(step)
	n.State, _ = state.(string)
	n.States = how
	if step.Kind == server.CodeCreated {
		n.Code = p.codeOf(step)
	} else if p.portal.Name == "alipay-plus" {
		n.State = "" // it comes back with the code alone
	}
	p.platform.Notify(ctx, p.base+p.config.Notify, p.attempts[step.Attempt], n)
}

// Times of settling: how often the status is asked for, and how long a server that says neither bound nor pending is
// still given, because it may work in the background.
const (
	firstPoll = 15 * time.Millisecond
	lastPoll  = time.Second
	grace     = 700 * time.Millisecond
	quiet     = 60 * time.Millisecond
)

// settle waits until an attempt is over: by the status where the target file has one, and otherwise until nothing is
// going on.
func (p *play) settle(ctx context.Context, step server.Step) {
	if p.config.Status == nil {
		for deadline := time.Now().Add(grace); time.Now().Before(deadline) && !p.to.Quiet(quiet) && ctx.Err() == nil; {
			time.Sleep(firstPoll)
		}
		return
	}
	begun := time.Now()
	for wait := firstPoll; ctx.Err() == nil; wait = min(2*wait, lastPoll) {
		as := p.tell(ctx, "status", *p.config.Status, step, httpcall.Values{})
		waited := time.Since(begun)
		switch {
		case as == "bound" && p.to.Quiet(quiet), // what is done once more comes after the first time
			as != "pending" && step.Do == server.Settle && p.to.Quiet(quiet/2),
			as != "pending" && as != "bound" && waited > grace, waited > time.Duration(p.config.Patience):
			return
		case as == "pending" && step.Do == server.Settle && waited > grace:
			return
		}
		time.Sleep(wait)
	}
}

// tell makes a call and takes down what was said, whole. It returns how the answer looks.
func (p *play) tell(ctx context.Context, to string, c httpcall.Call, step server.Step, v httpcall.Values, more ...string) string {
	_, fields := p.ask(ctx, to, c, step, v, more...)
	as, _ := fields["as"].Str()
	if to == "status" {
		asked := [2]int{step.Attempt, p.by(step).number}
		said := as + fields["body"].String() + fields["status"].String()
		p.mu.Lock()
		same := p.status[asked] == said
		p.status[asked] = said
		p.mu.Unlock()
		if same {
			return as // it said so before
		}
	}
	p.to.Saw(record.Told, fields)
	return as
}

// answer is what a server said.
type answer struct {
	status int
	header http.Header
	body   []byte
	err    error
}

// ask makes a call, takes down that it was made, and returns what it was told as the fields of a record.
func (p *play) ask(
	ctx context.Context,
	to string,
	c httpcall.Call,
	step server.Step,
	v httpcall.Values,
	more ...string,
) (answer, map[string]value) {
	u := p.by(step)
	v["user"] = u.name
	sent := map[string]value{"to": record.Text(to), "attempt": record.Num(float64(step.Attempt)), "user": record.Num(float64(u.number))}
	if to == "result" {
		sent["code"] = record.Text(orOwn(step.Code))
	}
	for i := 0; i+1 < len(more); i += 2 {
		sent[more[i]] = record.Text(more[i+1])
	}
	if to != "status" { // that it is asked for says nothing
		p.to.Saw(record.Sent, sent)
	}
	begun := time.Now()
	said := p.call(ctx, c, u, v, p.attempts[step.Attempt])
	fields := map[string]value{
		"to":      sent["to"],
		"attempt": sent["attempt"],
		"user":    sent["user"],
		"tookMs":  record.Num(float64(time.Since(begun).Milliseconds())),
	}
	if said.err != nil {
		fields["error"], fields["as"] = record.Text(failureOf(said.err)), record.Text("none")
		return said, fields
	}
	carried := []string{}
	all := string(said.body) + fmt.Sprint(said.header)
	for _, a := range p.attempts {
		for _, what := range a.Carried(all) {
			if !slices.Contains(carried, what) && what != "code" { // the client had the code first
				carried = append(carried, what)
			}
		}
	}
	fields["status"], fields["body"], fields["carries"] = record.Num(float64(said.status)), bodyOf(said.body), record.Texts(carried)
	fields["as"] = record.Text(c.As(said.status, said.body))
	return said, fields
}

func orOwn(g server.Given) string {
	if g == server.Own {
		return "own"
	}
	return string(g)
}

// failureOf says in few words why a call was not answered.
func failureOf(err error) string {
	switch text := err.Error(); {
	case strings.Contains(text, "Client.Timeout"), strings.Contains(text, "deadline exceeded"):
		return "no answer in time"
	case strings.Contains(text, "EOF"), strings.Contains(text, "reset by peer"):
		return "the connection was closed"
	case strings.Contains(text, "refused"):
		return "nothing listens any more"
	default:
		return "no answer"
	}
}

// longestBody is how much of an answer is read, and shownBody how much is kept of what is no JSON.
const (
	longestBody = 1 << 20
	shownBody   = 2 << 10
)

// call makes one call of a user.
func (s *Server) call(ctx context.Context, c httpcall.Call, u *user, v httpcall.Values, _ *platform.Attempt) answer {
	method, path, _ := strings.Cut(c.Request, " ")
	body, contentType := c.Body(v)
	request, err := http.NewRequestWithContext(ctx, method, s.base+v.Text(path, escape), bytes.NewReader(body))
	if err != nil {
		return answer{err: err}
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	for _, headers := range []map[string]string{s.config.Users.Headers, u.fixed, c.Headers} {
		for name, template := range headers {
			request.Header.Set(name, v.Text(template, httpcall.AsIs))
		}
	}
	response, err := u.client.Do(request)
	if err != nil {
		return answer{err: err}
	}
	defer response.Body.Close()
	said, err := io.ReadAll(io.LimitReader(response.Body, longestBody))
	return answer{status: response.StatusCode, header: response.Header, body: said, err: err}
}

// given is the value of a code or a state that is handed over in a way.
func given(how server.Given, own string) any {
	switch how {
	case server.Absent:
		return httpcall.Absent{}
	case server.NullValue:
		return nil
	}
	return own
}
