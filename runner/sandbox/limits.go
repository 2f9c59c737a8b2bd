package sandbox

import "time"

// Limits bound what a program may cost. Each field that is zero has its default.
type Limits struct {
	// Memory is the child's address space in bytes, what the Go runtime reserves included. On systems without such a
	// limit it bounds the heap, by a watchdog.
	Memory int64
	// Scenario is the processor time of one scenario, and of loading the program.
	Scenario time.Duration
	// Lost is the real time that crashed scenarios may take together; the later ones get what is left of it.
	Lost time.Duration
	// Total is the real time of all scenarios together; those that do not fit are untested.
	Total time.Duration
	// Crashes is how many crashes end the run.
	Crashes int
}

const (
	// defaultMemory leaves some 500 MB beside what the Go runtime reserves; a program of 500 lines uses 30 MB.
	defaultMemory = 2 << 30
	// defaultScenario is a thousand times what a scenario takes.
	defaultScenario = 5 * time.Second
	// defaultLost keeps the whole command under 15 s on a program that hangs: with the reports, and what a kill takes.
	defaultLost = 12 * time.Second
	// leastScenario is what a scenario gets however little is left: enough for one that does not hang.
	leastScenario = time.Second
	// defaultCrashes tells a program that crashes always from one that crashes on one thing.
	defaultCrashes = 3
	// NoTotal is a Total that is never met.
	NoTotal = time.Duration(1<<63 - 1)
	// defaultTotal keeps the whole command under a minute on a program that is slow and does not hang.
	defaultTotal = 45 * time.Second
)

// WithDefaults fills in what is zero.
func (l Limits) WithDefaults() Limits {
	for _, field := range []struct {
		value *time.Duration
		usual time.Duration
	}{{&l.Scenario, defaultScenario}, {&l.Lost, defaultLost}, {&l.Total, defaultTotal}} {
		if *field.value == 0 {
			*field.value = field.usual
		}
	}
	if l.Memory == 0 {
		l.Memory = defaultMemory
	}
	if l.Crashes == 0 {
		l.Crashes = defaultCrashes
	}
	return l
}

// next is the part of a limit that the next scenario gets when so much was lost.
func (l Limits) next(limit, lost time.Duration) time.Duration {
	return min(limit, max(min(leastScenario, limit), l.Lost-lost))
}
