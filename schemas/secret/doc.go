// Package secret is the one place that knows what is a secret of a run and how it is masked.
//
// A secret is every code or token that was staged or handed over. What gives one away is any eight of its characters in
// a row: forwards or backwards, in either case, with whatever between them, in every encoding that Encodings knows, in
// one text or in consecutive ones of a record. What nobody can know is not found: a code that was enciphered, or one
// that never reached the caller and is not named; of that, Printed and Suspected mask what looks like one.
package secret
