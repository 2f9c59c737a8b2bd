// Package drivers holds what the drivers share: the one observer that every JavaScript driver runs.
package drivers

import (
	"embed"
	"fmt"
	"regexp"
)

//go:embed probe/*.js
var probe embed.FS

// Probe is the source of probe.js: plain ECMAScript 5 that defines the global signspecProbe and, where there is a
// CommonJS module object, exports it. Its head comment says what it needs of a host.
var Probe = join("probe.js")

// join is a file of the probe with the files that it includes in their places.
func join(name string) string {
	text, err := probe.ReadFile("probe/" + name)
	if err != nil {
		panic(fmt.Sprintf("a part of the probe is not embedded: %v", err))
	}
	include := regexp.MustCompile(`(?m)^ *// include ([a-z]+\.js): .*$`)
	return include.ReplaceAllStringFunc(string(text), func(line string) string { return join(include.FindStringSubmatch(line)[1]) })
}

// Values is the source of values.js, an expression in modern syntax: the makers to register with the probe where the
// device can read it.
//
//go:embed values.js
var Values string
