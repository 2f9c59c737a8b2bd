// Package merchant is the suite of mini programs: the rules that every program which calls my.signContract must keep,
// one row a rule, and the scenarios that show them, each performed once and shared by every rule that can judge it.
package merchant

import (
	"context"

	"github.com/signspec/signspec/schemas/record"
)

// Program is the target as the specs see it: a mini program, its server and the staged wallet around it. The headless
// host satisfies it.
type Program interface {
	// Describe loads the program and says what it is. An error means that it could not be loaded.
	Describe(ctx context.Context) (Description, error)
	// Perform performs one scenario and returns its record. An error, which names the scenario, means that the harness
	// failed, not that the program did: a program that crashed is a record.
	Perform(ctx context.Context, s Scenario) (Performance, error)
}

// Ahead is a Program that can perform scenarios before it is asked for them.
type Ahead interface {
	// Ahead is told of scenarios that will be asked for, in their order, and says whether it performs some beside others. It is
	// told of more once those have been asked for.
	Ahead(ctx context.Context, scenarios []Scenario) bool
}

// Description is what is known of a program before it is run.
type Description struct {
	Name    string   `json:"name"`
	Version string   `json:"version,omitempty"`
	Pages   []string `json:"pages,omitempty"`
	// Roles lists the roles that the routes of the server have: "prepare", "result", "status". Empty where a real
	// server or a module plays it, and nothing is known of its routes.
	Roles []string `json:"roles,omitempty"`
	// Means is what the reply of the status route is said to mean, such as schemas.MeansPending; empty where nothing is said.
	Means string `json:"means,omitempty"`
	// Warnings are what the merchant should look at although no rule is broken by it.
	Warnings []Warning `json:"warnings,omitempty"`
}

// Warning is something odd about a program: a handler named in an .axml that its page lacks, an API that the host does
// not model.
type Warning struct {
	Message string        `json:"message"`
	Place   *record.Place `json:"place,omitempty"`
}

// Performance is what came of one scenario.
type Performance struct {
	// Record is everything observed, its API record.ProgramAPI; record/program.go lists its events. Times are virtual
	// milliseconds since the scenario began, and both the clock and Math.random are the same in every scenario, so that
	// what differs between two records differs because of what was staged.
	//
	// Calls are numbered from 1 in the order in which they are made, and their events carry the number. What a page or a
	// component starts with is shown as its first data; the content of data is what was passed to setData, and its path
	// the page's. A resolve or a reject is delivered only where the program has attached a handler to the promise. The
	// first argument of a start event also has start, the number of the start, from 1. The url of a GET request holds its
	// data. The Stage holds the canaries, and the outcome of the answer to the start that Flow.About names.
	//
	// A show of "text" lists what a person then reads on the page, an array of strings, and comes whenever drawing the
	// page has changed that: data that no template shows is never in it. A start event has blocked where a person could
	// not do the step ("disabled", "not there", "no handler"), and then nothing was fired. The options of a call come
	// with callback where my.call got one as its third argument; that is delivered as "callback", for either outcome.
	// A resolve or a reject that is delivered has handled, which says whether the program also looks at a rejection.
	Record record.Record `json:"record"`
	// Untested says why the scenario could not be performed; there is no record then.
	Untested string `json:"untested,omitempty"`
}

// Scenario is one visit of a person: the page is opened, the flow started, and wallet and server answer as staged. It
// is data only, so that it can be sent to the process that runs the program.
type Scenario struct {
	// Name is permanent, such as "outcome/approve" or "server/prepare-status-500".
	Name   string `json:"name"`
	Device Device `json:"device"`
	Wallet Wallet `json:"wallet"`
	Server Server `json:"server"`
	Flow   Flow   `json:"flow"`

	// drawn is the situation that the scenario was drawn from; nil where the plan made it.
	drawn *situation
}

// Wallet is the staged wallet of a scenario. AuthState and AuthCode are canaries: random, unlike anything else, so
// that they are found wherever they travel. SignStr is what the merchant's server gives to sign.
type Wallet struct {
	// Answers are how the calls of the first, second, ... start are answered; the last one answers all later starts.
	// Each call of a start gets the answer of that start.
	Answers   []Answer `json:"answers"`
	AuthState string   `json:"authState,omitempty"` // empty where the profile returns no state
	AuthCode  string   `json:"authCode"`
	SignStr   string   `json:"signStr"`
	// Later are the state and the code of the starts after the first; nil where they are the same.
	Later *Granted `json:"later,omitempty"`
}

// Granted is what an authorisation gives out.
type Granted struct {
	AuthState string `json:"authState,omitempty"`
	AuthCode  string `json:"authCode"`
}

// Answer is how the staged wallet answers a call.
type Answer struct {
	How How `json:"how"`
	// When is the way in which an answer is delivered whose How says what it carries: Doubled, Sync, Late, Slowly, Overdue,
	// CompleteFirst, BareComplete or CallbackPromise; empty where How says everything.
	When How `json:"when,omitempty"`
	// Outcome is what the user and the network do: success or fail with the documented payload, changed as How says.
	Outcome record.Outcome `json:"outcome"`
	// Message is what the text of a failure is like; the code alone says which one it is.
	Message Message `json:"message,omitempty"`
}

// Message is what the text of a failure is like.
type Message string

// The texts. A wallet speaks its person's language.
const (
	English    Message = ""
	Chinese    Message = "in Chinese"
	Indonesian Message = "in Indonesian"
	NoMessage  Message = "without a text"
	// Those of another failure.
	Cancels  Message = "with the text of a cancellation"
	Networks Message = "with the text of a failed network"
)

// How is the way in which the staged wallet delivers an answer.
type How string

// The ways to answer. A promise is returned by every call, except where the API throws, and settles as the callbacks
// say; where callbacks were passed, its rejection counts as handled. complete gets the payload of the outcome.
const (
	Plain            How = "plain"                // success or fail, then complete, as documented
	Doubled          How = "doubled"              // the same again after a while
	Sync             How = "sync"                 // before the call has returned
	Late             How = "late"                 // after the page was unloaded
	Slowly           How = "slowly"               // 45 seconds after the call
	Overdue          How = "overdue"              // 20 minutes after the call
	SuccessThenFail  How = "success-then-fail"    // success, and 7002 to fail after it
	CompleteFirst    How = "complete-first"       // complete, then success or fail
	BareComplete     How = "bare-complete"        // success or fail, then complete without an argument
	Silence          How = "silence"              // never
	EmptyFailure     How = "empty-failure"        // {} to fail
	UndocumentedCode How = "undocumented-code"    // {error: "9999", errMessage} to fail
	BlankCode        How = "blank-code"           // {error: "", errMessage} to fail
	ZeroCode         How = "zero-code"            // {error: "0", errMessage} to fail, which elsewhere says that all went well
	TradePayDone     How = "trade-pay-done"       // {error: "9000", errMessage} to fail: the code by which a sibling API says that all went well
	SignCenterDone   How = "sign-center-done"     // {error: "7000", errMessage} to fail: that of another sibling
	NumericCode      How = "numeric-code"         // the code of the outcome as a number, to fail
	ErrorMessageOnly How = "error-message-only"   // {error, errorMessage} to fail
	WithoutCode      How = "success-without-code" // {authState} to success
	EmptyCode        How = "success-empty-code"   // {authState, authCode: ""} to success
	NullCode         How = "success-null-code"    // {authState, authCode: null} to success
	PaySignCenter    How = "pay-sign-center"      // a failure as the sibling API tells it: {resultStatus: the code} to success
	Throws           How = "throws"               // the call throws an Error
	OldContainer     How = "old-container"        // the API is undefined, and canIUse says so; the device has the version
	CallbackPromise  How = "callback-and-promise" // the promise a while after the callbacks, both seen
)

// Server is how the merchant's server answers in a scenario. Routes without a role always answer.
type Server struct {
	// Prepare is what the prepare route does: Answers, Status500, EmptyBody, MissingField, NoAnswer, NetworkError or Slow.
	Prepare ServerAnswer `json:"prepare"`
	// PrepareAgain is what it does from the second start on; as Prepare where it is empty.
	PrepareAgain ServerAnswer `json:"prepareAgain,omitempty"`
	// Result is what the result route does: Accepts, Rejects, FailsAccepting, NoAnswer, Status500, EmptyBody or Slow.
	Result ServerAnswer `json:"result"`
	// ResultAgain is what it does from the second start on; as Result where it is empty.
	ResultAgain ServerAnswer `json:"resultAgain,omitempty"`
	// Status is what the status route does: Answers, NoAnswer, Status500, EmptyBody or Slow.
	Status ServerAnswer `json:"status"`
}

// ServerAnswer is what the server does with the requests of one role.
type ServerAnswer string

// The answers of a server.
const (
	Answers        ServerAnswer = "ok"                // the reply of the route
	Status500      ServerAnswer = "status-500"        // HTTP status 500 with a body that says nothing
	EmptyBody      ServerAnswer = "empty"             // HTTP status 200 without a body
	MissingField   ServerAnswer = "missing-field"     // the reply of the route without the field that holds the sign string
	NoAnswer       ServerAnswer = "no-answer"         // nothing: the request runs into its timeout
	NetworkError   ServerAnswer = "network-error"     // the request fails at once
	Accepts        ServerAnswer = "accept"            // the accept of the result route
	FailsAccepting ServerAnswer = "status-500-accept" // HTTP status 500 with the accept of the result route
	Rejects        ServerAnswer = "reject"            // the reject of the result route
	Slow           ServerAnswer = "slow"              // what it answers otherwise, the accept of the result route, after 8 s
)

// Flow is what the person does. The page is opened, its own requests are given time to end, and the start steps are
// fired. Before a later start the person returns to the page if another one is open: back where it is still in the
// stack, otherwise it is opened anew.
type Flow struct {
	// Starts is how often the start steps are fired.
	Starts int `json:"starts"`
	// About is the number of the start that the scenario is about, whose answer is the stage of its record; zero is the first.
	// What comes before it shows only how the program got there.
	About int `json:"about,omitempty"`
	// Together fires all starts at once, within one turn, as a double tap does.
	Together bool `json:"together,omitempty"`
	// Others has the person tap everything else that can be tapped, once the flow has been started and GapMs has passed.
	Others bool `json:"others,omitempty"`
	// GapMs is the virtual time, in milliseconds, from one start to the next, or to what else is tapped. Where the person looks at
	// another app between two starts, it is that from coming back.
	GapMs int `json:"gapMs,omitempty"`
	// HorizonMs is the virtual time, in milliseconds, that is waited after the last start.
	HorizonMs int `json:"horizonMs"`
	// Shares says that the person shares the page in the end, by the menu.
	Shares bool `json:"shares,omitempty"`
	// Away has the person look at another app while the wallet is open, until it has answered, at once again, and in the end.
	Away bool `json:"away,omitempty"`
	// AwayBetween has the person look at another app between two starts, when the first is over, or soon after one that is never
	// answered.
	AwayBetween bool `json:"awayBetween,omitempty"`
	// Relaunches has the person close the program between two starts, when the first is over, and launch it anew: nothing is left of
	// it but what it has stored.
	Relaunches bool `json:"relaunches,omitempty"`
	// Returns has the person open the page once more in the end, as if nothing had been opened before.
	Returns bool `json:"returns,omitempty"`
	// ReturnsMeanwhile has the person open the page once more while the wallet is open, as if nothing had been opened before.
	ReturnsMeanwhile bool `json:"returnsMeanwhile,omitempty"`
	// Elsewhere has the person tap what leads from the page to another one while the wallet is open, stay there until the program
	// has come to rest, and go back.
	Elsewhere bool `json:"elsewhere,omitempty"`
	// Presses has the person press, in the end, whatever can be tapped by then and could not before the first start, and what
	// that brings about; then also on the pages that what could be tapped before leads to.
	Presses bool `json:"presses,omitempty"`
	// Yes is how many confirms are answered yes after each start; those that come later are answered no, so that a
	// program which offers to try again comes to an end.
	Yes int `json:"yes"`
}
