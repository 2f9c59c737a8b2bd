package audittest

import (
	"bytes"
	"slices"
)

// Mutant makes another line of one: as a damaged file, another writer or an attacker would.
func (m *Maker) Mutant(line []byte) []byte {
	line = slices.Clone(line)
	for range 1 + m.random.IntN(2) {
		line = mutations[m.random.IntN(len(mutations))](m, line)
	}
	return line
}

// places are what a line is cut at to swap, drop or double its parts.
const places = `,:{}[]"`

// pieces are put into lines.
var pieces = []string{
	`"`, `\`, `\"`, `\u0000`, `\ud800`, "\x00", "\x01", "\x02", "\x03", "\x10", "\x11", "\t", " ", "\xff", "é", `,`, `{`, `}`, `[`, `]`, `:`,
	`null`, `1e3`, `-1`, `0.10`, `00`, `1.5`, `"id":"x",`, `"at":3,`, `"hmac":"x",`, `"$masked":{},`, `"version":"9",`, `"time":"x",`,
	`"production":2,`, `"scenario":"a",`, `"events":[],`, `{"$type":"nan"}`, `"profile":"field",`, `"end":"settled",`,
}

var mutations = []func(*Maker, []byte) []byte{
	func(m *Maker, line []byte) []byte { // another byte
		if len(line) > 0 {
			line[m.random.IntN(len(line))] = byte(m.random.IntN(256))
		}
		return line
	},
	func(m *Maker, line []byte) []byte { // another digit
		at := m.random.IntN(len(line) + 1)
		for i := at; i < len(line); i++ {
			if line[i] >= '0' && line[i] <= '9' {
				line[i] = '0' + byte(m.random.IntN(10))
				break
			}
		}
		return line
	},
	func(m *Maker, line []byte) []byte { return line[:m.random.IntN(len(line)+1)] }, // cut off
	func(m *Maker, line []byte) []byte { // something more
		at := m.place(line)
		return slices.Insert(line, at, []byte(pieces[m.random.IntN(len(pieces))])...)
	},
	func(m *Maker, line []byte) []byte { // something less
		from, to := m.place(line), m.place(line)
		return slices.Delete(line, min(from, to), max(from, to))
	},
	func(m *Maker, line []byte) []byte { // something twice
		from, to := m.place(line), m.place(line)
		part := slices.Clone(line[min(from, to):max(from, to)])
		return slices.Insert(line, m.place(line), part...)
	},
	func(m *Maker, line []byte) []byte { // the digest of another
		first, second := m.digest(line), m.digest(line)
		if first >= 0 && second >= 0 {
			copy(line[first:first+64], line[second:second+64])
		}
		return line
	},
	func(m *Maker, line []byte) []byte { // blanks between
		return bytes.ReplaceAll(line, []byte{places[m.random.IntN(2)]}, []byte{places[m.random.IntN(2)], ' '})
	},
	func(m *Maker, line []byte) []byte { // another name
		names := []string{`"id"`, `"time"`, `"at"`, `"hmac"`, `"$masked"`, `"events"`, `"args"`, `"version"`, `"profile"`, `"wallet"`, `"Id"`}
		return bytes.Replace(line, []byte(names[m.random.IntN(len(names))]), []byte(names[m.random.IntN(len(names))]), 1)
	},
}

// place is a place in a line where its parts meet.
func (m *Maker) place(line []byte) int {
	at := m.random.IntN(len(line) + 1)
	if n := bytes.IndexAny(line[at:], places); n >= 0 {
		at += n
	}
	return at
}

// digest is where one of the digests of a line begins; -1 where it has none.
func (m *Maker) digest(line []byte) int {
	const before = `"hmac":"`
	at := m.random.IntN(len(line) + 1)
	if n := bytes.Index(line[at:], []byte(before)); n >= 0 && at+n+len(before)+64 <= len(line) {
		return at + n + len(before)
	}
	return -1
}
