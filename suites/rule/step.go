package rule

import "github.com/signspec/signspec/schemas/record"

// Step is one thing that the contract allows to be seen of a call or of a flow, in its place among the others.
type Step struct {
	Type record.EventType
	Text string // what comes with it, in a few words
}
