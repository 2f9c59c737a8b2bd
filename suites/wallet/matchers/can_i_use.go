package matchers

import "github.com/signspec/signspec/schemas/record"

// CanIUse succeeds when my.canIUse, where it is exposed, is true for the entry point. Rule can-i-use.
func CanIUse() *Matcher {
	return available("can-i-use", "canIUse", func(found record.Value, in evidence) Judgement {
		if truth, ok := found.Flag(); !ok || !truth {
			return breaks("my.canIUse('"+in.profile.Entry.Name+"') is true", "it is %s", found)
		}
		return holds()
	}, "my.canIUse is not exposed")
}
