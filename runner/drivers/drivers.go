// Package drivers holds what the drivers share: the one observer that every JavaScript driver runs.
package drivers

import (
	_ "embed"
)

// Probe is the source of probe.js: plain ECMAScript 5 that defines the global signspecProbe and, where there is a
// CommonJS module object, exports it. Its head comment says what it needs of a host.
//
//go:embed probe.js
var Probe string

// Values is the source of values.js, an expression in modern syntax: the makers to register with the probe where the
// device can read it.
//
//go:embed values.js
var Values string
