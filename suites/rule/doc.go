// Package rule holds what every suite has in common, whichever of the four parties it judges: a matcher judges records
// by one rule, a table says on which scenarios each rule rests, a session performs these once and judges, and the
// specs of a Ginkgo suite stand on a session: see suites/specs.
//
// What differs between the suites is a scenario, the events of its records, and the matchers: see Suite.
package rule
