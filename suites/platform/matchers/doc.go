// Package matchers holds one Gomega matcher for every rule about an open platform. Each file is named after its rule and
// holds nothing else, so that a rule is found by its id.
//
// That a call is refused shows in that it is not answered S, never in an HTTP status; and it is judged only where the
// good flow is answered S.
package matchers
