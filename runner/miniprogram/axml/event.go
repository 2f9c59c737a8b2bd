package axml

import "strings"

// EventOf says whether an attribute names a handler, and of which event: onTap and catchTap both of "tap". catch says
// that the event goes no further up.
func EventOf(attribute string) (event string, catch, ok bool) {
	name := strings.TrimPrefix(attribute, "capture-")
	switch {
	case after(name, "on"):
		return strings.ToLower(name[2:]), false, true
	case after(name, "catch"):
		return strings.ToLower(name[5:]), true, true
	}
	return "", false, false
}

// after says whether the prefix is followed by a capital letter, as in onTap but not in once.
func after(name, prefix string) bool {
	return strings.HasPrefix(name, prefix) && len(name) > len(prefix) && name[len(prefix)] >= 'A' && name[len(prefix)] <= 'Z'
}
