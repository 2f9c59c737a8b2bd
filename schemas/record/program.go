package record

// The kinds of event that are seen of a mini program. A record of a mini program is one performance of a scenario:
// its API is ProgramAPI, and the first argument of each event is an object with the fields named here. Uncaught is
// as for a wallet.
const (
	// A step of the flow was fired: {step, handler?, selector?, blocked?, pressed?}; pressed is what was not there at first and was
	// tapped to see what it does.
	Started EventType = "start"
	Called  EventType = "call" // the signing API was called: {api, options}; options as passed, undefined for none
	// The staged wallet answered: {call, callback, payload?}; callback is success, fail, complete, resolve, reject, return or throw.
	Delivered EventType = "deliver"
	Read      EventType = "read"    // a property of a result was read: {call, property, present}
	Requested EventType = "request" // a request left: {id, method, url, headers, body?, role?}; socket messages too, with method "SOCKET"
	Replied   EventType = "reply"   // the server answered: {id, status, body?}, or {id, error} where it did not
	// Something a person sees: {how, content}; how is alert, confirm, prompt, toast, loading, data, title, ...
	Shown  EventType = "show"
	Hidden EventType = "hide"  // something is gone again: {how}
	Stored EventType = "store" // something was stored: {key, value}
	Logged EventType = "log"   // something was printed: {level, text}
	// Something left for others than a server: {how, content}; how is clipboard, canvas, onShareAppMessage, reportAnalytics, ...
	Shared    EventType = "share"
	Navigated EventType = "navigate"  // a page or something outside was opened: {how, url}
	Page      EventType = "page"      // a page lived or died: {what, path}; what is load, show, ready, hide, unload
	Used      EventType = "use"       // an API was used that is not modelled: {api, heard?}; not heard is one whose answer does not matter
	Asked     EventType = "available" // the program asked whether the API is there: {how: canIUse|SDKVersion|typeof, name?}
	// The person closed the program and launched it once more: {kept}; kept is what it had stored by then, by key. What it knew else
	// is gone.
	Launched EventType = "launch"
)

// ProgramAPI is the API of a record of a mini program.
const ProgramAPI = "program"

func programEvents() []EventType {
	return []EventType{
		Started,
		Called,
		Delivered,
		Read,
		Requested,
		Replied,
		Shown,
		Hidden,
		Stored,
		Logged,
		Shared,
		Navigated,
		Page,
		Used,
		Asked,
		Launched,
	}
}
