package wallet

import (
	"strconv"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/draw"
)

// signValues are sign strings of every kind: "a string returned by the app", of which the documentation shows one.
func signValues() []Value {
	values := []Value{{Name: "usual string"}}
	sign := func(name string, text func() string) {
		values = append(values, Value{Name: "string " + name, set: func(c *Call, parameter string) {
			if c.Stage != nil {
				c.Stage.SignStr = text()
			} else { // nobody prepares it
				c.Args = record.Fields(map[string]record.Value{parameter: record.Text(text())})
			}
		}})
	}
	// Each has an id of its own, so that a wallet can tell it from the others.
	page := func(before, after string) func() string {
		return func() string { return before + "authId=" + freshState() + after }
	}
	const usual = "https://wallet.example/authorise?"
	sign("of 1198", func() string { return nestedSignStr(draw.From("")) })
	for _, n := range []int{2048, 8192} {
		sign("of "+strconv.Itoa(n), func() string {
			start := page(usual, "&data=")()
			return start + strings.Repeat("x", n-len(start))
		})
	}
	sign("with a fragment", page(usual, "#/consent?step=1"))
	sign("with +", page(usual, "&name=a+b"))
	sign("with %2B", page(usual, "&sum=1%2B1"))
	sign("with %2b", page(usual, "&sum=1%2b1"))
	sign("with a malformed escape", page(usual, "&rate=100%&x=%zz"))
	sign("beyond ASCII", page(usual, "&name=签约-é-\U0001F58B"))
	sign("with a parameter twice", page(usual, "&scope=a&scope=b"))
	sign("with an upper-case host", page("HTTPS://Wallet.EXAMPLE/authorise?", ""))
	sign("with the default port", page("https://wallet.example:443/authorise?", ""))
	sign("with a trailing dot", page("https://wallet.example./authorise?", "&file=a."))
	sign("with an entity", page(usual, "&amp;x=1"))
	sign("with blanks around", func() string { return "  " + page(usual, "&x=1")() + " " })
	sign("that is no URL", func() string { return "alipay_sdk=java&sum=$$1$&note=$'a$1&sign=" + freshState() + "==" })
	// The wallet may refuse it, or mint another; what it may not is to hand out the code of the call before.
	return append(values, Value{Name: usedString, Speaker: freshSpeaker})
}

// usedString is the value of a sign string that the call before was staged for as well.
const usedString = "string of the call before"

// share stages a call for the sign string of the one before.
func (c *Call) share(before *Call) {
	if c.Stage == nil || before.Stage == nil {
		return
	}
	if before.Stage.SignStr == "" {
		before.Stage.SignStr = "https://wallet.example/authorise?authId=" + freshState()
	}
	c.Stage.SignStr = before.Stage.SignStr
}

// stateValues are states of the lengths at the edges, and those that some encoding along the way might touch.
func stateValues() []Value {
	values := []Value{{Name: "usual state"}}
	state := func(name string, text func() string) {
		values = append(values, Value{Name: "state " + name, set: func(c *Call, _ string) {
			if c.Stage != nil {
				c.Stage.AuthState = text()
			}
		}})
	}
	for _, n := range []int{1, 2, 31, 32, 33, 128, 255, 256} {
		state("of "+strconv.Itoa(n), func() string { return stateOf(n) })
	}
	for _, odd := range [][2]string{
		{"UUID", "6f1c2b0e-9a3d-4b57-8e21-0d9f7c5a4e13"},
		{"UUID in capitals", "6F1C2B0E-9A3D-4B57-8E21-0D9F7C5A4E13"},
		{"of 9 digits", "483920175"},
		{"in scientific notation", "1e5"},
		{"of 19 digits", "9007199254740993021"},
		{"with leading zeros", "000123456789"},
		{"in base64", "c3RhdGU+/3N0YXRl/w=="},
		{"compact JSON", `{"n":[1,null],"s":"x"}`},
		{"JSON with blanks", `{ "s" : "x",  "n" : 1 }`},
		{"with tags", "<b>state</b><script>"},
		{"with CR LF", "state\r\nstate\n"},
		{"with other line ends", "state\u2028state\u2029\u0085state"},
		{"with NUL", "state\x00state"},
		{"reserved", "%41&=#+/? $$a$&b$'c$1"},
		{"emoji", "\U0001F58B\uFE0F-\U0001F468\u200D\U0001F469\u200D\U0001F466"},
		{"NFC beside NFD", "\u00e9-e\u0301"},
		{"after a byte order mark", "\ufeffstate"},
		{"null", "null"},
		{"true", "true"},
	} {
		state(odd[0], func() string { return odd[1] })
	}
	state("of 256 emoji", func() string { return strings.Repeat("\U0001F58B", 256) })
	return values
}

// orderedOutcomes are the outcomes that orders are made of.
func orderedOutcomes() []string {
	var names []string
	for _, o := range record.Outcomes() {
		names = append(names, string(o))
	}
	return append(names, refusedOutcome)
}
