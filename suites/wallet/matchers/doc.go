// Package matchers holds one Gomega matcher for every rule about a wallet's records. Each file is named after its
// rule and holds nothing else, so that a rule is found by its id.
//
// A matcher is a pure function of records: it never knows how a call was made. It can be used in anybody's test:
//
//	Expect(record).To(matchers.CompleteLast())
//	Expect(run).To(matchers.AuthCodeFresh())
//
// # Which rule speaks
//
// One fault is named by one rule, wherever the sentences of the rules allow it, so that a report names causes:
//
//   - A call that never ends is judged by settles, and one that throws by no-throw. Rules about how a call ends
//     leave it unjudged, which is not a pass: a rule that nothing could show is untested.
//   - When a callback of the caller throws, callback-errors-contained speaks for everything that comes of it; when
//     the options are frozen, options-unchanged does; when calls overlap, calls-isolated does. The documentation is
//     silent about the three, so none of them may break a must.
//   - An approval that ends in failure breaks the rule that the call was there to show: recovers after a failure,
//     auth-state-max with the longest state, callbacks-optional where callbacks are missing, otherwise
//     success-shape, because no authState and no authCode came back.
package matchers
