package merchantserver

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/server"
	"github.com/signspec/signspec/suites/server/matchers"
	"github.com/signspec/signspec/suites/wire"
)

// start asks for a sign string. Others wait meanwhile, unless they belong to the same moment: a first call says nothing
// of whom it is for. Only where nothing is staged of it need nobody wait.
func (p *play) start(ctx context.Context, step server.Step) {
	a := p.attempts[step.Attempt]
	text := p.scenario.Attempts[step.Attempt].Text
	if text == "" {
		text = plainText
	}
	switch {
	case p.scenario.Drawn() && !p.scenario.StagesFirstCall(): // it is answered like any other, and the URL says in the end whose it was
		p.starts.RLock()
		defer p.starts.RUnlock()
	default:
		if !p.held {
			p.starts.Lock()
			defer p.starts.Unlock()
		}
		p.platform.Starting(a)
	}
	answer, fields := p.ask(ctx, "start", p.config.Start, step, httpcall.Values{"text": text})
	found, _ := httpcall.At(answer.body, p.config.Start.SignStr)
	signStr, _ := found.(string)
	p.givenOut(a, signStr, fields)
	fields["shape"] = shapeOf(answer.body, p.config.Start.SignStr)
	p.mu.Lock()
	p.started[step.Attempt], p.failed[step.Attempt] = signStr != "", signStr == ""
	p.mu.Unlock()
	p.to.Saw(record.Told, fields)
}

// givenOut takes down which URL of the platform a client has got for an attempt; empty is none.
func (p *play) givenOut(a *platform.Attempt, signStr string, fields map[string]value) {
	fields["url"] = record.Text("absent")
	if signStr == "" {
		p.platform.Started(a, "")
		return
	}
	handed, ok := p.platform.Started(a, signStr)
	fields["url"] = record.Text("verbatim")
	if !ok {
		what, of := p.platform.Likeness(signStr)
		fields["url"] = record.Text(what)
		handed, _ = p.platform.Started(a, of)
	}
	fields["consult"], fields["staged"], fields["again"] = record.Num(handed.ID), record.Text(handed.Staged), record.Bool(handed.Again)
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
	case server.AnyPattern:
		return "%", string(step.State)
	case server.OnePattern:
		return withOnePattern(own), string(step.State)
	case server.Member:
		return "constructor", string(step.State)
	case server.Query:
		return map[string]any{"$ne": ""}, string(step.State)
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

// withOnePattern puts a sign that stands for any in a database into a state, in place of the last one that is another.
func withOnePattern(state string) string {
	last := strings.LastIndexFunc(state, func(r rune) bool { return r != '_' })
	if last < 0 {
		return "_"
	}
	_, size := utf8.DecodeRuneInString(state[last:])
	return state[:last] + "_" + state[last+size:]
}

// notify sends a notification.
func (p *play) notify(ctx context.Context, step server.Step) {
	n := platform.Notification{Kind: step.Kind, Change: step.Change}
	state, how := p.stateOf(step)
	n.State, _ = state.(string)
	n.States = how
	if step.Kind == wire.CodeCreated {
		n.Code = p.codeOf(step)
	} else if p.portal.Name == "alipay-plus" {
		n.State = "" // it comes back with the code alone
	}
	p.hands("notify", step.Attempt)
	p.platform.Notify(ctx, p.base+p.config.Notify, p.attempts[step.Attempt], n)
}

// Times of settling: how often the status is asked for, and how long a server that says neither bound nor pending is
// still given, because it may work in the background.
const (
	firstPoll = 15 * time.Millisecond
	lastPoll  = time.Second
	grace     = 700 * time.Millisecond
	// slowFactor is how many answers' times are given beyond that: on a busy machine all takes longer.
	slowFactor = 8
	quiet      = 60 * time.Millisecond
)

// settle waits until an attempt is over: by the status where the target file has one, and otherwise until nothing is
// going on.
func (p *play) settle(ctx context.Context, step server.Step) {
	if p.config.Status == nil {
		p.settleUnseen(ctx, step)
		return
	}
	begun, slowest, longest := time.Now(), time.Duration(0), lastPoll
	if p.scenario.Name == matchers.Good {
		longest = lastPoll / 20 // it shows how long others may take
	}
	for wait := firstPoll; ctx.Err() == nil; wait = min(2*wait, longest) {
		asked := time.Now()
		as := p.tell(ctx, "status", *p.config.Status, step, httpcall.Values{})
		slowest = max(slowest, time.Since(asked))
		waited := time.Since(begun)
		if waited > time.Duration(p.config.Patience) || p.isOver() || !p.comes(step, as) && p.isSettled(step, as, waited, slowest) {
			return
		}
		time.Sleep(wait)
	}
}

// isSettled says whether nothing more is to be waited for, where the status says this and everything that may come has come.
func (p *play) isSettled(step server.Step, as string, waited, slowest time.Duration) bool {
	late, shown := p.isLate(step.Attempt), p.pace.untilShown()
	idle := grace + slowFactor*slowest
	if late {
		idle += grace // it has said that it works on
	}
	switch {
	case as == "bound": // what is done once more comes after the first time
		return step.Do != server.SettleEnded && p.to.Quiet(quiet+shown)
	case as == "pending":
		return step.Do != server.SettleBound && waited > grace && p.to.Quiet(quiet+shown)
	case step.Do != server.SettleBound && !late:
		return p.to.Quiet(quiet/2 + shown)
	}
	return waited > idle && p.to.Quiet(idle)
}

// settleUnseen waits until nothing is going on.
func (p *play) settleUnseen(ctx context.Context, step server.Step) {
	for begun := time.Now(); time.Since(begun) < time.Duration(p.config.Patience) && ctx.Err() == nil && !p.isOver(); {
		if !p.comes(step, "") && (p.to.Quiet(quiet) || time.Since(begun) > grace) {
			return
		}
		time.Sleep(firstPoll)
	}
}
