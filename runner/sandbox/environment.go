package sandbox

import (
	"slices"
	"strings"
)

// environment is what a child gets of the parent's: nothing that could be a secret. The clock and the words of the engine
// depend on the first few; the others are the Go runtime's own, and what Windows cannot start a process without.
func environment(whole []string) []string {
	allowed := []string{"TZ", "ZONEINFO", "LANG", "LC_ALL", "GODEBUG", "GOMAXPROCS", "GOCOVERDIR", "SYSTEMROOT", "TEMP", "TMP"}
	var given []string
	for _, variable := range whole {
		name, _, _ := strings.Cut(variable, "=")
		if slices.Contains(allowed, strings.ToUpper(name)) {
			given = append(given, variable)
		}
	}
	// A trace of every goroutine would push the reason out of what is kept of the output.
	return append(given, "GOTRACEBACK=none")
}
