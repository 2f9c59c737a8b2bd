package draft

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// Bounds of the search for what starts the signing; one exploration takes about two milliseconds.
const (
	maxExplorations = 400
	// maxTrials is how many values are tried in the replies and in the query for one way to start.
	maxTrials = 16
	// maxPairs is how many elements of a page are combined two and two, such as a box to tick and a button.
	maxPairs = 6
	// maxSteps is how far a way is followed from one page, tab or dialogue to the next.
	maxSteps = 4
	// maxTicks is how many boxes of a page are ticked.
	maxTicks = 8
	// maxFields is how many fields of a page are filled in.
	maxFields = 8
)

// search looks for the steps that lead to the signing.
type search struct {
	explorer Explorer
	compared map[string][]any
	left     int
	targets  map[string][]Target     // what can be tapped, by page
	queries  map[string][]string     // what each page read of its query
	stubs    map[string]schemas.Stub // what APIs answer that are not modelled
	story    []string                // what came of each way to start that did not lead to the signing
	progress func(string)
}

// found is a way to the signing.
type found struct {
	open   string
	query  schemas.Query
	start  []schemas.Step
	values map[string]any
	run    Explored
}

// way is a way to start that may lead there.
type way struct {
	page  string
	start []schemas.Step
	// depth is how many ways it goes on from.
	depth int
	// detour says that it goes on from a page that is tried as one of its own: what was done before may be needed there.
	detour bool
}

// find tries the pages in order, and on each what can be tapped: alone, then what can be tapped after that, breadth
// first; then two and two, and at last what can be tapped on one page after another was left for it.
func (s *search) find(ctx context.Context, pages []string) (*found, error) {
	var further []way
	for _, page := range pages {
		starts, err := s.starts(ctx, page, false)
		if err != nil {
			return nil, err
		}
		for _, start := range starts {
			found, more, err := s.try(ctx, way{page: page, start: start})
			if found != nil || err != nil {
				return found, err
			}
			further = append(further, more...)
		}
	}
	found, detours, err := s.follow(ctx, further, false)
	if found != nil || err != nil {
		return found, err
	}
	if found, err = s.findPairs(ctx, pages); found != nil || err != nil {
		return found, err
	}
	found, _, err = s.follow(ctx, detours, true)
	return found, err
}

// follow tries ways and what goes on from each, breadth first. Where detours are not to be tried yet they are returned.
func (s *search) follow(ctx context.Context, ways []way, all bool) (found *found, detours []way, err error) {
	for len(ways) > 0 && s.left > 0 {
		next := ways[0]
		ways = ways[1:]
		if next.detour && !all {
			detours = append(detours, next)
			continue
		}
		found, more, err := s.try(ctx, next)
		if found != nil || err != nil {
			return found, nil, err
		}
		ways = append(ways, more...)
	}
	return nil, detours, nil
}

func (s *search) findPairs(ctx context.Context, pages []string) (*found, error) {
	for _, page := range pages {
		starts, err := s.starts(ctx, page, true)
		if err != nil {
			return nil, err
		}
		for _, start := range starts {
			if s.left <= 0 {
				return nil, nil
			}
			found, _, err := s.try(ctx, way{page: page, start: start})
			if found != nil || err != nil {
				return found, err
			}
		}
	}
	return nil, nil
}

// starts lists the ways to start on a page, each after its fields were filled in.
func (s *search) starts(ctx context.Context, page string, two bool) ([][]schemas.Step, error) {
	if _, known := s.targets[page]; !known {
		s.progress("looking at " + page)
		opened, err := s.explore(ctx, Exploration{Open: page, Server: Smooth(), Answer: Approved()})
		if err != nil {
			return nil, err
		}
		s.targets[page] = opened.Targets
		s.queries[page] = opened.Query
	}
	targets := s.targets[page]
	fields := filledIn(targets)
	var starts [][]schemas.Step
	if !two {
		for _, t := range targets {
			if step, ok := stepOf(t); ok && !t.Disabled {
				starts = append(starts, append(slices.Clone(fields), step))
			}
		}
		if len(fields) > 0 {
			starts = append(starts, fields) // what can be tapped then is seen
		}
		starts = append(starts, afterTicks(targets, fields)...)
		if len(fields) > 0 { // a field may lead elsewhere, as one to search in does
			for _, t := range targets {
				if step, ok := stepOf(t); ok && !t.Disabled {
					starts = append(starts, []schemas.Step{step})
				}
			}
		}
		return starts, nil
	}
	for i, first := range targets[:min(len(targets), maxPairs)] {
		for j, second := range targets[:min(len(targets), maxPairs)] {
			a, okA := stepOf(first)
			b, okB := stepOf(second)
			if i != j && okA && okB && !first.Disabled {
				starts = append(starts, append(slices.Clone(fields), a, b))
			}
		}
	}
	return starts, nil
}

// afterTicks lists the ways to start on a page by what can be tapped once every box is ticked, where there are several.
func afterTicks(targets []Target, fields []schemas.Step) [][]schemas.Step {
	ticks := slices.Clone(fields)
	for _, t := range targets {
		if step, ok := stepOf(t); ok && t.Ticked && !t.Disabled && len(ticks) < len(fields)+maxTicks {
			ticks = append(ticks, step)
		}
	}
	if len(ticks) < len(fields)+2 {
		return nil // one box and something else are a pair
	}
	starts := [][]schemas.Step{ticks} // what can be tapped then is seen
	for _, t := range targets {
		if step, ok := stepOf(t); ok && !t.Ticked && !t.Disabled {
			starts = append(starts, append(slices.Clone(ticks), step))
		}
	}
	return starts
}

// filledIn are the steps that fill in the fields of a page.
func filledIn(targets []Target) []schemas.Step {
	var steps []schemas.Step
	for _, t := range targets {
		if t.Field && !t.Disabled && t.Selector != "" && len(steps) < maxFields {
			step := schemas.Step{Input: t.Selector, Value: t.Value}
			if t.Chosen {
				step = schemas.Step{Change: t.Selector, Value: 0}
			}
			steps = append(steps, step)
		}
	}
	return steps
}

// stepOf returns the step that hits a target: its handler where that is its own, else its id, or whatever names it.
func stepOf(t Target) (schemas.Step, bool) {
	switch {
	case t.Field:
		return schemas.Step{}, false
	case t.Handler != "" && t.Own && !generated(t.Handler):
		return schemas.Step{Fire: t.Handler}, true
	case t.ID != "":
		return schemas.Step{Tap: "#" + t.ID}, true
	case t.Handler != "" && t.Own:
		return schemas.Step{Fire: t.Handler}, true
	case t.Tag != "" && t.Own:
		return schemas.Step{Tap: t.Tag}, true
	case t.Selector != "" && (t.First || t.Handler == ""):
		return schemas.Step{Tap: t.Selector}, true
	}
	return schemas.Step{}, false
}

// generated says whether a handler's name is one that a framework made up: it changes with every build.
func generated(name string) bool {
	return name == "eh" || name == "__e" || len(name) <= 3 && name[0] == 'e' && name[1] >= '0' && name[1] <= '9'
}

// trial is what is tried for one way: the values of members of replies, and of names of the query.
type trial struct {
	values map[string]any
	query  schemas.Query
	tried  map[string]int // how many of its values each name has had
}

// try runs one way to start, with other values in the replies and in the query as long as they bring the program
// further. more are the ways that go on from there.
func (s *search) try(ctx context.Context, w way) (way *found, more []way, err error) {
	t := &trial{map[string]any{}, schemas.Query{}, map[string]int{}}
	best := -1
	undo := func(bool) {}
	for range maxTrials {
		run, err := s.explore(ctx, Exploration{
			Open: w.page, Start: w.start, Query: t.query, Values: t.values, Server: Smooth(), Answer: Approved(),
		})
		if err != nil {
			return nil, nil, err
		}
		if calls(run) {
			return &found{w.page, t.query, w.start, t.values, run}, nil, nil
		}
		s.note(w.page, run)
		if progress := score(run); progress > best {
			best = progress
			more = s.further(w, run)
		} else {
			undo(progress < best)
		}
		if s.answerFor(run) {
			continue
		}
		undo = s.change(run, t)
		if undo == nil || s.left <= 0 {
			s.story = append(s.story, w.page+": "+narrate(w.start, run.Events))
			return nil, more, nil
		}
	}
	return nil, more, nil
}

// note remembers what a page read of its query.
func (s *search) note(page string, run Explored) {
	for _, name := range run.Query {
		if !slices.Contains(s.queries[page], name) {
			s.queries[page] = append(s.queries[page], name)
		}
	}
}

// further lists the ways that go on from one: whatever can be tapped after it and could not before.
func (s *search) further(w way, run Explored) []way {
	if w.depth+1 >= maxSteps {
		return nil
	}
	before := map[string]bool{}
	detour := w.detour
	if run.Where == w.page {
		for _, t := range run.Targets {
			if step, ok := stepOf(t); ok && !t.Disabled {
				before[step.String()] = true
			}
		}
	} else if len(s.targets[run.Where]) > 0 {
		detour = true
	}
	fields := filledIn(run.After)
	if run.Where == w.page {
		fields = nil
	}
	var more []way
	for _, t := range run.After {
		if step, ok := stepOf(t); ok && !t.Disabled && !before[step.String()] {
			more = append(more, way{w.page, slices.Concat(w.start, fields, []schemas.Step{step}), w.depth + 1, detour})
		}
	}
	return more
}

// answerFor has an API answer from now on that is not modelled and that the run used, and says whether there was one.
func (s *search) answerFor(run Explored) bool {
	added := false
	for _, e := range run.Events {
		api := field(e, "api")
		if _, known := s.stubs[api]; e.Type != record.Used || known || !strings.HasPrefix(api, "my.") {
			continue
		}
		if success, ok := usualAnswer(api); ok {
			s.stubs[api] = schemas.Stub{"success": success}
			added = true
		}
	}
	return added
}

// change changes the value of one member that was read, or of one name of the query, to the next that the program
// compares it with, and returns what takes that back, as it led no further; nil where there is none that was not tried.
// A value of the query stays unless things are worse with it: another may be needed beside it.
func (s *search) change(run Explored, t *trial) (undo func(worse bool)) {
	for _, name := range run.Query {
		literals := s.compared[name]
		if n := t.tried["?"+name]; n < len(literals) {
			t.tried["?"+name]++
			before, had := t.query[name]
			t.query = maps.Clone(t.query)
			t.query[name] = fmt.Sprint(literals[n])
			return func(worse bool) {
				if !worse {
					return
				}
				t.query = maps.Clone(t.query)
				if delete(t.query, name); had {
					t.query[name] = before
				}
			}
		}
	}
	for _, read := range run.Reads {
		if len(read.Path) == 0 {
			continue
		}
		name := read.Path[len(read.Path)-1]
		if n := t.tried[name]; n < len(s.compared[name]) {
			t.tried[name]++
			before, had := t.values[name]
			t.values = maps.Clone(t.values)
			t.values[name] = s.compared[name][n]
			return func(bool) {
				t.values = maps.Clone(t.values)
				if delete(t.values, name); had {
					t.values[name] = before
				}
			}
		}
	}
	return nil
}

func (s *search) explore(ctx context.Context, e Exploration) (Explored, error) {
	s.left--
	e.Stubs = s.stubs
	return s.explorer.Explore(ctx, e)
}

func calls(run Explored) bool {
	return slices.ContainsFunc(run.Events, func(e record.Event) bool { return e.Type == record.Called })
}

// score says how far a run came: requests and pages count more than what is read of replies.
func score(run Explored) int {
	total := len(run.Reads)
	for _, e := range run.Events {
		switch e.Type {
		case record.Requested, record.Navigated:
			total += 10
		case record.Uncaught:
			total--
		}
	}
	return total
}
