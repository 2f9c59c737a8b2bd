package merchant

import "github.com/signspec/signspec/schemas/record"

// mostShown is how much is observed of a program at most before no more of it is explored, in bytes of JSON, roughly: twice
// what the space of a usual program takes. A page that ticks, or draws hundreds of rows, shows as much in one visit as others
// do in ten.
const mostShown = 6 << 20

// weight is about how many bytes of JSON a record takes.
func weight(r record.Record) int {
	sum := 0
	for _, e := range r.Events {
		sum += eventBytes
		for _, v := range e.Args {
			sum += weightOf(v)
		}
	}
	return sum
}

// What JSON has around an event and around a value, in bytes: names, quotes, commas.
const eventBytes, valueBytes = 40, 4

func weightOf(v record.Value) int {
	sum := valueBytes
	if text, ok := v.Str(); ok {
		return sum + len(text)
	}
	for _, item := range v.Items() {
		sum += weightOf(item)
	}
	for _, name := range v.Keys() {
		member, _ := v.Field(name)
		sum += len(name) + weightOf(member)
	}
	return sum
}
