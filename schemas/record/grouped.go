package record

import (
	"regexp"
	"strings"
)

// separators are what a secret is written in groups with: "6f1d K2v9" and "6f1d-K2v9".
const separators = " -"

// ungrouped returns a text without separators.
func ungrouped(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(separators, r) {
			return -1
		}
		return r
	}, s)
}

// grouped matches a secret with separators between its characters. One that has separators itself is matched as it is.
func grouped(secret string) *regexp.Regexp {
	var letters []string
	for _, r := range secret {
		letters = append(letters, regexp.QuoteMeta(string(r)))
	}
	return regexp.MustCompile(strings.Join(letters, "["+separators+"]*"))
}
