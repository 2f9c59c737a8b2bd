package platform

import (
	"strings"

	"github.com/signspec/signspec/suites/cover"
	"github.com/signspec/signspec/suites/platform/matchers"
)

// namedCall is a call with what it is called in the name of a scenario.
type namedCall struct {
	name string
	Step
}

// orders adds few scenarios such that, once there is a token, every order of any three of the calls that use it, or must not,
// is in one of them.
func (b *builder) orders() {
	own := []namedCall{
		{"code", Step{Do: Apply}},
		{"refresh", Step{Do: Refresh}},
		{"old-refresh", Step{Do: Refresh, First: true}},
	}
	others := []namedCall{{"other-refresh", Step{Do: Refresh, Client: 1}}}
	if len(b.portal.IdempotencyKey) > 0 {
		others = append(others, namedCall{"other-code", Step{Do: Apply, Client: 1}})
	}
	if b.portal.Paths.Cancel != "" {
		own = append(own, namedCall{"cancel", Step{Do: Cancel}})
		others = append(others, namedCall{"other-cancel", Step{Do: Cancel, Client: 1}})
	}
	b.inEveryOrder(matchers.Orders, own)
	b.inEveryOrder(matchers.OrdersOfTwo, append(own, others...))
}

// inEveryOrder adds scenarios that make all of some calls, in few orders between which any three calls have every order.
func (b *builder) inEveryOrder(family string, calls []namedCall) {
	for _, order := range cover.Orders(len(calls)) {
		var names []string
		steps := flow()
		for _, i := range order {
			names, steps = append(names, calls[i].name), append(steps, calls[i].Step)
		}
		b.add(family+strings.Join(names, "+"), steps...)
	}
}
