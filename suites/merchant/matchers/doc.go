// Package matchers holds one Gomega matcher for every rule about a mini program. Each file is named after its rule and
// holds nothing else, so that a rule is found by its id.
//
// A matcher is a pure function of records, one for each scenario of the plan: it never knows how the program was run.
// Many rules compare scenarios, so give a matcher the records of a whole run. What a program says is never read: no
// rule knows a word of any language.
//
// # Behaviour
//
// The behaviour of a program in a scenario is its effects: the requests that it sends to the routes of the signing, what
// it shows (dialogs, toasts, titles, pages), the pages that it opens, and its calls of the API. Two behaviours are
// compared without what says nothing about the program's intent:
//
//   - virtual time, ids, random values, dates, and the canaries (code, state, sign string);
//   - loading, shown or hidden;
//   - what is copied from the wallet's answer into a sentence: an alert "failed: 6001" and an alert "failed: 7002" are
//     the same alert;
//   - storage and the console, which nobody sees, and requests to routes that have no part in the signing, where it is
//     known which have;
//   - the order of effects, and what pages show by the clock: what comes at the same time in the plain approval and in
//     every plain failure, such as an advertisement, and counters that run in all of them.
//
// What a person is told is the part of it that is read: dialogs, toasts, titles, pages that are opened, and each line of
// a page that was not there before the answer and that is not the clock's. So a button that is released again tells
// nothing, and neither does going back to where one came from. Where a record does not show how pages are drawn, their
// data have to do: each value that is not blank (undefined, null, false, "", 0, an empty list) and that the same datum did not have before.
//
// # What only a signing shows
//
// What a program tells when the server has accepted the result, and in no failure and not when the server rejects the
// result or does not answer, is how it says "signed". A program that tells any of it in another scenario treats that
// as signed. The same goes for a request to the server's result route, unless something in it tells it from a result:
// the error of the wallet, another value where a result has one, or a difference between one failure and another.
//
// # Which rule speaks
//
// One fault is named by one rule, wherever the sentences of the rules allow it:
//
//   - A program that never calls the API is judged by calls-sign-contract, and one that does not listen to an answer
//     by handles-outcomes. What would have come after is left unjudged, which is not a pass.
//   - An error that nobody catches is judged by no-uncaught-errors. A rule that misses something in the same scenario
//     leaves it unjudged. The rules that say "no crash" speak as well, but only of errors that the plain scenario does
//     not have.
//   - A failure that is told as a signing is told is named by failure-is-not-success: two failures that look the same for
//     that are none of cancel-is-not-error or unknown-is-not-failure. Where a result was sent, what the server made of it
//     is told, and no-result-on-failure judges that.
//   - A URL that holds the code is judged by code-not-in-url, whoever it leads to.
//   - survives-odd-callbacks blames an odd wallet only for what the program does not do with an ordinary one.
package matchers
