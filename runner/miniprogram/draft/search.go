package draft

import (
	"context"
	"slices"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// Bounds of the search for what starts the signing; one exploration takes about two milliseconds.
const (
	maxExplorations = 400
	// maxTrials is how many values are tried in the replies for one way to start.
	maxTrials = 16
	// maxPairs is how many elements of a page are combined two and two, such as a box to tick and a button.
	maxPairs = 6
)

// search looks for the steps that lead to the signing.
type search struct {
	explorer Explorer
	compared map[string][]any
	left     int
	targets  map[string][]Target // what can be tapped, by page
	story    []string            // what came of each way to start that did not lead to the signing
}

// found is a way to the signing.
type found struct {
	open   string
	start  []schemas.Step
	values map[string]any
	run    Explored
}

// find tries the pages in order, and on each what can be tapped: alone, then two and two.
func (s *search) find(ctx context.Context, pages []string) (*found, error) {
	for _, two := range []bool{false, true} {
		for _, page := range pages {
			starts, err := s.starts(ctx, page, two)
			if err != nil {
				return nil, err
			}
			for _, start := range starts {
				way, err := s.try(ctx, page, start)
				if way != nil || err != nil {
					return way, err
				}
			}
		}
	}
	return nil, nil
}

// starts lists the ways to start on a page.
func (s *search) starts(ctx context.Context, page string, two bool) ([][]schemas.Step, error) {
	if _, known := s.targets[page]; !known {
		opened, err := s.explore(ctx, Exploration{Open: page, Server: Smooth(), Answer: Approved()})
		if err != nil {
			return nil, err
		}
		s.targets[page] = opened.Targets
	}
	targets := s.targets[page]
	var starts [][]schemas.Step
	if !two {
		for _, t := range targets {
			if step, ok := stepOf(t); ok && !t.Disabled {
				starts = append(starts, []schemas.Step{step})
			}
		}
		return starts, nil
	}
	for i, first := range targets[:min(len(targets), maxPairs)] {
		for j, second := range targets[:min(len(targets), maxPairs)] {
			a, okA := stepOf(first)
			b, okB := stepOf(second)
			if i != j && okA && okB && !first.Disabled {
				starts = append(starts, []schemas.Step{a, b})
			}
		}
	}
	return starts, nil
}

// stepOf returns the step that hits a target: its handler where that is its own, else its id.
func stepOf(t Target) (schemas.Step, bool) {
	switch {
	case t.Handler != "" && t.Own && !generated(t.Handler):
		return schemas.Step{Fire: t.Handler}, true
	case t.ID != "":
		return schemas.Step{Tap: "#" + t.ID}, true
	case t.Handler != "" && t.Own:
		return schemas.Step{Fire: t.Handler}, true
	case t.Tag != "" && t.Own:
		return schemas.Step{Tap: t.Tag}, true
	}
	return schemas.Step{}, false
}

// generated says whether a handler's name is one that a framework made up: it changes with every build.
func generated(name string) bool {
	return name == "eh" || name == "__e" || len(name) <= 3 && name[0] == 'e' && name[1] >= '0' && name[1] <= '9'
}

// try runs one way to start, with other values in the replies as long as they bring the program further.
func (s *search) try(ctx context.Context, page string, start []schemas.Step) (*found, error) {
	values := map[string]any{}
	tried := map[string]int{} // how many of its values each name has had
	best := -1
	var change string // the name whose value was changed last
	var before any
	for range maxTrials {
		run, err := s.explore(ctx, Exploration{Open: page, Start: start, Values: values, Server: Smooth(), Answer: Approved()})
		if err != nil {
			return nil, err
		}
		if calls(run) {
			return &found{page, start, values, run}, nil
		}
		if progress := score(run); progress > best {
			best = progress
		} else if change != "" {
			restore(values, change, before)
		}
		change = s.next(run, tried)
		if change == "" || s.left <= 0 {
			s.story = append(s.story, page+": "+narrate(start, run.Events))
			return nil, nil
		}
		before = values[change]
		values[change] = s.compared[change][tried[change]]
		tried[change]++
	}
	return nil, nil
}

func restore(values map[string]any, name string, before any) {
	if before == nil {
		delete(values, name)
		return
	}
	values[name] = before
}

// next returns the name of a member that was read and for which there is a value that was not tried, or "".
func (s *search) next(run Explored, tried map[string]int) string {
	for _, read := range run.Reads {
		name := read.Path[max(len(read.Path)-1, 0):]
		if len(name) == 1 && tried[name[0]] < len(s.compared[name[0]]) {
			return name[0]
		}
	}
	return ""
}

func (s *search) explore(ctx context.Context, e Exploration) (Explored, error) {
	s.left--
	return s.explorer.Explore(ctx, e)
}

func calls(run Explored) bool {
	return slices.ContainsFunc(run.Events, func(e record.Event) bool { return e.Type == record.Called })
}

// score says how far a run came: requests count more than what is read of their replies.
func score(run Explored) int {
	total := len(run.Reads)
	for _, e := range run.Events {
		switch e.Type {
		case record.Requested:
			total += 10
		case record.Uncaught:
			total--
		}
	}
	return total
}
