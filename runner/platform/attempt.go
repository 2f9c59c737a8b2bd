package platform

import (
	"crypto/rand"
	"strings"
	"sync"
	"time"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/server"
)

// Attempt is one authorisation as the platform knows it: how it is staged, and what has been given out for it.
type Attempt struct {
	Staged server.Attempt
	Number int // in its scenario, from 0
	// Customer is who authorises it, as the wallet numbers its customers: 2188 and digits of that one's own.
	Customer string
	to       *Recorder

	mu      sync.Mutex
	asked   map[string]int // requests so far, by operation
	answers map[string]*answering
	lasting time.Duration // how long an answer is given again that lasts
	consult *consultation // the one whose URL the client got
	codes   []string
	access  string
	refresh string
	// exchanged is closed when an exchange of this attempt has been answered; held answers wait for that of the next.
	exchanged chan struct{}
	once      sync.Once
	next      *Attempt
	over      bool
	notified  int // how many notifications of it were sent
	// given is closed when the server waits no more for an answer that never comes.
	given chan struct{}
	up    sync.Once
}

func (a *Attempt) isOver() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.over
}

// consultation is one answered first call.
type consultation struct {
	id    float64
	state string
	has   bool // whether there was a state
	urls  []string
	to    *Recorder
	// staged names how the answer was staged that gave the URLs, and told says that a client has got one.
	staged string
	told   bool
}

// Handed is what is known of a URL that a client has got.
type Handed struct {
	ID     float64 // of the first call whose answer gave it
	Staged string  // how that answer was staged, such as "S other-key"
	Again  bool    // whether a client had got it before
}

// newAttempt makes an attempt that nobody has asked anything for yet.
func newAttempt(to *Recorder) *Attempt {
	return &Attempt{
		Customer: "2188", to: to, asked: map[string]int{}, answers: map[string]*answering{}, exchanged: make(chan struct{}), given: make(chan struct{}),
	}
}

// GivenUp is closed when the server waits no more for an answer that never comes.
func (a *Attempt) GivenUp() <-chan struct{} { return a.given }

// letters are the characters of codes and tokens: those that no encoding touches.
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// Unguessable makes a text of n random letters and digits.
func Unguessable(n int) string {
	text := make([]byte, n)
	rand.Read(text)
	for i, c := range text {
		text[i] = letters[int(c)%len(letters)]
	}
	return string(text)
}

// oddTail is what an odd code ends in: whatever a careless server trims, decodes or cuts.
const oddTail = ` +/=%41&x"`

// recognised is how many characters of a code tell it from every other, however the rest was changed.
const recognised = 16

// digits draws a text of so many digits, of which the first is no zero.
func digits(n int) string {
	text := make([]byte, n)
	rand.Read(text)
	for i, c := range text {
		text[i] = '0' + c%10
	}
	text[0] = '1' + text[0]%9
	return string(text)
}

// newCode makes a code of a kind: longest is what the JSAPI hands over at most, and exchanged what the exchange takes.
func newCode(kind server.CodeKind, longest, exchanged int) string {
	switch kind {
	case server.LongestCode:
		return Unguessable(max(longest, exchanged))
	case server.DigitCode:
		return digits(min(longest, 32))
	case server.BlankCode:
		return " " + Unguessable(min(longest, 32)-2) + " "
	case server.OddCode:
		return Unguessable(longest-len(oddTail)-1) + oddTail + Unguessable(1)
	}
	return Unguessable(min(longest, 32))
}

// Code gives out a new code for the attempt, as the wallet does when a person approves.
func (a *Attempt) Code(portal *schemas.Portal) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	code := newCode(a.Staged.Code, portal.CodeMax, portal.Limits[schemas.ApplyOperation]["authCode"])
	a.codes = append(a.codes, code)
	return code
}

// awaitsExchange says whether a code was given out for the attempt, and none has been exchanged yet.
func (a *Attempt) awaitsExchange() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.codes) > 0 && a.asked[schemas.ApplyOperation] == 0
}

// Approve says that a person approved the attempt, and that the wallet handed out this code.
func (a *Attempt) Approve(code string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.codes = append(a.codes, code)
}

// State is the state that the attempt's first call carried; ok is false where there was none.
func (a *Attempt) State() (state string, ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.consult == nil {
		return "", false
	}
	return a.consult.state, a.consult.has
}

// Token is the access token of the attempt, which is made when it is first needed.
func (a *Attempt) Token() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.tokens()
	return a.access
}

func (a *Attempt) tokens() {
	if a.access == "" {
		a.access, a.refresh = "at"+Unguessable(46), "rt"+Unguessable(46)
	}
}

// nextSending is when the next notification of the attempt is said to have been sent: a resend has a time of its own, as if hours lay
// between the two.
func (a *Attempt) nextSending() time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.notified++
	return time.Now().Add(time.Duration(a.notified-mostSendings) * time.Second)
}

// mostSendings is how often a platform sends a notification at most.
const mostSendings = 8

// ownsCode says whether a code that a request carries is one of the attempt's, and whether it is as it was given out.
func (a *Attempt) ownsCode(code string) (owns, verbatim bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, own := range a.codes {
		if own == code {
			return true, true
		}
		if len(code) >= recognised && strings.HasPrefix(strings.TrimSpace(code), strings.TrimSpace(own)[:recognised]) {
			owns = true
		}
	}
	return owns, false
}

// ownsToken says which of the attempt's tokens a text is; "" where it is none.
func (a *Attempt) ownsToken(token string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch {
	case token == "":
		return ""
	case token == a.access:
		return "access"
	case token == a.refresh:
		return "refresh"
	}
	return ""
}

// answer is how the next request of an operation is to be answered.
func (a *Attempt) answer(operation string) server.Answer {
	a.mu.Lock()
	defer a.mu.Unlock()
	list := map[string][]server.Answer{
		schemas.ConsultOperation: a.Staged.Consult, schemas.ApplyOperation: a.Staged.Apply, schemas.CancelOperation: a.Staged.Cancel,
	}[operation]
	a.asked[operation]++
	if len(list) == 0 {
		return server.Answer{}
	}
	of := a.answers[operation]
	if of == nil {
		of = &answering{begun: time.Now()}
		a.answers[operation] = of
	}
	if list[of.next].Lasts && time.Since(of.begun) >= a.lasting {
		of.next = min(of.next+1, len(list)-1)
	}
	answer := list[of.next]
	if !answer.Lasts {
		of.next = min(of.next+1, len(list)-1)
	}
	return answer
}

// answering is how far the staged answers to requests of an operation have been given, and since when.
type answering struct {
	begun time.Time
	next  int
}
