package openplatform

import (
	"context"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/ahead"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas/record"
	suite "github.com/signspec/signspec/suites/platform"
	"github.com/signspec/signspec/suites/rule"
)

type value = record.Value

// play is one scenario on its way.
type play struct {
	*Platform
	scenario suite.Scenario
	to       *platform.Recorder

	mu              sync.Mutex
	body            map[string]any // of the last first call
	agreements      []*agreement   // that there is a URL for
	url             string
	code, firstCode string
	access          string
	firstAccess     string
	refresh         string
	firstRefresh    string
	given           []string // all codes, states and tokens
	// heard is how many notifications of each kind were answered as the scenario has it, or which of its answers is next; firstHeard is
	// the code of the first.
	heard      map[string]int
	firstHeard string
	sent       map[suite.Action]platform.Outgoing // the last call of each kind
	stopped    string
}

func (p *Platform) newPlay(of suite.Scenario) *play {
	return &play{Platform: p, scenario: of, to: platform.NewRecorder(), sent: map[suite.Action]platform.Outgoing{},
		heard: map[string]int{}}
}

// play performs a scenario and returns its record.
func (p *Platform) play(ctx context.Context, of suite.Scenario) (rule.Performance, error) {
	for _, step := range of.Steps {
		if (step.Client == 1 || step.Change == suite.OtherClients) && len(p.merchants) < 2 {
			return rule.Performance{Untested: "the target file has no second client"}, nil
		}
		if step.Do == suite.Listen && p.config.Notify == nil && len(of.Acknowledge) > 0 {
			return rule.Performance{Untested: "the target file does not say that the platform sends its notifications here"}, nil
		}
	}
	one := p.newPlay(of)
	p.mu.Lock()
	p.plays = append(p.plays, one)
	if of.Name == suite.Unclaimed {
		for _, heard := range p.lost {
			one.to.Saw(record.Notified, heard)
		}
	}
	p.mu.Unlock()
	for i := 0; i < len(of.Steps) && one.stopped == ""; i++ {
		if i+1 < len(of.Steps) && of.Steps[i+1].With {
			one.race(ctx, of.Steps[i], of.Steps[i+1])
			i++
			continue
		}
		one.do(ctx, of.Steps[i])
	}
	if ctx.Err() != nil {
		return rule.Performance{}, ctx.Err()
	}
	events := one.to.Close()
	if err := p.gone(ctx, of.Name, events); err != nil {
		return rule.Performance{}, err
	}
	return rule.Performance{Records: []record.Record{{
		ID: of.ID(), Scenario: of.Name, API: record.AttemptAPI, Args: record.Of(record.Undefined), Callbacks: []string{},
		Events: events, End: record.Settled, Reason: one.stopped,
	}}}, nil
}

func (p *play) stop(why string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stopped == "" {
		p.stopped = why
	}
}

func (p *play) do(ctx context.Context, step suite.Step) {
	switch step.Do {
	case suite.Authorise:
		p.authorise(ctx, step)
	case suite.Listen:
		if p.config.Notify != nil {
			ahead.Idle(ctx, func() {
				select {
				case <-time.After(time.Duration(p.config.Notify.Wait)):
				case <-ctx.Done():
				}
			})
		}
	default:
		p.call(ctx, step)
	}
}

// given says what a text is beside the one that it should be.
func given(text, own string) string {
	switch text {
	case "":
		return "absent"
	case own:
		return "given"
	}
	return "changed"
}
