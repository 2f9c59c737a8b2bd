package audit

import "bytes"

// paths finds the shape of a line by what stands between the parts that are left out, one after another, without building
// its key: a tree whose ways are the shapes that were learnt. A line which goes such a way in full has that shape, because the
// same is left out of it as shape.read leaves out.
type paths struct {
	start []*step
	count int // of ways
}

// step is a text of some lines, and what follows it: the end of the line, or a part that is left out.
type step struct {
	text []byte
	// part says what is left out behind the text; none at the end.
	part field
	ways []way
	// verdict and profile are of the line that ends here.
	verdict Verdict
	profile []byte
}

// way is where it goes on behind a part; sign is what stands for the part in the key of the shape.
type way struct {
	sign byte
	next *[]*step
}

// mostSteps is how many steps are tried at one place: more are quicker found by the key of the shape.
const mostSteps = 48

// learn keeps the way of a line whose shape was read.
func (p *paths) learn(s *shape, v Verdict) {
	if p.count >= maxShapes {
		*p = paths{}
	}
	steps, from := &p.start, 0
	for _, part := range s.parts {
		at := stepOf(steps, s.line[from:part.from], part.name)
		if at == nil {
			return
		}
		steps, from = at.after(part.sign), part.to
	}
	if at := stepOf(steps, s.line[from:], none); at != nil {
		at.verdict, at.profile = v, bytes.Clone(s.where.profile)
		p.count++
	}
}

// stepOf returns the step of a text, or makes it; nil where there are too many.
func stepOf(steps *[]*step, text []byte, part field) *step {
	for _, at := range *steps {
		if at.part == part && bytes.Equal(at.text, text) {
			return at
		}
	}
	if len(*steps) >= mostSteps {
		return nil
	}
	at := &step{text: bytes.Clone(text), part: part}
	*steps = append(*steps, at)
	return at
}

// after returns the steps behind a part, or makes them.
func (at *step) after(sign byte) *[]*step {
	for _, w := range at.ways {
		if w.sign == sign {
			return w.next
		}
	}
	next := &[]*step{}
	at.ways = append(at.ways, way{sign, next})
	return next
}

// find goes the way of a line, and says what was judged of its shape. Where it was seen is then in s.
func (p *paths) find(s *shape, line []byte) (Verdict, bool) {
	s.begin(line)
	steps, from := &p.start, 0
	for {
		at := pick(*steps, line[from:])
		if at == nil {
			return Verdict{}, false
		}
		from += len(at.text)
		if at.part == none {
			s.where.profile = at.profile
			return at.verdict, true
		}
		to, sign := s.partAt(at.part, from)
		if sign == 0 {
			return Verdict{}, false
		}
		steps = nil
		for i := range at.ways {
			if at.ways[i].sign == sign {
				steps = at.ways[i].next
			}
		}
		if steps == nil {
			return Verdict{}, false
		}
		from = to
	}
}

// pick returns the step whose text comes next, and moves it forward: what is common is found first.
func pick(steps []*step, line []byte) *step {
	for i, at := range steps {
		if len(at.text) <= len(line) && string(line[:len(at.text)]) == string(at.text) && (at.part != none || len(at.text) == len(line)) {
			if i > 0 {
				steps[i-1], steps[i] = steps[i], steps[i-1]
			}
			return at
		}
	}
	return nil
}

// partAt reads a part that is left out: where it ends, and what stands for it; 0 where it is none such.
func (s *shape) partAt(name field, from int) (to int, sign byte) {
	switch name {
	case fieldAt:
		to = from
		for to < len(s.line) && isNumber(s.line[to]) {
			to++
		}
		return to, s.orderOf(s.line[from:to])
	case fieldHMAC:
		to = min(from+hexDigits, len(s.line))
		return to, s.digestOf(s.line[from:to])
	}
	for to = from; to < len(s.line) && to <= from+longest && s.line[to] != '"'; to++ {
		if s.line[to] < ' ' || s.line[to] == '\\' {
			return 0, 0
		}
	}
	if !s.keep(name, s.line[from:to]) {
		return 0, 0
	}
	return to, leftOut
}
