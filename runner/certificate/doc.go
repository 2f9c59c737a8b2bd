// Package certificate turns the report of a run into a certificate that anybody can verify: an in-toto Statement with
// the predicate type Test Result v0.1, in a signed DSSE envelope.
//
// A certificate claims that a wallet's artefact, known by its digest, was judged by rules, known by theirs, with the
// verdict that its report gives. Verifying it trusts nothing but the key: the digests are computed again, and the
// verdict is drawn again from the report's own records. When a certificate was there, and which job of a CI system made it, is
// believed only of an authority and of an issuer that whoever verifies has named.
package certificate
