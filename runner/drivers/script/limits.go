package script

import "time"

// The entry point and the waits, as the command asks for them where the user says nothing. Both are virtual time.
const (
	// DefaultSettle is how long a call may take to settle. No time is documented, so a person may take a day.
	DefaultSettle = 24 * time.Hour
	// DefaultQuiet is how long to look for what comes after that before the next call is made.
	DefaultQuiet = 5 * time.Minute
	// rest is how long to look for what still comes for any call once the last has settled, such as a second callback
	// after an hour: a wait that ends before where nothing is left to run.
	rest = 24 * time.Hour
)
