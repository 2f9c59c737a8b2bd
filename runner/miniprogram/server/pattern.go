package server

import (
	"net/url"
	"strings"
)

// pattern is the method and path of a route.
type pattern struct {
	method   string // "*" for any
	segments []string
}

func parsePattern(request string) pattern {
	method, path, _ := strings.Cut(request, " ")
	return pattern{method: method, segments: segmentsOf(strings.TrimSpace(path))}
}

// segmentsOf takes a path apart; a slash at its end does not matter.
func segmentsOf(path string) []string {
	return strings.Split(strings.Trim(path, "/"), "/")
}

func (p pattern) matches(method, path string) bool {
	return (p.method == "*" || p.method == method) && matchSegments(p.segments, segmentsOf(path))
}

func matchSegments(pattern, path []string) bool {
	for i, want := range pattern {
		if want == "**" {
			for skip := i; skip <= len(path); skip++ {
				if matchSegments(pattern[i+1:], path[skip:]) {
					return true
				}
			}
			return false
		}
		if i >= len(path) || !matchSegment(want, path[i]) {
			return false
		}
	}
	return len(path) == len(pattern)
}

// matchSegment matches a segment in which * stands for any text.
func matchSegment(pattern, segment string) bool {
	head, rest, star := strings.Cut(pattern, "*")
	if !star {
		return pattern == segment
	}
	if !strings.HasPrefix(segment, head) {
		return false
	}
	segment = segment[len(head):]
	for skip := 0; skip <= len(segment); skip++ {
		if matchSegment(rest, segment[skip:]) {
			return true
		}
	}
	return false
}

// PathOf returns the path of a URL, "/" where it has none.
func PathOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		address, _, _ = strings.Cut(address, "?")
		return address
	}
	if u.Path == "" {
		return "/"
	}
	return u.Path
}

// hostOf returns the host of a URL, with its port; "" where it has none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
