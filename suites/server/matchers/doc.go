// Package matchers holds one Gomega matcher for every rule about a merchant's server. Each file is named after its rule
// and holds nothing else, so that a rule is found by its id.
//
// A matcher is a pure function of records, one for each scenario. It judges by effect: that a result is refused shows in
// that nobody is bound, not in a status code. And it judges what is refused only where a good attempt is bound and a
// failed one is not: a server that binds nobody refuses everything.
package matchers
