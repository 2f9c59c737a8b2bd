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

// Limits bound what a wallet may cost. Each field that is zero has its default.
type Limits struct {
	// Memory is the child's address space in bytes, what the Go runtime reserves included. On systems without such a
	// limit it bounds the heap, by a watchdog.
	Memory int64
	// Scenario is the processor time of one scenario, and of loading the module.
	Scenario time.Duration
	// Lost is the real time that crashed scenarios may take together; the later ones get what is left of it.
	Lost time.Duration
	// Total is the real time of all scenarios together; those that do not fit are untested.
	Total time.Duration
	// Crashes is how many crashes end the run.
	Crashes int
}

const (
	// defaultMemory leaves some 500 MB beside what the Go runtime reserves; the reference wallet uses 20 MB.
	defaultMemory = 2 << 30
	// defaultScenario is a thousand times what a scenario takes.
	defaultScenario = 5 * time.Second
	// defaultLost keeps the whole command under 15 s on a wallet that hangs: with the reports, and what a kill takes.
	defaultLost = 12 * time.Second
	// defaultTotal keeps the whole command under a minute on a wallet that is slow and does not hang.
	defaultTotal = 45 * time.Second
	// leastScenario is what a scenario gets however little is left: enough for one that does not hang.
	leastScenario = time.Second
	// defaultCrashes tells a wallet that crashes always from one that crashes on one thing.
	defaultCrashes = 3
)

func (l Limits) withDefaults() Limits {
	if l.Memory == 0 {
		l.Memory = defaultMemory
	}
	if l.Scenario == 0 {
		l.Scenario = defaultScenario
	}
	if l.Lost == 0 {
		l.Lost = defaultLost
	}
	if l.Total == 0 {
		l.Total = defaultTotal
	}
	if l.Crashes == 0 {
		l.Crashes = defaultCrashes
	}
	return l
}

// next is the real time that the next scenario gets when so much was lost.
func (l Limits) next(lost time.Duration) time.Duration {
	return min(l.Scenario, max(min(leastScenario, l.Scenario), l.Lost-lost))
}
