package matchers

import (
	"regexp"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// said is what a server has said of a signing.
type said int

const (
	nothingSaid said = iota
	isPending
	isDecided
	notKnown // an answer of which nobody knows what it says
)

// lastSaid returns what the server, which was asked between two events how the signing ended, said last. What a page signs that
// knows nothing of the visit before is as good as decided.
func (in evidence) lastSaid(r record.Record, from, to int) said {
	if !in.hasStatus() || in.forgets(r, from, to) {
		return isDecided // what other routes answer is not known to be about this
	}
	asked := in.questions(r, from, to)
	last := nothingSaid
	for _, e := range r.Events[from:to] {
		if asked[field(e, "id").String()] && says(e) {
			last = in.saidBy(field(e, "body"))
		}
	}
	return last
}

// questions are the ids of the requests between two events by which the server was asked how the signing ended.
func (in evidence) questions(r record.Record, from, to int) map[string]bool {
	asked := map[string]bool{}
	for _, q := range between(r, from, to) {
		if in.asks(q) {
			asked[q.id.String()] = true
		}
	}
	return asked
}

// says says whether an event is a reply that says anything: an empty list and false do, no body does not.
func says(e record.Event) bool {
	body := field(e, "body")
	text, isText := body.Str()
	return e.Type == record.Replied && number(e, "status") < 300 && body.Kind() != record.Undefined &&
		!(isText && strings.TrimSpace(text) == "")
}

// visitedAnew says whether, between two events, the person started again on a page that they had opened since: one that was only
// gone back to knows what was before, and to one that the program itself leads to it can tell. Once the program has been launched
// again, it has been told nothing on any page.
func visitedAnew(r record.Record, from, to int) bool {
	opened, front, led, launched := map[string]bool{}, "", false, false
	for _, e := range r.Events[from:to] {
		launched = launched || e.Type == record.Launched
		led = led || e.Type == record.Navigated && text(e, "how") != "navigateBack"
		if e.Type == record.Page && slices.Contains([]string{"load", "show"}, text(e, "what")) {
			front = text(e, "path")
			if text(e, "what") == "load" {
				opened[front] = !led
			}
			led = led && text(e, "what") == "load" // what it leads to is loaded, and then shown
		}
		if e.Type == record.Started && number(e, "start") > 1 && (opened[front] || launched) {
			return true
		}
	}
	return false
}

// saidBy reads the body of an answer, unless the configuration says what it means.
func (in evidence) saidBy(body record.Value) said {
	switch means, _ := in.described("means").Str(); means {
	case schemas.MeansPending:
		return isPending
	case schemas.MeansDecided:
		return isDecided
	}
	return readStatus(body)
}

// Tells says whether the words of an answer about a status tell how a signing ended, or that it has not.
func Tells(body record.Value) bool { return readStatus(body) != notKnown }

// readStatus reads the words of an answer about a status.
func readStatus(body record.Value) said {
	if pending(body) {
		return isPending
	}
	answer := parsed(body)
	_, decided := answer.Flag()
	decided = decided || answer.Kind() == record.Array && len(answer.Items()) == 0 // there is none
	eachText(answer, func(s string) { decided = decided || negative.MatchString(s) || positive.MatchString(s) })
	for _, d := range leaves(answer) {
		_, flag := d.value.Flag()
		decided = decided || flag
	}
	if decided {
		return isDecided
	}
	return notKnown
}

// undecided is how servers say that they do not know yet: PENDING, PROCESSING, IN_PROGRESS, CHECKING, QUEUED, UNKNOWN, U. What
// is PROCESSED or CHECKED is decided.
var undecided = regexp.MustCompile(
	`(?i)^\W*(pend\w*|init\w*|unknown|undecided|in.?(progress|process|review)|(process|wait|check|queu|review|verify|confirm|sign)ing|` +
		`process|wait|check|queued?|review|submitted|[up])([^a-z]|$)` +
		`|处理中|确认中|进行中|审核中|签约中|待处理|待确认|等待`,
)

// pending says whether a body says that the signing is not decided.
func pending(body record.Value) bool {
	found := false
	eachText(parsed(body), func(s string) { found = found || undecided.MatchString(s) })
	return found
}

// positive is how servers say that there is an agreement: SIGNED, ACTIVE, BOUND, SUCCESS, DONE, NORMAL.
var positive = regexp.MustCompile(
	`(?i)^\W*(signed|active|bound|success\w*|succeeded|done|normal|valid|effective|complete[d]?|agreed|authori[sz]ed|yes|[ys])\W*$` +
		`|已签约|成功`,
)

// negative is how servers say that there is no agreement: NONE, NOT_FOUND, UNSIGNED, FAILED, REJECTED, CANCELLED, INACTIVE.
var negative = regexp.MustCompile(`(?i)^\W*(no|none|n|not\b.*|not_.*|unsigned|unbound|fail\w*|reject\w*|cancel\w*|inactive)\W*$`)

// confirms says whether a body may say that the agreement is signed: it says neither that this is pending, nor that there
// is none.
func confirms(body record.Value) bool {
	denied := false
	eachText(parsed(body), func(s string) { denied = denied || negative.MatchString(s) })
	return !denied && !pending(body)
}
