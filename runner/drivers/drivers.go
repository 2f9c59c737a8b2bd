// Package drivers holds what the drivers share: the one observer that every JavaScript driver runs, and the error
// that tells a mistake of configuration from a failure of the harness.
package drivers

import _ "embed"

// Probe is the source of probe.js: plain ECMAScript 5 that defines the global signspecProbe and, where there is a
// CommonJS module object, exports it. Its head comment says what it needs of a host.
//
//go:embed probe.js
var Probe string

// ConfigError says that what the user configured is wrong, not the target: an adapter that cannot stage, a file that
// is not a file of records. The command ends with status 2.
type ConfigError struct {
	Message string
	// Stack is where it happened in the vendor's own code; empty where that is not known.
	Stack string
}

func (e *ConfigError) Error() string {
	if e.Stack == "" {
		return e.Message
	}
	return e.Message + "\n" + e.Stack
}
