package record

import "strings"

// The kinds of event that are seen of an attempt: one authorisation, or several together, between a merchant's server and
// an open platform. Its API is AttemptAPI, and the first argument of each event is an object with the fields named here.
// Logged is as for a mini program, with {carries}.
//
// What is said of a secret is a fact that was observed when it was known: a record that was masked still tells whether a
// code was passed as it was given. carries lists the secrets that stand in a text: code, accessToken, refreshToken.
const (
	// Sent: the mini program called its server: {to, attempt, user, code?, state?}; to is start, result, status or unbind;
	// code and state say which was given: "own", or how another one was made.
	Sent EventType = "sent"
	// Told: the server answered the mini program: {to, attempt, user, status, body, as?, url?, carries, error?}. as is
	// bound, pending or other, as the target says; url is "verbatim", "changed", "absent" or "stranger".
	Told EventType = "told"
	// Consulted, Applied, Cancelled: the server called the platform: {attempt, id, method, path, operation?, clientId, time,
	// skewMs?, signature, body, code?, token?, where?}. signature is {present, verified, spelling, reason?}; code and
	// token say "given" where they are what the platform had given out. Of a platform's record, the suite called it.
	Consulted EventType = "consulted"
	Applied   EventType = "applied"
	Cancelled EventType = "cancelled"
	// Answered: the platform answered: {attempt, id, operation, staged, status, result, body, signature?}.
	Answered EventType = "answered"
	// Notified: the platform sent a notification: {attempt, kind, staged, state?, try?}; Acknowledged: {attempt, status, body,
	// as} is its answer, as "acknowledged" or "not".
	Notified     EventType = "notified"
	Acknowledged EventType = "acknowledged"
	// Strayed: something reached a place where nothing should: {where, carries, signed}.
	Strayed EventType = "strayed"
)

// AttemptAPI is the API of a record of attempts.
const AttemptAPI = "attempt"

func attemptEvents() []EventType {
	return []EventType{Sent, Told, Consulted, Applied, Cancelled, Answered, Notified, Acknowledged, Strayed}
}

// attemptText shows an event of an attempt on one line, what matters first; false for an event that is none.
func attemptText(e Event) (string, bool) {
	names := map[EventType][]string{
		Sent: {"to", "user", "code", "state"}, Told: {"to", "user", "status", "as", "url", "carries", "error", "body"},
		Consulted: {"method", "path", "client", "signature", "body"}, Applied: {"method", "path", "client", "code", "signature", "body"},
		Cancelled: {"method", "path", "client", "token", "signature", "body"},
		Answered:  {"operation", "client", "staged", "error", "status", "result", "body"},
		Notified:  {"kind", "client", "staged", "state", "body"}, Acknowledged: {"status", "as", "body"}, Strayed: {"where", "carries", "signed"},
	}[e.Type]
	if names == nil {
		return "", false
	}
	var said []string
	for _, name := range names {
		v, ok := e.Arg().Field(name)
		if !ok || v.Kind() == Undefined || v.Kind() == Array && len(v.Items()) == 0 {
			continue
		}
		text, isText := v.Str()
		if !isText {
			text = v.String()
		}
		if text == "" && (name == "status" || name == "staged") {
			continue // it is no result, or as documented
		}
		if name == "as" && e.Type == Told && text == "other" {
			if to := e.Text("to"); to == "result" || to == "status" { // nothing else is bound or pending
				said = append(said, "neither bound nor pending")
			}
			continue
		}
		if name != "to" && name != "method" && name != "path" && name != "operation" && name != "kind" && name != "where" {
			text = name + " " + text
		}
		said = append(said, text)
	}
	return strings.Join(said, ", "), true
}
