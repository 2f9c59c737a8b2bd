package junit_test

import (
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
	"github.com/signspec/signspec/reports/junit"
)

// Whatever the text is, the file is XML with the same counts, and no character of it acts.
func FuzzJUnit(f *testing.F) {
	samples.Fuzz(f, func(t *testing.T, text string) {
		for _, base := range []string{"interrupted", "miniprogram", "warnings"} {
			r := samples.Everywhere(base, text)
			document := string(golden.Render(t, junit.Write, r))
			for _, bad := range []string{"<script", "]]>", "[[ATTACHMENT|"} {
				if strings.Contains(document, bad) {
					t.Errorf("%s: %q is in the file", base, bad)
				}
			}
			if r, acts := samples.Acting(document); acts && r != '\ufffd' {
				t.Errorf("%s: %U is in the file", base, r)
			}
			if suite := parseJUnit(t, r); suite.Tests != len(suite.Cases) {
				t.Errorf("%s: %d cases of %d", base, len(suite.Cases), suite.Tests)
			}
		}
	})
}
