package platform

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/platform/matchers"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wire"
)

// Plan is the scenarios of a run.
type Plan = rule.Plan[Scenario]

// NewPlan makes the plan under a profile: one fault a scenario.
func NewPlan(p *schemas.Profile) Plan {
	portal := wire.PortalOf(p)
	b := &builder{portal: portal}
	b.atOnce()
	b.callers()
	b.fields()
	b.tokens()
	b.orders()
	if portal.Notifies {
		b.notifications()
		b.alone(matchers.Unclaimed) // when everything else is over
	}
	return Plan{Name: "full", Scenarios: b.scenarios}
}

type builder struct {
	portal    *schemas.Portal
	scenarios []Scenario
}

func (b *builder) add(name string, steps ...Step) {
	b.scenarios = append(b.scenarios, Scenario{Name: name, Steps: steps})
}

// alone adds a scenario beside which nothing else goes on.
func (b *builder) alone(name string, steps ...Step) {
	b.add(name, steps...)
	b.last().Alone = true
}

// last is the scenario that was added last.
func (b *builder) last() *Scenario { return &b.scenarios[len(b.scenarios)-1] }

// attack adds a change that nobody may get through with, in each call that does something. Good calls behind it show that
// it had no effect: a code that is good still, a token that lives on.
func (b *builder) attack(family string, change Change) {
	b.add(family+string(change), Step{Do: Consult, Change: change})
	b.add(family+"apply-"+string(change), Step{Do: Consult}, Step{Do: Authorise, Outcome: "approve"}, Step{Do: Apply, Change: change},
		Step{Do: Apply})
	b.add(family+"refresh-"+string(change), flow(Step{Do: Refresh, Change: change}, Step{Do: Refresh})...)
	if b.portal.Paths.Cancel != "" {
		b.add(family+"cancel-"+string(change), flow(Step{Do: Cancel, Change: change}, Step{Do: Refresh}, Step{Do: Cancel})...)
	}
}

// everywhere adds a change that nobody may be refused for, in each call that does something.
func (b *builder) everywhere(family, name string, change Change) {
	b.add(family+name, Step{Do: Consult, Change: change})
	b.add(family+"apply-"+name, Step{Do: Consult}, Step{Do: Authorise, Outcome: "approve"}, Step{Do: Apply, Change: change})
	b.add(family+"refresh-"+name, flow(Step{Do: Refresh, Change: change})...)
	if b.portal.Paths.Cancel != "" {
		b.add(family+"cancel-"+name, flow(Step{Do: Cancel, Change: change})...)
	}
}

// races is how often two calls are made at once: that they meet is likely, and not certain.
const races = 3

// flow are the steps of an authorisation that goes well, up to the token.
func flow(more ...Step) []Step {
	return append([]Step{{Do: Consult}, {Do: Authorise, Outcome: "approve"}, {Do: Apply}}, more...)
}

// atOnce adds a good flow, and calls that meet: beside them nothing goes on. They come first, so that nothing which is listened for
// keeps them waiting.
func (b *builder) atOnce() {
	b.alone(matchers.Flow, flow()...)
	for i := range races {
		b.alone(matchers.AtOnce+strings.Repeat("-again", i), flow(Step{Do: Apply, With: true})...)
		b.alone("refresh/old-at-once"+strings.Repeat("-again", i), flow(Step{Do: Refresh}, Step{Do: Refresh, With: true})...)
		b.alone(matchers.TwoURLsAtOnce+strings.Repeat("-again", i), Step{Do: Consult}, Step{Do: Consult, With: true})
		if len(b.portal.IdempotencyKey) > 0 {
			b.alone("idempotent/same-at-once"+strings.Repeat("-again", i), Step{Do: Consult}, Step{Do: Consult, Same: true, With: true})
		}
	}
	if b.portal.Paths.Cancel == "" {
		return
	}
	b.alone(matchers.FirstCancelled, flow(Step{Do: Refresh}, Step{Do: Cancel, First: true}, Step{Do: Refresh})...)
	for _, later := range []int{0, 1, 3, 6, 10, 20} { // in time between the reading and the writing, which are nobody knows how far apart
		b.alone(fmt.Sprintf("%s-%dms", matchers.CancelAtOnce, later),
			flow(Step{Do: Refresh}, Step{Do: Cancel, With: true, LaterMs: later}, Step{Do: Refresh})...)
	}
}

func (b *builder) callers() {
	b.add(matchers.SecondFlow, Step{Do: Consult, Client: 1}, Step{Do: Authorise, Outcome: "approve"}, Step{Do: Apply, Client: 1})
	for _, c := range []Change{Unsigned, EmptyHeader, EmptySignature, NoSignature} {
		b.attack("unsigned/", c)
	}
	for _, c := range []Change{BodyByte, BodyBlanks, Path, OwnPath, Method, ClientID, Time, OtherKey, OtherClients, OtherKeyVersion, NoKeyVersion} {
		b.attack(matchers.BadSignatures, c)
	}
	for _, c := range []Change{AlgorithmNone, AlgorithmHMAC, AlgorithmHMACBare, AlgorithmHMACDER, AlgorithmHMACLine, AlgorithmRSA1} {
		b.attack("algorithm/", c)
	}
	b.add(matchers.BadSignatures+string(BadEscape), Step{Do: Consult, Change: BadEscape})
	b.add("bad-signature/replayed", Step{Do: Consult}, Step{Do: Consult, Change: Replayed})
	b.add("bad-signature/apply-replayed", flow(Step{Do: Consult}, Step{Do: Authorise, Outcome: "approve"},
		Step{Do: Apply, Change: Replayed}, Step{Do: Apply})...)
	b.add("bad-signature/refresh-replayed", flow(Step{Do: Refresh}, Step{Do: Refresh, Change: Replayed})...)
	if b.portal.Paths.Cancel != "" {
		b.add("bad-signature/cancel-replayed", flow(append([]Step{{Do: Cancel}}, flow(Step{Do: Cancel, Change: Replayed},
			Step{Do: Refresh}, Step{Do: Cancel})...)...)...)
	}
	b.knownBodies()
	for _, c := range []Change{UnknownClient, LongerClient, ShorterClient} {
		b.attack("unknown-client/", c)
	}
	for _, c := range []Change{UpperNames, LowerNames, MixedNames} {
		b.everywhere("names/", string(c), c)
	}
	b.everywhere("algorithm-name/", "lower-case", LowerAlgorithm)
	b.everywhere("algorithm-name/", "mixed-case", MixedAlgorithm)
	for _, c := range spellings(b.portal) {
		b.everywhere("spelling/", strings.TrimSuffix(string(c), "-spelling"), c)
	}
	b.everywhere(matchers.ContentTypes, "absent", NoContentType)
	b.everywhere(matchers.ContentTypes, "without-charset", BareType)
	b.everywhere("bytes/", "unusual", Unusual)
	for _, c := range otherMethods() {
		b.add("method/"+string(c), Step{Do: Consult, Change: c})
	}
	b.add("extra/consult", Step{Do: Consult, Change: Extra})
	b.bodies()
}

// knownBodies adds calls that are signed wrongly, with bodies that were sent before and signed rightly.
func (b *builder) knownBodies() {
	b.add(matchers.BadSignatures+"known", Step{Do: Consult}, Step{Do: Consult, Same: true, Change: OtherKey})
	b.add(matchers.BadSignatures+"apply-known", flow(Step{Do: Apply, Change: OtherKey})...)
	b.add(matchers.BadSignatures+"refresh-known", flow(Step{Do: Refresh}, Step{Do: Refresh, First: true, Change: OtherKey})...)
	if b.portal.Paths.Cancel != "" {
		b.add(matchers.BadSignatures+"cancel-known", flow(Step{Do: Cancel}, Step{Do: Cancel, Change: OtherKey})...)
	}
}

// bodies adds calls of every operation whose body is no object.
func (b *builder) bodies() {
	for _, c := range otherBodies() {
		steps := []Step{{Do: Consult, Change: c, Once: true}, {Do: Apply, Change: c, Once: true}}
		if b.portal.Paths.Cancel != "" {
			steps = append(steps, Step{Do: Cancel, Change: c, Once: true})
		}
		b.add("body/"+string(c), steps...)
	}
}

// fields adds what a field may hold, by what the edition says of it.
func (b *builder) fields() {
	for _, field := range b.portal.Required[schemas.ConsultOperation] {
		if strings.Contains(field, "|") {
			continue // either of two names: which one this platform knows, nobody says
		}
		for _, how := range []How{Drop, Null, Empty} {
			b.add("required/consult/"+field+"-"+string(how), Step{Do: Consult, Field: field, How: how})
		}
	}
	for _, how := range []How{Drop, Null, Empty} {
		b.add(
			"required/apply/authCode-"+string(how),
			Step{Do: Consult},
			Step{Do: Authorise, Outcome: "approve"},
			Step{Do: Apply, Field: "authCode", How: how},
		)
		if b.portal.Paths.Cancel != "" {
			b.add("required/cancel/accessToken-"+string(how), flow(Step{Do: Cancel, Field: "accessToken", How: how})...)
		}
	}
	b.types()
	for _, field := range slices.Sorted(maps.Keys(b.portal.Limits[schemas.ConsultOperation])) {
		b.add("limits/"+field+"-longest", Step{Do: Consult, Field: field, How: Longest})
		if field == "authRedirectUrl" {
			b.add("limits/"+field+"-longest-query", Step{Do: Consult, Field: field, How: LongestQuery})
		}
		b.add("limits/"+field+"-too-long", Step{Do: Consult, Field: field, How: TooLong})
	}
	if b.portal.State != nil {
		for _, how := range []How{Odd, AtEnds, Decomposed, FourBytes, Dollars, UUID, Number, Longest, LongestOdd} {
			if _, limited := b.portal.Limits[schemas.ConsultOperation][b.portal.State.Name]; (how == Longest || how == LongestOdd) && !limited {
				continue
			}
			odd := flow(Step{Do: Listen})
			odd[0].Field, odd[0].How = b.portal.State.Name, how
			b.add("state/"+string(how), odd...)
		}
	}
	b.add(matchers.TwoURLs, Step{Do: Consult}, Step{Do: Consult})
	if len(b.portal.IdempotencyKey) == 0 {
		b.add(matchers.TwoURLsSame, Step{Do: Consult}, Step{Do: Consult, Same: true})
	}
	b.add(matchers.ApprovedTwice, flow(Step{Do: Authorise, Outcome: "approve"}, Step{Do: Apply})...)
	if len(b.portal.IdempotencyKey) > 0 {
		b.add("idempotent/same", Step{Do: Consult}, Step{Do: Consult, Same: true})
		b.add("idempotent/other", Step{Do: Consult}, Step{Do: Consult, Same: true, Field: b.portal.State.Name, How: Random})
		approved := []Step{{Do: Consult}, {Do: Authorise, Outcome: "approve"}}
		b.add(matchers.SameApproved, append(approved, Step{Do: Consult, Same: true})...)
		b.add("idempotent/other-approved", append(slices.Clip(approved), Step{Do: Consult, Same: true, Field: b.portal.State.Name, How: Random})...)
		b.add("idempotent/other-scope", Step{Do: Consult}, Step{Do: Consult, Same: true, Field: "scopes", How: Set, Value: "BASE_USER_INFO"})
	}
}

// types adds parameters that are no texts, where texts are required.
func (b *builder) types() {
	for _, field := range b.portal.Required[schemas.ConsultOperation] {
		if field == "scopes" || strings.Contains(field, "|") {
			continue // not every edition has a text there
		}
		b.add("required/consult/"+field+"-other-type", ofOtherTypes(Consult, field)...)
	}
	// What is made of these is not documented, but for that there is a result.
	for _, field := range []string{"scopes", "env", "extendInfo"} {
		var steps []Step
		for _, value := range []any{"AGREEMENT_PAY", 17, true, []any{}, []any{17, nil}, map[string]any{"value": nil}} {
			steps = append(steps, Step{Do: Consult, Field: field, How: Instead, Value: value, Once: true})
		}
		b.add("types/"+field, steps...)
	}
	b.add("required/apply/authCode-other-type", ofOtherTypes(Apply, "authCode")...)
	b.add("required/refresh/refreshToken-other-type", ofOtherTypes(Refresh, "refreshToken")...)
	// What would be right but for its type is found by a careless table.
	b.add("required/apply/authCode-"+string(InList), Step{Do: Consult}, Step{Do: Authorise, Outcome: "approve"},
		Step{Do: Apply, Field: "authCode", How: InList})
	b.add("required/refresh/refreshToken-"+string(InList), flow(Step{Do: Refresh, Field: "refreshToken", How: InList})...)
	if b.portal.Paths.Cancel != "" {
		b.add("required/cancel/accessToken-"+string(InList), flow(Step{Do: Cancel, Field: "accessToken", How: InList})...)
		b.add("required/cancel/accessToken-other-type", ofOtherTypes(Cancel, "accessToken")...)
	}
}

// ofOtherTypes are calls in which a text is a number, a boolean, an object and a list.
func ofOtherTypes(do Action, field string) []Step {
	var steps []Step
	for _, value := range []any{17, true, map[string]any{"value": "17"}, []any{"17"}} {
		steps = append(steps, Step{Do: do, Field: field, How: Set, Value: value, Once: true})
	}
	return steps
}

// withBlanks are exchanges of a code with a blank at one of its ends.
func withBlanks() []Step {
	var steps []Step
	for _, how := range []How{SpaceBefore, SpaceBehind, TabBefore, TabBehind, LineBefore, LineBehind} {
		steps = append(steps, Step{Do: Apply, Field: "authCode", How: how})
	}
	return steps
}

func (b *builder) tokens() {
	// An exchange that was refused must not set the code free again.
	b.add(matchers.CodeTwice, flow(append(withBlanks(), Step{Do: Apply}, Step{Do: Apply}, Step{Do: Apply})...)...)
	b.add("code/after-a-while", flow(Step{Do: Listen}, Step{Do: Apply}, Step{Do: Apply})...)
	b.add("code/after-refresh", flow(Step{Do: Refresh}, Step{Do: Apply}, Step{Do: Apply})...)
	if b.portal.Paths.Cancel != "" {
		b.add("code/after-cancel", flow(Step{Do: Cancel}, Step{Do: Apply}, Step{Do: Apply})...)
	}
	b.add("code/after-another", flow(flow(Step{Do: Apply, First: true})...)...)
	for _, how := range []How{Random, Changed, OtherCase, Longer, Shorter} {
		b.add("code/"+string(how), Step{Do: Consult}, Step{Do: Authorise, Outcome: "approve"}, Step{Do: Apply, Field: "authCode", How: how})
	}
	b.add(matchers.Blanks, append([]Step{{Do: Consult}, {Do: Authorise, Outcome: "approve"}}, withBlanks()...)...)
	for _, how := range []How{Drop, Null, Empty} {
		b.add("grant/"+string(how), Step{Do: Consult}, Step{Do: Authorise, Outcome: "approve"}, Step{Do: Apply, Field: "grantType", How: how})
	}
	b.add("grant/unknown", append([]Step{{Do: Consult}, {Do: Authorise, Outcome: "approve"},
		{Do: Apply, Field: "grantType", How: Set, Value: "PASSWORD"}}, ofOtherTypes(Apply, "grantType")...)...)
	b.add("grant/code-only", Step{Do: Consult}, Step{Do: Authorise, Outcome: "approve"},
		Step{Do: Apply, Field: "grantType", How: Set, Value: "REFRESH_TOKEN"})
	b.add(matchers.GrantOfRefresh+"only", flow(Step{Do: Refresh, Field: "grantType", How: Set, Value: "AUTHORIZATION_CODE"})...)
	for _, how := range []How{Drop, Null, Empty} {
		b.add(matchers.GrantOfRefresh+string(how), flow(Step{Do: Refresh, Field: "grantType", How: how})...)
	}
	b.add(matchers.GrantOfRefresh+"unknown", flow(Step{Do: Refresh, Field: "grantType", How: Set, Value: "PASSWORD"})...)
	b.add(matchers.Refreshed, flow(Step{Do: Refresh})...)
	b.add(matchers.RefreshedTwice, flow(Step{Do: Refresh}, Step{Do: Refresh})...)
	b.add(matchers.RefreshedOften, flow(slices.Repeat([]Step{{Do: Refresh}}, 6)...)...)
	b.add(matchers.OldRefresh, flow(Step{Do: Refresh}, Step{Do: Refresh, First: true})...)
	b.add("refresh/old-later", flow(Step{Do: Refresh}, Step{Do: Refresh}, Step{Do: Refresh, First: true})...)
	b.add("client/refresh", flow(Step{Do: Refresh, Client: 1}, Step{Do: Refresh}, Step{Do: Refresh, Client: 1}, Step{Do: Refresh})...)
	b.add(matchers.OthersCode, Step{Do: Consult}, Step{Do: Authorise, Outcome: "approve"}, Step{Do: Apply, Client: 1}, Step{Do: Apply})
	if b.portal.Paths.Cancel != "" {
		b.add("client/cancel", flow(Step{Do: Cancel, Client: 1}, Step{Do: Refresh}, Step{Do: Cancel})...)
		b.add(matchers.Cancelled, flow(Step{Do: Cancel}, Step{Do: Refresh}, Step{Do: Cancel})...)
		b.add(matchers.NewCancelled, flow(Step{Do: Refresh}, Step{Do: Cancel}, Step{Do: Refresh})...)
		b.add(matchers.NewestCancelled, flow(Step{Do: Refresh}, Step{Do: Refresh}, Step{Do: Cancel}, Step{Do: Refresh})...)
	}
}

func (b *builder) notifications() {
	b.add(matchers.Notified, flow(Step{Do: Listen})...)
	b.add(matchers.NotifiedSecond, Step{Do: Consult, Client: 1}, Step{Do: Authorise, Outcome: "approve"}, Step{Do: Apply, Client: 1},
		Step{Do: Listen})
	b.add(matchers.ResentSecond, Step{Do: Consult, Client: 1}, Step{Do: Authorise, Outcome: "approve"}, Step{Do: Listen})
	b.last().Acknowledge = []Acknowledgement{Error, Good}
	b.add(matchers.NotifiedCancel, flow(Step{Do: Cancel}, Step{Do: Listen})...)
	b.add(matchers.SecondCancels, Step{Do: Consult, Client: 1}, Step{Do: Authorise, Outcome: "approve"}, Step{Do: Apply, Client: 1},
		Step{Do: Cancel, Client: 1}, Step{Do: Listen})
	b.add(matchers.NotSigned, Step{Do: Consult}, Step{Do: Authorise, Outcome: "cancel"}, Step{Do: Listen})
	for _, a := range []Acknowledgement{Respelt, Extended} {
		b.add("acknowledged/"+string(a), Step{Do: Consult}, Step{Do: Authorise, Outcome: "approve"}, Step{Do: Listen})
		b.last().Acknowledge = []Acknowledgement{a}
	}
	// One of two notifications is acknowledged: the other comes again.
	b.add(matchers.ResentOther, Step{Do: Consult}, Step{Do: Authorise, Outcome: "approve"}, Step{Do: Consult},
		Step{Do: Authorise, Outcome: "approve"}, Step{Do: Listen})
	b.last().Acknowledge, b.last().UntilOther = []Acknowledgement{Error, Good}, true
	for _, a := range []Acknowledgement{Error, Failure, Unknown, Nothing, HTML, Closed, Silent} {
		b.add("resent/"+string(a), Step{Do: Consult}, Step{Do: Authorise, Outcome: "approve"}, Step{Do: Listen})
		b.last().Acknowledge = []Acknowledgement{a, Good}
	}
	b.add(matchers.ResentToken, flow(Step{Do: Listen})...)
	b.last().Acknowledge, b.last().AcknowledgeOf = []Acknowledgement{Error, Good}, wire.TokenCreated
	if b.portal.Paths.Cancel != "" {
		b.add(matchers.ResentCancel, flow(Step{Do: Cancel}, Step{Do: Listen}, Step{Do: Refresh})...)
		b.last().Acknowledge, b.last().AcknowledgeOf = []Acknowledgement{Error, Good}, wire.TokenCanceled
		b.add(matchers.OthersCancel, flow(Step{Do: Cancel, Client: 1}, Step{Do: Listen})...)
	}
}
