package wallet

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/draw"
)

// badSignStr is a sign string that must be refused; undefined with absent set is not passed at all.
type badSignStr struct {
	name   string
	value  record.Value
	absent bool
	staged string // what the authorisation is staged for; empty for any string
}

// missingSignStrs are the ways to pass no sign string.
func missingSignStrs() []badSignStr {
	return []badSignStr{
		{name: "absent", absent: true},
		{name: "undefined", value: record.Of(record.Undefined)},
		{name: "null", value: record.Of(record.Null)},
	}
}

// mistypedSignStrs are sign strings that are no strings: those that a truth test lets through, and those it stops.
func mistypedSignStrs() []badSignStr {
	inside := "https://wallet.example/authorize?authId=" + freshState()
	return []badSignStr{
		{name: "number", value: record.Num(42)},
		{name: "zero", value: record.Num(0)},
		{name: "true", value: record.Bool(true)},
		{name: "false", value: record.Bool(false)},
		{name: "object", value: record.Fields(map[string]record.Value{"authId": record.Text("a")})},
		{name: "array", value: record.List(record.Text("https://wallet.example/authorize?authId=a"))},
		{name: "array-of-the-string", value: record.List(record.Text(inside)), staged: inside},
		{name: "function", value: record.Of(record.Function)},
	}
}

// unwritableSignStrs are sign strings that are no strings and cannot be made one in the usual ways: JSON.stringify throws for
// the first, and adding the second to a text does.
func unwritableSignStrs() []badSignStr {
	return []badSignStr{{name: "bigint", value: record.Big("42")}, {name: "symbol", value: record.Of(record.Symbol)}}
}

// wrappedSignStrs are sign strings that hold the string to sign, in a field of any name that it goes by.
func wrappedSignStrs() []badSignStr {
	inside := "https://wallet.example/authorize?authId=" + freshState()
	fields := map[string]record.Value{}
	for _, name := range []string{"signStr", "authUrl", "authURL", "authorizationUrl", "contractUrl", "url", "href", "value"} {
		fields[name] = record.Text(inside)
	}
	return []badSignStr{{name: "object-of-the-string", value: record.Fields(fields), staged: inside}}
}

// turnedSignStrs are sign strings that are objects and turn themselves into the string to sign, in whatever way they are asked.
func turnedSignStrs() []badSignStr {
	inside := "https://wallet.example/authorize?authId=" + freshState()
	return []badSignStr{{name: "object-that-turns-into-the-string", staged: inside, value: record.Fields(map[string]record.Value{
		"toString": record.Returning(inside), "valueOf": record.Returning(inside), "toJSON": record.Returning(inside),
	})}}
}

// blankSignStrs are the strings that hold nothing.
func blankSignStrs() []badSignStr {
	return []badSignStr{
		{name: "empty", value: record.Text("")},
		{name: "blank", value: record.Text("   ")},
		{name: "white-space", value: record.Text("\t\n")},
	}
}

// refusals adds a call for each bad sign string. An approval is staged all the same: a wallet that does not look at
// the string would then succeed.
func (b *builder) refusals() {
	for _, bad := range append(append(missingSignStrs(), mistypedSignStrs()...), blankSignStrs()...) {
		b.add(
			Scenario{
				Name:  "sign-str/" + bad.name,
				Calls: []Call{b.staged(record.Approve).with(func(c *Call) { bad.passed(c, b.profile.Parameter) })},
			},
		)
	}
}

// passed has a call pass the bad sign string.
func (bad badSignStr) passed(c *Call, parameter string) {
	c.Fill = ""
	if !bad.absent {
		c.Args = record.Fields(map[string]record.Value{parameter: bad.value})
	}
	if bad.staged != "" {
		stage := *c.Stage
		stage.SignStr = bad.staged
		c.Stage = &stage
	}
}

// arguments adds calls whose options argument is not what anybody should pass. No callback can be heard, so all they
// show is whether the call throws.
func (b *builder) arguments() {
	for _, a := range []struct {
		name string
		args record.Value
	}{
		{"none", record.Of(record.Undefined)},
		{"null", record.Of(record.Null)},
		{"number", record.Num(42)},
		{"string", record.Text("https://wallet.example/authorize?authId=a")},
		{"array", record.List()},
		{"callbacks-not-functions", record.Fields(map[string]record.Value{
			"success": record.Text("success"), "fail": record.Num(1), "complete": record.Fields(nil),
		})},
	} {
		b.add(Scenario{Name: "arguments/" + a.name, Calls: []Call{{Args: a.args, Callbacks: []string{}}}})
	}
}

// longSignStr adds an approval with a sign string as long and as nested as a real one.
func (b *builder) longSignStr() {
	b.add(Scenario{Name: "sign-str/long", Calls: []Call{b.staged(record.Approve).with(func(c *Call) {
		stage := *c.Stage
		stage.SignStr = nestedSignStr(b.draw)
		c.Stage = &stage
	})}})
}

// nestedSignStr is one of hosts that do not exist, with what stands for something else in a text by which another is replaced.
func nestedSignStr(from *draw.Source) string {
	shop, wallet := from.Word()+".example", draw.Of(from, "", "m.", "pay.", "cashier.")+from.Word()+".example"
	return from.SignStr(shop, wallet, "&sum=$$1$&off=$1", "")
}
