package audit

import (
	"bytes"
)

// shape is a line without what no rule looks at. Nearly all lines of production are of few shapes, and all lines of one
// shape are judged alike, so that the judges need to see one of each. What is left out of a production record:
//
//   - id, time, wallet, version and platform, which say where a call was seen;
//   - the digests of masked texts, in whose place stands which of them are equal;
//   - the times of events, as long as they never go back, in whose place stands which of them are equal.
//
// Everything else stands in the key byte by byte, so that a line of a shape that was read once can be read. A line which
// this reader does not understand in full has no shape. Whoever lets a rule look at more must leave more in.
type shape struct {
	key   []byte
	where where // as it stands in the line, which it belongs to

	line    []byte
	from    int    // where what is not in the key yet begins
	parts   []part // those that were left out
	taken   fieldSet
	digests [maxDigests][]byte
	count   int    // of digests
	at      moment // of the event before; the zero one before the first
	frames  [maxDepth]frame
	depth   int
}

const (
	maxDepth   = 32
	maxDigests = 16
	longest    = 64 // bytes of a name that is left out, as the schema has it
	hexDigits  = 64 // of a digest
	dayLength  = len("2006-01-02")
)

// part is a part of a line that was left out, and what stands for it.
type part struct {
	from, to int
	name     field
	sign     byte
}

// frame is an object or a list that is open.
type frame struct {
	list bool
	name field // of the member that is being read
	key  bool  // a name comes next
}

type field uint8

const (
	none field = iota
	other
	fieldID
	fieldTime
	fieldWallet
	fieldVersion
	fieldPlatform
	fieldProfile
	fieldEvents
	fieldAt
	fieldMasked
	fieldHMAC
)

type fieldSet uint16

// A control character, which cannot stand in a line that has a shape, stands for what was left out.
const (
	leftOut = 0x01 // and nothing is known of it
	sameAt  = 0x02 // the time of the event before
	laterAt = 0x03
	digest  = 0x10 // and the number of the first that is equal
)

// read takes the shape of a line, and says whether it has one.
func (s *shape) read(line []byte) bool {
	if len(line) == 0 || line[0] != '{' || hasControl(line) || bytes.IndexByte(line, '\\') >= 0 {
		return false
	}
	s.begin(line)
	for i := 0; i < len(line); {
		switch c := line[i]; c {
		case '"':
			end := endOfText(line, i+1)
			if end < 0 || s.depth < 0 || !s.text(i+1, end) {
				return false
			}
			i = end + 1
			continue
		case '{', '[':
			if s.depth+1 == maxDepth {
				return false
			}
			s.depth++
			s.frames[s.depth] = frame{list: c == '[', key: c == '{'}
		case '}', ']':
			if s.depth < 0 || s.frames[s.depth].list != (c == ']') {
				return false
			}
			s.depth--
		case ',':
			if s.depth < 0 {
				return false
			}
			s.frames[s.depth].key = !s.frames[s.depth].list
		case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
			end := i + 1
			for end < len(line) && isNumber(line[end]) {
				end++
			}
			if s.depth == 2 && s.frames[2].name == fieldAt && s.inEvents() && !s.time(i, end) {
				return false
			}
			i = end
			continue
		}
		i++
	}
	s.key = append(s.key, line[s.from:]...)
	return s.depth < 0
}

// begin forgets the line before.
func (s *shape) begin(line []byte) {
	s.line, s.key, s.parts, s.from, s.taken, s.count, s.depth, s.at = line, s.key[:0], s.parts[:0], 0, 0, 0, -1, moment{}
	s.where.time, s.where.wallet, s.where.version, s.where.platform, s.where.profile = nil, nil, nil, nil, nil
}

// endOfText returns where the quote is that ends a text, or -1. Most texts are names of a few letters, for which the loop is
// the fastest.
func endOfText(line []byte, from int) int {
	for i := from; i < len(line) && i < from+16; i++ {
		if line[i] == '"' {
			return i
		}
	}
	n := bytes.IndexByte(line[from:], '"')
	if n < 0 {
		return -1
	}
	return from + n
}

// inEvents says whether the third level is an event of the record.
func (s *shape) inEvents() bool {
	return s.frames[0].name == fieldEvents && s.frames[1].list && !s.frames[2].list
}

// text takes a text that stands between two places: a name, or a value. It says whether the line may have a shape.
func (s *shape) text(from, to int) bool {
	f := &s.frames[s.depth]
	if f.key {
		f.key, f.name = false, fieldOf(s.line[from:to])
		return true
	}
	switch {
	case s.depth == 0 && f.name >= fieldID && f.name <= fieldProfile:
		return s.fact(f.name, from, to)
	case f.name == fieldHMAC && !f.list && s.depth > 0 && s.frames[s.depth-1].name == fieldMasked && !s.frames[s.depth-1].list:
		return s.mask(from, to)
	}
	return true
}

// fact takes a text that says where a call was seen.
func (s *shape) fact(name field, from, to int) bool {
	if s.taken>>name&1 == 1 || !s.keep(name, s.line[from:to]) {
		return false
	}
	s.taken |= 1 << name
	if name != fieldProfile { // which stays in the key: calls are judged by it
		s.replace(from, to, name, leftOut)
	}
	return true
}

// keep keeps a text that says where a call was seen, and says whether it may be one.
func (s *shape) keep(name field, text []byte) bool {
	if len(text) == 0 || len(text) > longest || !isASCII(text) {
		return false
	}
	switch name {
	case fieldTime:
		s.where.time = text
		return isTime(text)
	case fieldWallet:
		s.where.wallet = text
	case fieldVersion:
		s.where.version = text
	case fieldPlatform:
		s.where.platform = text
	case fieldProfile:
		s.where.profile = text
	}
	return true
}

// mask takes the digest of a masked text.
func (s *shape) mask(from, to int) bool {
	sign := s.digestOf(s.line[from:to])
	if sign != 0 {
		s.replace(from, to, fieldHMAC, sign)
	}
	return sign != 0
}

// digestOf is what stands for a digest; 0 where it is none, or one of too many.
func (s *shape) digestOf(text []byte) byte {
	if !isDigest(text) {
		return 0
	}
	n := 0
	for n < s.count && !bytes.Equal(s.digests[n], text) {
		n++
	}
	if n == maxDigests {
		return 0
	}
	if n == s.count {
		s.digests[n] = text
		s.count++
	}
	return digest + byte(n)
}

// time takes the time of an event.
func (s *shape) time(from, to int) bool {
	sign := s.orderOf(s.line[from:to])
	if sign != 0 {
		s.replace(from, to, fieldAt, sign)
	}
	return sign != 0
}

// orderOf is what stands for the time of an event; 0 where it is not written plainly, or earlier than the one before.
func (s *shape) orderOf(text []byte) byte {
	at, ok := readMoment(text)
	n := s.at.compare(at)
	if !ok || n > 0 {
		return 0
	}
	s.at = at
	if n == 0 {
		return sameAt
	}
	return laterAt
}

// replace puts a sign in the place of a part of the line.
func (s *shape) replace(from, to int, name field, sign byte) {
	s.parts = append(s.parts, part{from, to, name, sign})
	s.key = append(append(s.key, s.line[s.from:from]...), sign)
	s.from = to
}

func fieldOf(name []byte) field {
	switch string(name) {
	case "at":
		return fieldAt
	case "hmac":
		return fieldHMAC
	case "$masked":
		return fieldMasked
	case "id":
		return fieldID
	case "time":
		return fieldTime
	case "wallet":
		return fieldWallet
	case "version":
		return fieldVersion
	case "platform":
		return fieldPlatform
	case "profile":
		return fieldProfile
	case "events":
		return fieldEvents
	}
	return other
}
