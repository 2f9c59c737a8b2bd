package script

import "time"

// The entry point and the waits, as the command asks for them where the user says nothing. Both are virtual time.
const (
	// DefaultSettle is how long a call may take to settle: five minutes, longer than any payment page stays open.
	DefaultSettle = 5 * time.Minute
	// DefaultQuiet is how long to look for what comes after that, such as a second callback a minute later.
	DefaultQuiet = 5 * time.Minute
)
