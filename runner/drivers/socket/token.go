package socket

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
)

// tokenBytes is how many random bytes a token has: 192 bits cannot be guessed by anybody, and fit into a small QR code.
const tokenBytes = 24

// minToken is the least that a token of the user's own may have, in characters: 128 bits, written in base64.
const minToken = 22

// NewToken returns a random token.
func NewToken() string {
	random := make([]byte, tokenBytes)
	rand.Read(random) // never fails: crypto/rand aborts the program instead
	return base64.RawURLEncoding.EncodeToString(random)
}

// CheckToken says what is wrong with a token, which must fit into a URL and be hard to guess.
func CheckToken(token string) error {
	if len(token) < minToken {
		return fmt.Errorf("a token of %d characters can be guessed; it takes at least %d random ones", len(token), minToken)
	}
	for _, c := range token {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_':
		default:
			return fmt.Errorf("a token is made of letters, digits, - and _, without %q", c)
		}
	}
	return nil
}

// sameToken compares in a time that tells nothing of either, not even of their lengths.
func sameToken(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}
