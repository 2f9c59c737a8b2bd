// limits.js: what a record may hold, how long the probe waits, and what it tells others by.

// Codes of the adapter protocol.
var CONFIGURATION = -32001; // the vendor's adapter is wrong, not the wallet
var HARNESS = -32000; // anything else that keeps a scenario from being performed

// Limits on what one record may hold, so that no payload can exhaust the host or the line it is sent on.
var DEPTH = 8; // documented payloads are flat; this leaves room for wrapped ones
var ITEMS = 200; // keys of an object, items of an array, arguments of a callback
var LONG = 65536; // code points; 256 times the longest documented field
var HEAD = 256; // what is kept of a longer string
var COUNTED = 1048576; // a string beyond this is not counted by code points, which takes too long: its length in
// UTF-16 units is told, which is beyond every limit as well
var NODES = 5000; // values in all payloads of one record
var CHARS = 262144; // characters in all payloads of one record; at most six bytes each where they are written
var FEW = 8; // events of a record of which each payload has a budget of its own, so that equal ones stay equal
var EVENTS = 1000; // events of one record; no rule needs more than three
var LINES = 200; // console lines of one record
var LINE = 500; // characters of one console line
var LATER_MS = 360000; // "6 minutes later": longer than the five minutes after which a payment page is given up
var HOURS_MS = 7200000; // "2 hours later": longer than a session lasts that nobody uses
var STAGE_MS = 10000; // the least that an asynchronous stage is given: it may ask a server for a sign string

// Read by access even where they are inherited, hidden or computed, because a caller would read them so.
var DOCUMENTED = ['authState', 'authCode', 'error', 'errMessage', 'errorMessage'];
var MARK = 'the page that would show this is gone'; // what a callback throws on purpose: as a caller's mistake would read
