package secret

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// Masker replaces secrets by their masks. It remembers the secrets it has been shown, so that one that travels inside
// another text, such as a line of a log or a message, is masked there as well. The key is random and never leaves the
// Masker: equal secrets have equal masks within a run, and nothing can be learned from them after. A nil Masker masks
// nothing. It is not for use by several goroutines at once.
type Masker struct {
	key    []byte
	module string // the name of the target's own file; empty where it has none
	// wholes are the secrets; grouped are those without what may stand between their groups, with their length.
	wholes  map[string]bool
	grouped map[string]int
	// secret are the windows of secrets, open those that anybody may know; what is both is open.
	secret, open windows
	// letters says which characters, folded, secrets are made of; that of RuneSelf stands for all that are not ASCII.
	letters [256]bool
	// memory are texts that were masked, such as a sign string that every record has, and what became of them.
	memory map[string]string
	// learned are the records that were learned, by their events.
	learned map[*record.Event]int
	// known are the texts whose windows are open.
	known map[string]bool
	// asWholes are the secrets that are looked for as a whole as well, since a part of them is open, or only so.
	asWholes []string
}

// NewMasker returns a Masker with a fresh random key.
func NewMasker() *Masker {
	m := &Masker{
		key: make([]byte, sha256.Size), wholes: map[string]bool{}, grouped: map[string]int{}, known: map[string]bool{},
		memory: map[string]string{}, learned: map[*record.Event]int{},
	}
	rand.Read(m.key) // never fails: crypto/rand aborts the program instead
	for _, word := range vocabulary() {
		m.publish(word)
	}
	return m
}

// vocabulary are the words of the contract and of the reports, which no code may take away from the reader, however
// much a code is made of them.
func vocabulary() []string {
	return []string{
		note(32), partNote(32), "authCode", "authState", "accessToken", "refreshToken", "errMessage", "errorMessage", "undefined",
		"my.signContract", "canIUse", "SDKVersion", "success", "complete", "function", "callbacks", "all-callbacks", "[object Object]",
	}
}

// Text returns the text with every known secret replaced by a note of its length, and whatever gives one away by a note
// of how much of it was there, also where it stands in an encoding.
func (m *Masker) Text(s string) string {
	if m == nil || m.secret.count+len(m.asWholes) == 0 {
		return s
	}
	if len(s) < shortestKept || len(s) > longestKept {
		return m.mask(s, nestedEncodings)
	}
	masked, ok := m.memory[s]
	if !ok {
		masked = m.mask(s, nestedEncodings)
		if len(m.memory) < mostKept {
			m.memory[s] = masked
		}
	}
	return masked
}

// Which texts are kept with what becomes of them: those that are worth it, and no more than a few megabytes.
const (
	shortestKept = 64
	longestKept  = 8 << 10
	mostKept     = 512
)

func (m *Masker) mask(s string, depth int) string {
	found := m.found(s)
	if plain, ok := unescape(s); ok { // first, so that a secret some characters of which are escaped is one
		if inPlain := m.found(plain); len(inPlain) > 0 {
			s, found = plain, inPlain
		}
	}
	if len(found) > 0 {
		s = m.replace(s, found)
	}
	return m.recode(s, depth)
}

// found finds what has to be replaced in a text as it stands.
func (m *Masker) found(s string) []span {
	found := m.spans(s)
	for _, whole := range m.asWholes {
		for from := 0; ; {
			at := strings.Index(s[from:], whole)
			if at < 0 {
				break
			}
			found = append(found, span{from + at, from + at + len(whole)})
			from += at + len(whole)
		}
	}
	if len(m.asWholes) > 0 {
		found = apart(found)
	}
	return found
}

// apart makes one of pieces that overlap, and puts them in order.
func apart(found []span) []span {
	slices.SortFunc(found, func(a, b span) int { return a.start - b.start })
	var all []span
	for _, s := range found {
		if last := len(all) - 1; last >= 0 && s.start < all[last].end {
			all[last].end = max(all[last].end, s.end)
			continue
		}
		all = append(all, s)
	}
	return all
}

func (m *Masker) hmac(text string) string {
	h := hmac.New(sha256.New, m.key)
	h.Write([]byte(text))
	return hex.EncodeToString(h.Sum(nil))
}
