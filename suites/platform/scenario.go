package platform

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/platform/matchers"
)

// Scenario is what a merchant does with an open platform. It is data only; what a step does not name is as the
// documentation has it.
type Scenario struct {
	// Name is permanent, such as "bad-signature/body".
	Name  string `json:"name"`
	Steps []Step `json:"steps"`
	// Acknowledge says how notifications of this scenario are answered, one after the other; the last answers all that
	// follow. Empty is as documented.
	Acknowledge []Acknowledgement `json:"acknowledge,omitempty"`
	// AcknowledgeOf is the kind of notification that is answered so; empty is AUTHCODE_CREATED, and EachKind is every kind for itself.
	// All others are as documented.
	AcknowledgeOf string `json:"acknowledgeOf,omitempty"`
	// UntilOther says that the notifications of the first code are answered as Acknowledge begins until one of another code has
	// come, and all others as it ends.
	UntilOther bool `json:"untilOther,omitempty"`
	// Alone says that nothing else may go on meanwhile.
	Alone bool `json:"alone,omitempty"`
}

// ScenarioName is the name of the scenario.
func (s Scenario) ScenarioName() string { return s.Name }

// IsAlone says whether nothing else may go on meanwhile.
func (s Scenario) IsAlone() bool { return s.Alone }

// ID is the id of its record.
func (s Scenario) ID() string { return s.Name + "#1" }

// Traits are none: platforms' scenarios are picked by their names.
func (s Scenario) Traits() []string { return nil }

// Authorised lists what the user decides, in order.
func (s Scenario) Authorised() []record.Outcome {
	var outcomes []record.Outcome
	for _, step := range s.Steps {
		if step.Do == Authorise {
			outcomes = append(outcomes, record.Outcome(step.Outcome))
		}
	}
	return outcomes
}

// Step is one thing that the merchant or the user does.
type Step struct {
	Do     Action `json:"do"`
	Client int    `json:"client,omitempty"` // 0, or 1 for a second merchant
	Change Change `json:"change,omitempty"`
	// Field is changed in the body as How says, or set to Value.
	Field string `json:"field,omitempty"`
	How   How    `json:"how,omitempty"`
	Value any    `json:"value,omitempty"`
	// Outcome is what the user does: approve or cancel.
	Outcome string `json:"outcome,omitempty"`
	// With says that the step is done at once with the one before it.
	With bool `json:"with,omitempty"`
	// LaterMs is how many milliseconds later it is done all the same.
	LaterMs int `json:"laterMs,omitempty"`
	// Same says that the body of a first call is that of the first call before, where one is otherwise made anew.
	Same bool `json:"same,omitempty"`
	// First says that a call uses the first code or token of the scenario, where it is the latest otherwise.
	First bool `json:"first,omitempty"`
	// Odd names, in a walk, what is odd about a call, which is judged beside the same walk without it. Refused says that nobody gets
	// through with it; Rule is the id of the rule that speaks for it.
	Odd     string `json:"odd,omitempty"`
	Refused bool   `json:"-"`
	Rule    string `json:"-"`
	// Once says that a call is not repeated while its result is unknown, but where that is in process.
	Once bool `json:"once,omitempty"`
}

// Brings says whether a call brings a code or a token of its own, or no fields at all, so that it needs none that was given out.
func (s Step) Brings() bool {
	if s.Change.IsBody() {
		return true
	}
	field := map[Action]string{Apply: "authCode", Refresh: "refreshToken", Cancel: "accessToken"}[s.Do]
	return s.How == Set && s.Field == field
}

// Action is what a step does.
type Action string

// The actions.
const (
	Consult   Action = "consult"
	Authorise Action = "authorise"
	Apply     Action = "apply"
	Refresh   Action = "refresh"
	Cancel    Action = "cancel"
	Listen    Action = "listen" // for notifications, as long as the target file says
)

// Change is the one thing that is odd about a request.
type Change string

// What can be odd about a request: things that must be refused, and things that must not.
const (
	Unsigned    Change = "unsigned"
	EmptyHeader Change = "empty-header"
	// A Signature header whose pair of that name is empty, and one without it.
	EmptySignature Change = "empty-signature"
	NoSignature    Change = "no-signature-pair"

	BodyByte     Change = "body"           // a signature over a body that is another by one byte
	BodyBlanks   Change = "blanks-in-body" // one over the body without the blanks that it is sent with
	BadEscape    Change = "bad-escape"     // one that is damaged, so that careless code cannot decode it
	Path         Change = "path"           // one that the platform does not have
	OwnPath      Change = "own-path"       // that of another operation
	Method       Change = "method"
	ClientID     Change = "client-id"
	Time         Change = "time"
	OtherKey     Change = "other-key"
	OtherClients Change = "other-clients-key"
	// A key that is not the merchant's, in a header that names a version of it that there is not, and none.
	OtherKeyVersion Change = "other-key-version"
	NoKeyVersion    Change = "no-key-version"
	AlgorithmNone   Change = "none"
	AlgorithmRSA1   Change = "rsa1" // the merchant's own signature over the digest that is out of use
	// Clients that there are not: one of another name, and those whose name is longer or shorter than that of the client itself.
	UnknownClient Change = "unknown-client"
	LongerClient  Change = "longer-client"
	ShorterClient Change = "shorter-client"
	// The headers of the last call of its kind, signature and time, with another body.
	Replayed Change = "replayed"
	Get      Change = "get"
	Put      Change = "put"
	Patch    Change = "patch"
	Delete   Change = "delete"

	// An HMAC whose secret is the merchant's public key, in each form in which a platform may keep it.
	AlgorithmHMAC     Change = "hs256" // in PEM
	AlgorithmHMACBare Change = "hs256-no-newline"
	AlgorithmHMACDER  Change = "hs256-der"
	AlgorithmHMACLine Change = "hs256-line" // in base64

	UpperNames     Change = "upper-case"
	LowerNames     Change = "lower-case"
	MixedNames     Change = "mixed-case" // as people spell them
	LowerAlgorithm Change = "algorithm-lower-case"
	MixedAlgorithm Change = "algorithm-mixed-case"
	Blanks         Change = "blanks"
	OtherSpelling  Change = "other-spelling"
	LowerEscapes   Change = "lower-case-escapes" // percent-encoded, with small letters
	NoContentType  Change = "no-content-type"
	BareType       Change = "bare-content-type" // without a charset
	Unusual        Change = "unusual-json"
	Extra          Change = "extra-field"

	// Bodies that are JSON, and no object.
	NullBody Change = "null"
	ListBody Change = "list"
	TextBody Change = "text"
	NoBody   Change = "empty" // nothing at all
)

// Method is the method of a call by another one than POST; ok is false where it is POST.
func (c Change) Method() (method string, ok bool) {
	return strings.ToUpper(string(c)), slices.Contains(otherMethods(), c)
}

func otherMethods() []Change { return []Change{Get, Put, Patch, Delete} }

// IsBody says whether the body is another JSON text than an object.
func (c Change) IsBody() bool { return slices.Contains(otherBodies(), c) }

func otherBodies() []Change { return []Change{NullBody, ListBody, TextBody, NoBody} }

// How says what becomes of a field.
type How string

// What can become of a field.
const (
	Drop    How = "absent"
	Null    How = "null"
	InList  How = "in-a-list" // as the only item of one
	Empty   How = "empty"
	Set     How = "set"     // to Value, or to a list of it where a list belongs
	Instead How = "instead" // Value as it is
	Longest How = "longest" // as long as the edition allows
	// LongestOdd is as long, with all that is odd at its end.
	LongestOdd How = "longest-odd"
	// LongestQuery is an address as long as that, of many parameters: an address that holds it escapes most of it.
	LongestQuery How = "longest-query"
	TooLong      How = "too-long"
	Odd          How = "odd"      // with what careless code decodes, replaces, trims or cuts
	Changed      How = "one-char" // another last character
	Random       How = "random"   // well-formed, of nobody
	// Blanks stand at both ends; what is decomposed is written with a letter and its accent apart; in another case are
	// letters alone.
	AtEnds     How = "blanks"
	Decomposed How = "decomposed"
	FourBytes  How = "four-bytes" // characters that take four bytes in UTF-8, and two units in UTF-16
	OtherCase  How = "other-case"
	// What looks like something else than a text: a pattern, a UUID, in capitals, and a number that begins with zeros.
	Dollars How = "dollars"
	UUID    How = "uuid"
	Number  How = "number"
	Longer  How = "longer"  // with one more character behind
	Shorter How = "shorter" // without its last character
	// With one blank at one of its ends.
	SpaceBefore How = "space-before"
	SpaceBehind How = "space-behind"
	TabBefore   How = "tab-before"
	TabBehind   How = "tab-behind"
	LineBefore  How = "line-before"
	LineBehind  How = "line-behind"
)

// EachKind stands for every kind of notification.
const EachKind = "each"

// Acknowledgement is how a notification is answered.
type Acknowledgement string

// The ways to answer a notification.
const (
	Good    Acknowledgement = ""
	Error   Acknowledgement = "500"
	Failure Acknowledgement = "F"
	Unknown Acknowledgement = "U"
	Nothing Acknowledgement = "no-body"
	HTML    Acknowledgement = "html"    // a page with status 200
	Closed  Acknowledgement = "closed"  // the connection, without an answer
	Silent  Acknowledgement = "silence" // nothing, on a connection that stays open
	// Good ones that are spelt otherwise: with blanks and in another order, and with a field more.
	Respelt  Acknowledgement = "other-spelling"
	Extended Acknowledgement = "extra-field"
)

// Unclaimed is the scenario in which notifications are taken down that belong to no other, after all of them.
const Unclaimed = matchers.Unclaimed

// NoOtherCase is why a code cannot be handed over in another case.
const NoOtherCase = matchers.NoOtherCase
