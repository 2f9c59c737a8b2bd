package rule

// Exploring says what is performed beyond a plan of scenarios that take real time. The zero value is what covers the space.
type Exploring[S Scenario] struct {
	// None is nothing, and Only these scenarios and nothing else.
	None bool
	Only []S
	// Also are further scenarios, where they can be performed.
	Also []S
	// Random is how many random scenarios are performed, and More makes further ones until it says that it is enough; nil is none.
	Random int
	Seed   uint64
	More   func() (number int, ok bool)
}
