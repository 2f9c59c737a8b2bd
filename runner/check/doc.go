// Package check is one run of a suite from its start to its reports: prepare, perform, judge, accept what a baseline
// knows, mask, tell, deliver. The command, each target of a fleet and a vendor's own Go test all go through it, so that
// nobody delivers what is not masked.
package check
