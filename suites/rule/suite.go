package rule

import (
	"context"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// Suite is what differs between the parties of the contract: the rules of one of them, and how a target of that kind
// is reached and performed.
type Suite[S Scenario] struct {
	// Title is what the specs stand under, such as "The contract of my.signContract".
	Title string
	// Profile is the edition of the contract.
	Profile *schemas.Profile
	Plan    Plan[S]
	Table   []Group
	// Opening is the scenario that reaches the target and shows what it is, before any other. A selection that names it
	// judges its record, or compares with it; a "*" does not match it.
	Opening S
	// Open performs the opening scenario. An error means that the target could not be reached.
	Open func(context.Context) (Opened, error)
	// Plain, where given, lists patterns whose first scenarios show what happens where nothing about this one is odd: any
	// rule may compare with them, so that one which was chosen is not performed without.
	Plain func(S) []string
	// OutOfReach, where given, says why nobody of this kind of target can do what a scenario needs, once the target has been
	// reached; "" is that somebody can. A rule that rests on such scenarios alone, or demands each of
	// them, is not applicable for that reason, unless another breaks it.
	OutOfReach func(S) string
	// Explore is what is performed beyond the plan; nil is nothing. Only Judge performs it, the specs do not.
	Explore *Exploration[S]
	// Ahead, where given, is told of the scenarios that will be asked for, those of the plan once the target has been reached and
	// later those beyond it, so that they can be performed beside each other. It says whether they are.
	Ahead func(context.Context, []S) bool
	// Perform performs any other scenario. An error means that the target cannot be used any more.
	Perform func(context.Context, S) (Performance, error)
	// Alone, where given, performs a scenario once more with nothing beside it, for the try-th time, from 1; ok is false where
	// nothing was beside it the first time.
	Alone func(ctx context.Context, scenario S, try int) (p Performance, ok bool, err error)
	// Users, where given, is how many users a scenario has: several meet in it though nothing is beside it.
	Users func(S) int
	// Mixing, where given, is the id of the rule that a target breaks which mixes up what is performed beside each other: what
	// breaks another rule, and not alone, may be a consequence.
	Mixing string
}

// Opened is what is known of a target once it has been reached.
type Opened struct {
	Record record.Record
	// Blind lists what the driver cannot observe on this target; rows that need it are untested.
	Blind []string
	// Virtual says that time costs nothing on the target, so that it is explored without being asked for.
	Virtual bool
}

// Options say what is judged, and who is told what while it is. The zero value judges every rule and tells nobody.
type Options[S Scenario] struct {
	// Rules chooses the rules to judge; nil chooses all.
	Rules func(schemas.Rule) bool
	// Only names the scenarios to judge; beside them, only what they are compared with is performed. Empty is every scenario.
	Only []string
	// Order, where given, says in which order the scenarios of the plan are performed; nil is that of the plan. What is judged
	// does not depend on it.
	Order func([]S) []S
	// Strict makes a broken should rule fail its spec; a result does not depend on it.
	Strict bool
	// Planned, where given, is told of all that is going to be performed as far as it is known, before any of it is.
	Planned func([]S)
	// Progress, where given, is told as each scenario begins which of how many it is, from 1.
	Progress func(number, of int, s S)
	// Beside, where given, is told that the scenarios are performed beside each other: then each is over whenever it is, and
	// the time between the beginnings of two, as Progress is told of them, says nothing of how long one takes.
	Beside func()
	// Again, where given, is told as each scenario that breaks a rule begins once more, alone.
	Again func(S)
	// Observe, where given, gets what came of each scenario as soon as it is there, that of the opening first.
	Observe func(S, Performance)
	// Enough, where given, is asked of each rule as soon as it is seen to be broken whether to perform no more.
	Enough func(Result) bool
	// Stopped, where given, is told why not everything was performed, where that was enough.
	Stopped func(Stopped)
	// Judged, where given, gets the result of each rule as soon as it is there.
	Judged func(Result)
}
