package platform

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wire"
)

// oddity is one thing that can be odd about a call of a walk.
type oddity struct {
	name string
	of   []Action // the calls that it can be odd about
	Step          // what such a call has besides
}

// ofAnother is a call that another client makes than the one whose code or token it uses.
const ofAnother = "of another client"

// put makes a call odd.
func (o oddity) put(s Step) Step {
	s.Odd, s.Refused, s.Rule, s.Once = o.name, o.Refused, o.Rule, o.Once
	s.Change, s.Field, s.How, s.Value = o.Change, o.Field, o.How, o.Value
	if o.name == ofAnother {
		s.Client = 1 - s.Client
	}
	return s
}

// oddities lists what can be odd about calls under an edition.
func oddities(portal *schemas.Portal) []oddity {
	every := []Action{Consult, Apply, Refresh}
	if portal.Paths.Cancel != "" {
		every = append(every, Cancel)
	}
	var all []oddity
	changed := func(rule string, refused bool, changes ...Change) {
		for _, c := range changes {
			all = append(all, oddity{string(c), every, Step{Change: c, Refused: refused, Rule: rule}})
		}
	}
	changed("refuses-unsigned", true, Unsigned, EmptyHeader, EmptySignature, NoSignature)
	changed("refuses-bad-signature", true, BodyByte, Path, OwnPath, Method, ClientID, Time, OtherKey, OtherClients, OtherKeyVersion, NoKeyVersion)
	changed("refuses-wrong-algorithm", true, AlgorithmNone, AlgorithmHMAC, AlgorithmHMACBare, AlgorithmHMACDER, AlgorithmHMACLine, AlgorithmRSA1)
	changed("refuses-unknown-client", true, UnknownClient, LongerClient, ShorterClient)
	changed("header-names-any-case", false, UpperNames, LowerNames, MixedNames)
	changed("algorithm-any-case", false, LowerAlgorithm, MixedAlgorithm)
	changed("signature-spelling", false, spellings(portal)...)
	changed("accepts-signed", false, NoContentType, BareType)
	changed("raw-body-verified", false, Unusual)

	field := func(rule string, refused bool, of Action, name string, hows ...How) {
		for _, how := range hows {
			all = append(all, oddity{name + " " + string(how), []Action{of}, Step{Field: name, How: how, Once: rule == "unknown-code-refused", Refused: refused, Rule: rule}})
		}
	}
	for _, name := range portal.Required[schemas.ConsultOperation] {
		if !strings.Contains(name, "|") {
			field("required-fields-checked", true, Consult, name, Drop, Null, Empty)
		}
	}
	if portal.State != nil {
		field("state-carried", false, Consult, portal.State.Name, Odd, AtEnds, Decomposed, FourBytes, Dollars, UUID, Number)
	}
	field("required-fields-checked", true, Apply, "authCode", Drop, Null, Empty, InList)
	field("unknown-code-refused", true, Apply, "authCode", Random, Changed, Longer, Shorter)
	field("grant-type-checked", true, Apply, "grantType", Drop, Null, Empty)
	field("grant-type-checked", true, Refresh, "grantType", Drop, Null, Empty)
	if portal.Paths.Cancel != "" {
		field("required-fields-checked", true, Cancel, "accessToken", Drop, Null, Empty, InList)
	}
	grant := func(name string, of Action, value string) {
		all = append(all, oddity{name, []Action{of},
			Step{Field: "grantType", How: Set, Value: value, Refused: true, Rule: "grant-type-checked"}})
	}
	grant("as a refresh token", Apply, "REFRESH_TOKEN")
	grant("as a code", Refresh, "AUTHORIZATION_CODE")
	if len(portal.IdempotencyKey) > 0 { // elsewhere nobody says whose a code is
		all = append(all, oddity{ofAnother, []Action{Apply}, Step{Refused: true, Rule: "code-bound-to-client"}})
	}
	return append(all, oddity{ofAnother, slices.DeleteFunc(slices.Clone(every), func(a Action) bool { return a == Consult || a == Apply }),
		Step{Refused: true, Rule: "token-bound-to-client"}})
}

// unusual lists the ways to answer a notification otherwise than as documented.
func unusual() []Acknowledgement {
	return []Acknowledgement{Error, Failure, Unknown, Nothing, HTML, Closed, Silent, Respelt, Extended}
}

// notified lists the kinds of notifications of an edition.
func notified(portal *schemas.Portal) []string {
	kinds := []string{wire.CodeCreated, wire.TokenCreated, EachKind}
	if portal.Paths.Cancel != "" {
		kinds = append(kinds, wire.TokenCanceled)
	}
	return kinds
}

// answering is odd about listening: the first notification of a kind is answered in some way.
func answering(kind string, how Acknowledgement) oddity {
	return oddity{kind + " " + string(how), []Action{Listen}, Step{Rule: "notify-resent"}}
}

// spellings are the ways to write a signature that an edition takes, beside its own.
func spellings(portal *schemas.Portal) []Change {
	spelt := []Change{Blanks}
	if len(portal.Signature.Accepts) > 1 {
		spelt = append(spelt, OtherSpelling)
	}
	if slices.Contains(portal.Signature.Accepts, schemas.PercentSpelling) {
		spelt = append(spelt, LowerEscapes)
	}
	return spelt
}

// allOddities lists what can be odd about calls and about listening.
func allOddities(portal *schemas.Portal) []oddity {
	all := oddities(portal)
	for _, kind := range notified(portal) {
		for _, how := range unusual() {
			all = append(all, answering(kind, how))
		}
	}
	return all
}

// oddityOf finds what is odd about a call by its name.
func oddityOf(portal *schemas.Portal, name string, of Action) (oddity, bool) {
	all := allOddities(portal)
	i := slices.IndexFunc(all, func(o oddity) bool { return o.name == name && slices.Contains(o.of, of) })
	if i < 0 {
		return oddity{}, false
	}
	return all[i], true
}
