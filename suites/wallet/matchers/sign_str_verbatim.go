package matchers

import (
	"fmt"
	"slices"

	"github.com/signspec/signspec/schemas/record"
)

// longSignStr is the length, in characters, from which a sign string counts as a long one; a real one has 1,198.
const longSignStr = 512

// SignStrVerbatim succeeds when the authorisation page was opened with the sign string, byte for byte. Rule
// sign-str-verbatim.
func SignStrVerbatim() *Matcher {
	return newMatcher("sign-str-verbatim", func(r record.Record, in evidence) Judgement {
		signStr, _ := r.Args.Field(in.profile.Parameter)
		sent, known := signStr.Str()
		if r.Stage == nil || in.parameter(r) != usable || !known {
			return unjudged("the call does not pass a sign string")
		}
		expected := "the authorisation page is opened with the sign string, byte for byte"
		for _, opened := range payloads(r, record.Opened) {
			if !opened.Equal(signStr) {
				text, _ := opened.Str()
				return breaks(expected, "%s", difference("the string it was opened with", sent, text))
			}
		}
		e, ok := outcome(r)
		if ok && e.Type == record.Failed && in.expected(r) == record.Success && in.oddSignStr(r) && plainState(r) &&
			in.plainlyWorks(record.Approve) {
			return breaks("whatever string the app returned is accepted", "the sign string %q (%s) was refused with %s",
				head(sent), characters(signStr.Length()), show(e.Arg()))
		}
		if len(r.Of(record.Opened)) == 0 {
			return unjudged("the target does not show what the authorisation page was opened with")
		}
		return holds()
	})
}

// oddSignStr says whether the sign string is one that the suite wished for, or a long one, so that it is the sign string
// that is to blame where nothing else is.
func (in evidence) oddSignStr(r record.Record) bool {
	signStr, _ := r.Args.Field(in.profile.Parameter)
	text, _ := signStr.Str()
	return signStr.Length() >= longSignStr || r.Stage != nil && r.Stage.SignStr != "" && r.Stage.SignStr == text
}

// oddTexts says whether the sign string or the state is an odd one. Rules about how a call ends leave it to those that speak
// for odd texts.
func (in evidence) oddTexts(r record.Record) bool {
	return r.Stage != nil && (in.oddSignStr(r) || !plainState(r) || in.longestState(r))
}

// accepted says whether the wallet has accepted a call whose sign string is odd, and nothing else: it has opened the page with
// it, so that what came then is not for the string.
func (in evidence) accepted(r record.Record) bool {
	if !plainState(r) || in.longestState(r) {
		return false
	}
	signStr, _ := r.Args.Field(in.profile.Parameter)
	return slices.ContainsFunc(r.Of(record.Opened), func(e record.Event) bool { return e.Arg().Equal(signStr) })
}

// shownOfString is how much of a sign string a message shows, in characters.
const shownOfString = 120

func head(text string) string {
	if runes := []rune(text); len(runes) > shownOfString {
		return string(runes[:shownOfString]) + "…"
	}
	return text
}

// Characters shown on each side of the first difference.
const shownAround = 12

// difference says where a text departs from the one that was expected.
func difference(what, want, got string) string {
	w, g := []rune(want), []rune(got)
	at := 0
	for at < len(w) && at < len(g) && w[at] == g[at] {
		at++
	}
	excerpt := func(text []rune) string {
		from, to := max(0, at-shownAround), min(len(text), at+shownAround)
		return fmt.Sprintf("%q", string(text[min(from, len(text)):to]))
	}
	return fmt.Sprintf("%s has %s, %s were passed; they differ from character %d on: %s became %s",
		what, characters(len(g)), characters(len(w)), at+1, excerpt(w), excerpt(g))
}
