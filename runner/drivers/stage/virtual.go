package stage

import "time"

// How long to wait in virtual time where nobody said otherwise, in the embedded engine and in a browser alike.
const (
	// VirtualSettle is how long a call may take to settle. No time is documented, so a person may take a day.
	VirtualSettle = 24 * time.Hour
	// VirtualQuiet is how long to look for what comes after that before the next call is made.
	VirtualQuiet = 5 * time.Minute
)
