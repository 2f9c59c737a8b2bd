// Package socket is the driver for a device that dials out: a phone on which nothing can be attached or installed but a
// probe, a page or a mini program that opens in the wallet under test. A Server listens, a probe connects over a
// WebSocket, or by polling where a container allows no sockets, and the adapter protocol is spoken over that: the suite
// asks, the probe performs.
//
// # One device, one memory
//
// Every Driver has a token, an unguessable part of the URL, and serves one device. What came of an authorisation must
// not be lost with a connection, and an authorisation must not be made twice. So each request has an id, and the probe
// keeps its latest id and every answer until it was acknowledged. When a probe comes back it says which request it
// received last: a later one is sent again, an answer that is missing is waited for, one that comes twice is dropped. A
// probe whose page was loaded again has forgotten all that; what it was performing is then untested, and is not
// performed again.
//
// # What a person does
//
// Where a person authorises, the device shows what there is to do and waits for "Ready". That is asked as seldom as can
// be: an instruction that comes again is shown, and the call is made at once; one that somebody could not follow does
// not come again, and what needs it is untested. See operator.go.
//
// # What a run costs
//
// Options.Quiet for each call, 3 ms for the way to a page and back, the wallet's own time, and four calls of the full
// plan that nobody can hear end, which package patience cuts short.
//
// # What a stranger can do
//
// Without the token: nothing, not even learn whether there is one. Requests must name this server by an address, by
// localhost or by the name that was given to it, which keeps out pages that had their own name point here (DNS
// rebinding), and must come from no other origin unless that was allowed. Messages, headers and the time they may take
// are bounded.
package socket
