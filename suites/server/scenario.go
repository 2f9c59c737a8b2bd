package server

import "slices"

// Scenario is what the staged platform and the mini program do with a merchant's server: one attempt or several. It is
// data only. What a scenario does not name is as it is when all goes well, so that one that stages a fault differs from
// the good one in that place alone.
type Scenario struct {
	// Name is permanent, such as "apply/unsigned".
	Name     string    `json:"name"`
	Attempts []Attempt `json:"attempts"`
	Steps    []Step    `json:"steps"`
	// Alone says that nothing else may go on meanwhile: the scenario changes what all of them share.
	Alone bool `json:"alone,omitempty"`
	// Certificate is what the platform shows for the connections of this scenario.
	Certificate Certificate `json:"certificate,omitempty"`

	// Of what it was made beyond the plan; nil twice is of the plan.
	drawn  *script
	placed *placed
}

// ScenarioName is the name of the scenario.
func (s Scenario) ScenarioName() string { return s.Name }

// IsAlone says whether nothing else may go on meanwhile.
func (s Scenario) IsAlone() bool { return s.Alone }

// Traits are none: servers' scenarios are picked by their names.
func (s Scenario) Traits() []string { return nil }

// Users is how many users take part.
func (s Scenario) Users() int {
	last := 0
	for _, a := range s.Attempts {
		last = max(last, a.User)
	}
	for _, step := range s.Steps {
		last = max(last, step.By-1)
	}
	return last + 1
}

// Attempt is one authorisation of a scenario: who it is of, and how the platform answers what the server asks for it. The
// last answer of a list is given to every further request; an empty list is a success.
type Attempt struct {
	User    int      `json:"user"`
	Consult []Answer `json:"consult,omitempty"`
	Apply   []Answer `json:"apply,omitempty"`
	Cancel  []Answer `json:"cancel,omitempty"`
	Code    CodeKind `json:"code,omitempty"`
	// Text is what the person or the shop puts into the contract; empty is a plain one.
	Text string `json:"text,omitempty"`
}

// Answer is how the platform answers one request. The zero value is a success as documented.
type Answer struct {
	Status string `json:"status,omitempty"` // S, F or U; empty is S
	// Code names a result code by its role in the edition: inProcess, invalidCode, unknown, busy, final; anything else is
	// the code itself.
	Code string `json:"code,omitempty"`
	// Change is the one thing that is odd about the answer.
	Change Change `json:"change,omitempty"`
	// Lasts says that the answer is given again until a quarter of the patience has passed since the first request.
	Lasts bool `json:"lasts,omitempty"`
	// Held says that the answer waits until the exchange of the next attempt has been answered.
	Held bool `json:"held,omitempty"`
}

// Survivable lists the answers of a scenario by which no server ends: one that does breaks a rule. In a scenario without any, a
// server that ends has merely ended.
func (s Scenario) Survivable() []Change {
	var found []Change
	for _, a := range s.Attempts {
		for _, answer := range slices.Concat(a.Consult, a.Apply, a.Cancel) {
			switch answer.Change {
			case HTML500, HTML200, Empty, Cut, NoResult, ResultText, Huge, Extra, Minimal, Moved302, Moved307, Moved308:
				found = append(found, answer.Change)
			}
		}
	}
	return found
}

// Change is one thing that is odd about what the platform sends: an answer or a notification.
type Change string

// What can be odd. Only the signature: it, or what goes with it.
const (
	Unsigned       Change = "unsigned"         // no Signature
	EmptySignature Change = "empty-signature"  // signature= with nothing behind
	Unsigned500    Change = "unsigned-500"     // no Signature, and HTTP status 500 with what a success says
	NoTime         Change = "no-response-time" // no Response-Time, or Request-Time
	Bare           Change = "bare"             // neither Signature nor the time
	Tampered       Change = "tampered"         // one byte of the body changed after signing
	OtherKey       Change = "other-key"        // signed by a key that is not the platform's
	MerchantsKey   Change = "merchants-key"    // signed by the merchant's own key
	OtherPath      Change = "other-path"       // a signature over another path of the platform
	// These are made by a key that is not the platform's, and say that they are of another version or algorithm than those that are.
	OtherVersion   Change = "other-key-version"
	OtherAlgorithm Change = "other-algorithm"
	// These are made by such a key, in the spellings that are right where the key is.
	OtherKeyBlanks    Change = "other-key-blanks"
	OtherKeyCapitals  Change = "other-key-capital-names"
	OtherKeyNoVersion Change = "other-key-no-version"
	// Replayed has the time and the signature of what was sent before, which were right for that.
	Replayed Change = "replayed"
)

// Correct in another spelling.
const (
	Blanks Change = "blanks" // a blank behind each comma of the Signature header
	// CapitalNames are Signature and Response-Time. As real gateways do, answers have them in lower case otherwise: a client of
	// the platforms' own reads no others.
	CapitalNames Change = "capital-names"
	NoKeyVersion Change = "no-key-version"
	Percent      Change = "percent-encoded" // in the encodings of the edition only
	Unusual      Change = "unusual-json"    // blanks, escapes, another order of the fields; signed as sent
	Escaped      Change = "escaped-json"    // the escapes that some languages write, \u0026 for &; signed as sent
	InPieces     Change = "in-pieces"       // it comes in two, and the second begins in the middle of a character
	Extra        Change = "extra-fields"    // fields and values that are not documented, at every level
	Minimal      Change = "minimal"         // only what is required
)

// Of the URL in the answer to the first call.
const (
	NoURL     Change = "no-url"
	LongURL   Change = "long-url"   // 1,198 characters with nested encodings, or what the edition allows
	OddURL    Change = "odd-url"    // what a library that parses and writes it again writes otherwise: capitals, a port, dots, quotes
	FirstURL  Change = "first-url"  // only the first of the edition's names
	SecondURL Change = "second-url" // only the second, where there is one
	ThirdURL  Change = "third-url"  // only the third, where there is one
	LastURL   Change = "last-url"   // only the last
)

// Of the token.
const (
	NoToken    Change = "no-token"
	EmptyToken Change = "empty-token"
	NullToken  Change = "null-token"
	WithToken  Change = "with-token" // in an answer that is no success
)

// Not an answer at all.
const (
	HTML500    Change = "html-500"
	HTML200    Change = "html-200"
	Empty      Change = "empty-body"
	Cut        Change = "cut-json"
	NoResult   Change = "no-result"
	ResultText Change = "result-a-string"
	Huge       Change = "3-mb"
	Silence    Change = "no-answer"
	Stalled    Change = "stalled" // its beginning, and nothing more
	Slow       Change = "slow"
	Moved302   Change = "302"
	Moved307   Change = "307"
	Moved308   Change = "308"
)

// CodeKind says what the authorisation code of an attempt looks like. Every code is unguessable and of its own.
type CodeKind string

// The kinds of code.
const (
	PlainCode CodeKind = ""
	OddCode   CodeKind = "odd" // as long as the JSAPI hands one over, with +/=%41& and blanks inside
	// LongestCode is as long as the exchange takes one, which is longer than the JSAPI hands one over in some editions: a
	// notification may have it.
	LongestCode CodeKind = "longest"
	// BlankCode has a blank at each end, which is as much a part of it as any other character.
	BlankCode CodeKind = "blanks"
	// DigitCode is one of digits alone, more than a number of a careless language can hold.
	DigitCode CodeKind = "digits"
)

// Certificate is what the platform proves its name with.
type Certificate string

// The certificates.
const (
	Trusted   Certificate = ""
	UnknownCA Certificate = "unknown-ca"
	WrongName Certificate = "wrong-name"
)

// Step is one thing that the mini program or the platform does.
type Step struct {
	Do      Action `json:"do"`
	Attempt int    `json:"attempt"`
	// By is who does it instead of the attempt's own user, from 1; 0 is that user. A user who has not started anything has
	// a session all the same.
	By int `json:"by,omitempty"`
	// Code and State say what is handed over in place of what belongs to the attempt.
	Code  Given `json:"code,omitempty"`
	State Given `json:"state,omitempty"`
	// Of is the attempt whose code or state is handed over where Given is Anothers.
	Of int `json:"of,omitempty"`
	// Kind and Change are those of a notification.
	Kind   string `json:"kind,omitempty"`
	Change Change `json:"change,omitempty"`
	// With says that the step is done at once with the one before it.
	With bool `json:"with,omitempty"`
}

// Action is what a step does.
type Action string

// The actions.
const (
	Start  Action = "start"
	Result Action = "result"
	Unbind Action = "unbind"
	Notify Action = "notify"
	// Settle asks for the status until it is final, as often as patience lasts; SettleBound until it is bound, SettleEnded until it
	// is bound no more, and SettleAnswered until it is final and every answer that is staged for the exchange has been given.
	Settle         Action = "settle"
	SettleBound    Action = "settle-bound"
	SettleEnded    Action = "settle-ended"
	SettleAnswered Action = "settle-answered"
	Ask            Action = "ask"   // for the status, once
	Pause          Action = "pause" // 1.1 s
	// GiveUp waits until the server waits no more for an answer that never comes.
	GiveUp Action = "give-up"
)

// Given says which code or state is handed over.
type Given string

// What can be handed over. A code that is not the attempt's own is one that the platform knows all the same, so that
// nothing but the server's own look at it stands in the way.
const (
	Own       Given = ""
	Random    Given = "random" // of a state: unknown; of a code: another good one
	Anothers  Given = "another attempt's"
	Absent    Given = "absent"
	EmptyText Given = "empty"
	NullValue Given = "null"
	OtherCase Given = "in another case"
	Beginning Given = "its beginning"
	// What means something to whatever looks a state up: a pattern of SQL, a member of every object, and a query in the place of a text.
	AnyPattern Given = "a pattern"
	OnePattern Given = "a pattern in one place"
	Member     Given = "a member of every object"
	Query      Given = "a query"
)
