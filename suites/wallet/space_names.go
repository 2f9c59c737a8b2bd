package wallet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/signspec/signspec/schemas/config"
)

// describe is the name of a scenario that is its own description: "approve, cancel, approve(arrow; state of 256)", and of many
// calls in a row that are made alike: "101 x approve".
func (s *Space) describe(points []Point) string {
	var names []string
	for i := 0; i < len(points); {
		alike := 1
		for i+alike < len(points) && points[i+alike] == points[i] {
			alike++
		}
		if name := s.describePoint(points[i]); alike < fewestCounted {
			names = append(names, slices.Repeat([]string{name}, alike)...)
		} else {
			names = append(names, strconv.Itoa(alike)+times+name)
		}
		i += alike
	}
	return strings.Join(names, ", ")
}

const (
	// fewestCounted is how many calls in a row that are made alike are named by their number, and mostCounted how many may be asked for.
	fewestCounted, mostCounted = 4, 1000
	times                      = " x "
)

func (s *Space) describePoint(p Point) string {
	var odd []string
	for d := range s {
		if d != outcomeDim && p[d] != 0 {
			odd = append(odd, s.value(p, d).Name)
		}
	}
	name := s.value(p, outcomeDim).Name
	if len(odd) > 0 {
		name += "(" + strings.Join(odd, "; ") + ")"
	}
	return name
}

// splitCalls splits a description at the commas outside parentheses.
func splitCalls(description string) []string {
	depth, from := 0, 0
	var calls []string
	for i, c := range description {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			calls = append(calls, description[from:i])
			from = i + 1
		}
	}
	return append(calls, description[from:])
}

// read makes of a description the points that it describes. The error says what is not understood and what would be.
func (s *Space) read(description string) ([]Point, error) {
	var points []Point
	for _, text := range splitCalls(description) {
		alike, text := countOf(strings.TrimSpace(text))
		p, err := s.readPoint(text)
		if err != nil {
			return nil, err
		}
		points = append(points, slices.Repeat([]Point{p}, alike)...)
	}
	return points, nil
}

// countOf splits the number of calls in a row off the text of one; 1 where it names none.
func countOf(text string) (alike int, one string) {
	number, one, ok := strings.Cut(text, times)
	if n, err := strconv.Atoi(number); ok && err == nil && n > 0 && n <= mostCounted {
		return n, one
	}
	return 1, text
}

func (s *Space) readPoint(text string) (Point, error) {
	var p Point
	name, rest, odd := strings.Cut(text, "(")
	at := s[outcomeDim].index(strings.TrimSpace(name))
	if at < 0 {
		names := s[outcomeDim].names()
		return p, fmt.Errorf("%q is no outcome of a call; there are %s%s", name, strings.Join(names, ", "), config.DidYouMean(name, names))
	}
	p[outcomeDim] = at
	if odd {
		for _, word := range strings.Split(strings.TrimSuffix(rest, ")"), ";") {
			if err := s.readValue(&p, strings.TrimSpace(word)); err != nil {
				return p, err
			}
		}
	}
	if !s.possible(p) {
		return p, fmt.Errorf("no call can be %q", text)
	}
	return p, nil
}

func (s *Space) readValue(p *Point, word string) error {
	for d := range s {
		if at := s[d].index(word); d != outcomeDim && at >= 0 {
			p[d] = at
			return nil
		}
	}
	var known []string
	for d := range s {
		if d != outcomeDim {
			known = append(known, s[d].names()...)
		}
	}
	return fmt.Errorf("%q is nothing that a call can be; there are %s", word, strings.Join(known, ", "))
}

func (d Dimension) index(name string) int {
	return slices.IndexFunc(d.Values, func(v Value) bool { return v.Name == name })
}

func (d Dimension) names() []string {
	names := make([]string, len(d.Values))
	for i, v := range d.Values {
		names[i] = v.Name
	}
	return names
}

// scenario makes the scenario of points under a name.
func (s *Space) scenario(name string, points []Point, parameter string) Scenario {
	made := Scenario{Name: name, points: points}
	for i, p := range points {
		call := s.call(p, parameter)
		call.ID = name + "#" + strconv.Itoa(i+1)
		if s.value(p, signDim).Name == usedString && i > 0 {
			call.share(&made.Calls[i-1])
		}
		made.Calls = append(made.Calls, call)
	}
	return made
}
