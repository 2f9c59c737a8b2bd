package matchers

import (
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// NoUncaughtErrors succeeds when no exception and no rejection of the program's own is left unhandled. What the API threw
// is the wallet's: an error is documented to come to fail, so nothing has to stand around the call. Rule
// no-uncaught-errors.
func NoUncaughtErrors() *Matcher {
	return matcher("no-uncaught-errors", func(r record.Record, _ evidence) rule.Judgement {
		expected := "no exception and no rejection is left unhandled"
		if r.End == record.Crashed {
			return rule.CannotJudge("the program had to be stopped, which may be for the limits that it runs under: " + r.Reason)
		}
		missing := ""
		for i, e := range r.Events {
			switch e.Type {
			case record.Used:
				missing = text(e, "api")
			case record.Uncaught:
				if thrownByWallet(r.Events[:i], e) {
					continue
				}
				if missing != "" {
					return rule.CannotJudge(
						"an error was left uncaught after the program had used " + missing + ", which is not modelled, so that it may not be the program's",
					)
				}
				return rule.Breaks(expected, "%s", hide(r, uncaughtText(e))).At(e.Place)
			}
		}
		return rule.Holds()
	})
}

// thrownByWallet reports whether an uncaught error is the one that the API threw, before, where the program called it.
func thrownByWallet(before []record.Event, uncaught record.Event) bool {
	return uncaught.Place != nil && slices.ContainsFunc(before, func(e record.Event) bool {
		return e.Type == record.Delivered && text(e, "callback") == "throw" && e.Place != nil && *e.Place == *uncaught.Place
	})
}

// uncaughtText says what was left uncaught.
func uncaughtText(e record.Event) string {
	kind := "exception"
	if len(e.Args) > 1 {
		if k, ok := e.Args[1].Str(); ok {
			kind = k
		}
	}
	return "uncaught " + kind + ": " + e.Arg().String()
}

// newCrash returns the first uncaught error of a record that a plainer scenario does not have. Errors are the same that
// come from the same place, or say the same.
func newCrash(r record.Record, plain record.Record) (record.Event, bool) {
	known := map[any]bool{}
	for _, e := range plain.Of(record.Uncaught) {
		known[uncaughtText(e)], known[origin(e)] = true, true
	}
	for _, e := range r.Of(record.Uncaught) {
		if !known[uncaughtText(e)] && !known[origin(e)] {
			return e, true
		}
	}
	return record.Event{}, false
}

// origin is where an uncaught error comes from. What a promise was rejected with may be no error and have no place;
// then it is what it is: an answer of the wallet that was passed on, in most programs.
func origin(e record.Event) any {
	switch {
	case e.Place != nil:
		return *e.Place
	case e.Arg().Kind() == record.Error:
		return uncaughtText(e)
	}
	return e.Arg().Kind()
}
