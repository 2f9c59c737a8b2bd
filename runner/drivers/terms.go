package drivers

import "time"

// Terms are what is known of how a target is performed before it is.
type Terms struct {
	// Virtual says that time costs nothing, so that the target is explored without being asked for.
	Virtual bool
	// Person says that a person authorises.
	Person bool
	// Fresh says that each scenario is performed on an instance that can know of no other scenario.
	Fresh bool
	// Call is how long a call may take, and Total how long all of them together; zero where nobody knows.
	Call, Total time.Duration
}
