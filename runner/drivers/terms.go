package drivers

import "time"

// Terms are what is known of how a target is performed before it is.
type Terms struct {
	// Virtual says that time costs nothing, so that the target is explored without being asked for.
	Virtual bool
	// Person says that a person authorises.
	Person bool
	// Call is how long a call may take, and Total how long all of them together; zero where nobody knows.
	Call, Total time.Duration
}
