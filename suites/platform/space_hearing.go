package platform

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/cover"
	"github.com/signspec/signspec/suites/wire"
)

// The dimensions of what is listened for: how a notification is answered, of which kind it is, what is done before, what state the
// agreement has, and which client it is of.
const (
	answerDim = iota
	kindDim
	storyDim
	stateDim
	ownerDim
	hearingDimensions
)

// hearing is what may happen where notifications are listened for. The zero value has nothing.
type hearing struct {
	answers []Acknowledgement // the first is as documented
	kinds   []string
	stories [][]string
	states  []oddity // the first is as ever
	owners  int
}

// newHearing makes the space of an edition that has notifications, of one client or two.
func newHearing(portal *schemas.Portal, second bool) hearing {
	h := hearing{answers: append([]Acknowledgement{Good}, unusual()...), kinds: notified(portal), states: []oddity{{}}, owners: 1}
	for _, story := range []string{
		"consult, approve, apply", "consult, approve, apply, cancel", "consult, approve, apply, refresh, cancel", "consult, approve",
		"consult, reject, consult, approve, apply, cancel", "consult, approve, apply, consult, approve, apply, cancel",
	} {
		steps := strings.Split(story, ", ")
		if portal.Paths.Cancel != "" || !slices.Contains(steps, "cancel") {
			h.stories = append(h.stories, steps)
		}
	}
	for _, o := range oddities(portal) {
		if o.Rule == "state-carried" {
			h.states = append(h.states, o)
		}
	}
	if second {
		h.owners = 2
	}
	return h
}

// possible says whether what is answered in its own way can come at all. Where everything is answered as documented it is of no kind.
func (h hearing) possible(p cover.Point) bool {
	if h.answers[p[answerDim]] == Good {
		return p[kindDim] == 0
	}
	does := map[string]string{wire.TokenCreated: "apply", EachKind: "apply", wire.TokenCanceled: "cancel"}[h.kinds[p[kindDim]]]
	return does == "" || slices.Contains(h.stories[p[storyDim]], does)
}

// complete makes a point of a pair with the plainest answer and story that make it possible.
func (h hearing) complete(q cover.Pair) (cover.Point, bool) {
	p := make(cover.Point, hearingDimensions)
	p[q.First], p[q.Second] = q.FirstValue, q.SecondValue
	of := func(d int) bool { return q.First == d || q.Second == d }
	for answer := range h.answers {
		for story := range h.stories {
			if !of(answerDim) {
				p[answerDim] = answer
			}
			if !of(storyDim) {
				p[storyDim] = story
			}
			if h.possible(p) {
				return p, true
			}
		}
	}
	return p, false
}

func (h hearing) covering() cover.Space {
	return coveringOf([]int{len(h.answers), len(h.kinds), len(h.stories), len(h.states), h.owners}, h.possible, h.complete)
}

// walk makes the walk of a point.
func (h hearing) walk(p cover.Point) Scenario {
	var steps []Step
	for _, name := range h.stories[p[storyDim]] {
		s := step(name)
		if s.Do == Consult && p[stateDim] > 0 {
			s = h.states[p[stateDim]].put(s)
		}
		steps = append(steps, s)
	}
	listen := step("listen")
	if how := h.answers[p[answerDim]]; how != Good {
		listen = answering(h.kinds[p[kindDim]], how).put(listen)
	}
	steps = append(steps, listen)
	if p[ownerDim] == 1 {
		for i := range steps {
			steps[i] = steps[i].swapped()
		}
	}
	return walk(steps)
}
