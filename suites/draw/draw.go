// Package draw draws what a run stages: states, codes, sign strings, the phone that a mini program finds itself on. They
// have many shapes, as those of real servers and phones have, and other ones in each run, so that no target can tell that
// it is being checked by the look of them. What is drawn follows from a seed alone, so that a run can be made again.
package draw

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	random "math/rand/v2"
)

// Source draws. It is not safe for concurrent use.
type Source struct{ from *random.Rand }

// Seed returns a seed that nobody knows before.
func Seed() string {
	var seed [16]byte
	rand.Read(seed[:])
	return hex.EncodeToString(seed[:])
}

// From returns the source of a seed, which may be any text. The empty one stands for one that nobody knows.
func From(seed string) *Source {
	if seed == "" {
		seed = Seed()
	}
	return &Source{random.New(random.NewChaCha8(sha256.Sum256([]byte("signspec draw 1\n" + seed))))}
}

// Between draws a number from low to high, both included.
func (s *Source) Between(low, high int) int { return low + s.from.IntN(high-low+1) }

// Of draws one of the items.
func Of[T any](s *Source, items ...T) T { return items[s.from.IntN(len(items))] }

// Text draws n of the characters, which are ASCII.
func (s *Source) Text(n int, characters string) string {
	text := make([]byte, n)
	for i := range text {
		text[i] = characters[s.from.IntN(len(characters))]
	}
	return string(text)
}
