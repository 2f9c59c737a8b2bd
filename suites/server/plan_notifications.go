package server

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/suites/server/matchers"
	"github.com/signspec/signspec/suites/wire"
)

func notify(kind string, change Change) Step { return Step{Do: Notify, Kind: kind, Change: change} }

func (b *builder) notifications() {
	arrived := func(n Step) []Step { return []Step{{Do: Start}, n, {Do: SettleBound}} }
	b.add(matchers.NotifyCode, arrived(notify(wire.CodeCreated, "")))
	b.add("notify/token-created", append(good(0), notify(wire.TokenCreated, "")))
	b.add(matchers.NotifyCancel, append(good(0), notify(wire.TokenCanceled, ""), Step{Do: SettleEnded}))
	b.add(matchers.NotifyCompletedCancel, append(arrived(notify(wire.CodeCreated, "")), notify(wire.TokenCanceled, ""),
		Step{Do: SettleEnded}))
	for _, wrong := range []Change{Unsigned, Bare, Tampered, OtherKey, OtherKeyNoVersion, OtherPath} {
		b.add("notify-signature/"+string(wrong), []Step{{Do: Start}, notify(wire.CodeCreated, wrong), {Do: Settle}})
		if wrong != Tampered {
			b.add("cancel-signature/"+string(wrong), append(good(0), notify(wire.TokenCanceled, wrong), Step{Do: Settle}))
		}
	}
	for _, wrong := range []Change{Unsigned, OtherKey} {
		b.add(matchers.ForgedToken+string(wrong), []Step{{Do: Start}, notify(wire.TokenCreated, wrong), {Do: Settle}})
	}
	b.add(matchers.ForgedFirst, append([]Step{{Do: Start}, notify(wire.CodeCreated, OtherKey)}, arrived(notify(wire.CodeCreated, ""))[1:]...))
	replayed := notify(wire.CodeCreated, Replayed)
	replayed.Attempt = 1
	b.add(matchers.ReplayedSignature, append(arrived(notify(wire.CodeCreated, "")), Step{Do: Start, Attempt: 1}, replayed,
		Step{Do: Settle, Attempt: 1}), attempts(1))
	second := notify(wire.TokenCanceled, "")
	second.Attempt = 1
	b.add(matchers.SecondCancelled, append(append(append(good(0), notify(wire.TokenCanceled, ""), Step{Do: SettleEnded}), good(1)...), second,
		Step{Do: SettleEnded, Attempt: 1}), attempts(0))
	b.add(matchers.NotifyUnbound, append(unboundAfter(0), notify(wire.CodeCreated, ""), Step{Do: Settle}, Step{Do: Pause}, Step{Do: Ask}))
	b.add(matchers.CancelUnbound, append(unboundAfter(0), notify(wire.TokenCanceled, "")))
	b.add(matchers.CancelEnding, append(good(0), Step{Do: Unbind}, notify(wire.TokenCanceled, ""), Step{Do: SettleEnded}),
		cancelled(Answer{Status: "U", Code: "unknown"}))
	b.add("bytes/notification", arrived(notify(wire.CodeCreated, Unusual)))
	b.add("bytes/notification-in-pieces", arrived(notify(wire.CodeCreated, InPieces)))
	b.add(matchers.NotifiedInProcess, arrived(notify(wire.CodeCreated, "")), exchange(Answer{Status: "U", Code: "inProcess"}, Answer{}))
	b.add("notify/extra-fields", arrived(notify(wire.CodeCreated, Extra)))
	slow := exchange(Answer{Change: Slow})
	eight := []Step{{Do: Start}}
	for i := range 8 {
		n := notify(wire.CodeCreated, "")
		n.With = i == 1 || i == 2
		eight = append(eight, n)
	}
	// What is applied once more may come a moment later.
	b.add(matchers.NotifyEight, append(eight, Step{Do: SettleBound}, Step{Do: Pause}), slow)
	b.add(matchers.NotifyAgain, append(arrived(notify(wire.CodeCreated, "")), notify(wire.CodeCreated, ""), Step{Do: Settle}))
	b.againAfterMany()
	b.add(matchers.NotifyLate,
		append(good(0), notify(wire.TokenCanceled, ""), Step{Do: SettleEnded}, notify(wire.CodeCreated, ""), Step{Do: Settle}, Step{Do: Pause},
			Step{Do: Ask}))
	b.add(matchers.UnansweredNotified, []Step{{Do: Start}, {Do: Result}, {Do: GiveUp}, notify(wire.CodeCreated, ""), {Do: SettleBound}},
		exchange(Answer{Change: Silence}, Answer{}))
	n := notify(wire.CodeCreated, "")
	n.State = Random
	b.add("notify-state/unknown", []Step{{Do: Start}, n, {Do: Settle}})
	if b.portal.State != nil {
		n.State = Absent
		b.add("notify-state/absent", []Step{{Do: Start}, n, {Do: Settle}})
	}
	n.State, n.Code = Own, Random
	b.add("notify-state/used", append(good(0), n, Step{Do: Settle}, Step{Do: Pause}))
	b.add("notify-state/refused", append(refused(), n, Step{Do: Settle}, Step{Do: Pause}), exchange(Answer{Status: "F", Code: "final"}))
	b.add("notify-state/cancelled", append(good(0), notify(wire.TokenCanceled, ""), n, Step{Do: Settle}, Step{Do: Pause}))
	for _, wrong := range []Change{NoToken, EmptyToken} {
		b.add("apply/"+string(wrong)+"-notified", []Step{{Do: Start}, notify(wire.CodeCreated, ""), {Do: Settle}},
			exchange(Answer{Change: wrong}))
	}
	b.add(matchers.AfterNotified, append(arrived(notify(wire.CodeCreated, "")), Step{Do: Result, By: 2}, Step{Do: Settle, By: 2}))
	b.add(matchers.AgainNotified, append(arrived(notify(wire.CodeCreated, "")), Step{Do: Result, Code: Random}, Step{Do: Settle}))
	for _, kind := range []CodeKind{OddCode, BlankCode, LongestCode} {
		b.add(
			matchers.Codes+string(kind)+"-code-notified",
			arrived(notify(wire.CodeCreated, "")),
			func(s *Scenario) { s.Attempts[0].Code = kind },
		)
	}
}

// many is of how many others notifications come: more than a server remembers that keeps the last few.
const many = 24

// againAfterMany adds a notification that comes again behind those of many others.
func (b *builder) againAfterMany() {
	first := notify(wire.CodeCreated, "")
	starts, notified := []Step{}, []Step{}
	var others []int
	for i := range many {
		others = append(others, i+1)
		n := notify(wire.CodeCreated, "")
		n.Attempt, n.With = i+1, i > 0
		starts, notified = append(starts, Step{Do: Start, Attempt: i + 1, With: i > 0}), append(notified, n)
	}
	steps := slices.Concat([]Step{{Do: Start}, first, {Do: SettleBound}}, starts, notified,
		[]Step{{Do: SettleBound, Attempt: many}, first, {Do: Settle}})
	b.add(matchers.NotifyAgainMany, steps, attempts(others...))
}

// orders adds the orders of a result, a notification of the same code, and a question for the status, with each answer
// that a good exchange may begin with; and the two at once.
func (b *builder) orders() {
	events := map[string]Step{"result": {Do: Result}, "notification": notify(wire.CodeCreated, ""), "status": {Do: Settle}}
	for _, order := range [][]string{
		{"result", "notification", "status"}, {"result", "status", "notification"}, {"notification", "result", "status"},
		{"notification", "status", "result"}, {"status", "result", "notification"}, {"status", "notification", "result"},
	} {
		steps := []Step{{Do: Start}}
		for _, name := range order {
			steps = append(steps, events[name])
		}
		steps = append(steps, Step{Do: SettleBound})
		name := matchers.Orders + strings.Join(order, "-")
		b.add(name, steps)
		b.add(name+"/in-process", steps, exchange(Answer{Status: "U", Code: "inProcess"}, Answer{}))
	}
	n := notify(wire.CodeCreated, "")
	n.With = true
	b.add(matchers.Orders+"at-once", []Step{{Do: Start}, {Do: Result}, n, {Do: SettleBound}}, exchange(Answer{Change: Slow}))
}
