package formats_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/console"
	"github.com/signspec/signspec/reports/html"
	"github.com/signspec/signspec/reports/markdown"
	"github.com/signspec/signspec/reports/run"
)

// TestAnErrorIsAllThatThereIsToSay shows that what a person reads does not list forty untested rules under an error that
// kept every rule from being judged, and that it does where some were.
func TestAnErrorIsAllThatThereIsToSay(t *testing.T) {
	r := &run.Run{Subject: run.Subject{Kind: run.Wallet, Driver: "script", Source: "wallet.js"},
		Error: &run.RunError{Kind: run.Configuration, Message: "no route answers POST /a"}}
	for i := range 40 {
		r.Rules = append(r.Rules, run.Rule{ID: fmt.Sprintf("rule-%d", i), Level: run.Must, Group: "callbacks", Title: "It holds",
			Status: run.NotTested, Reason: "the run had ended before"})
	}
	shown := func() map[string]string {
		r.Conclude()
		var page, summary, terminal bytes.Buffer
		m := run.Mask(r)
		for _, err := range []error{html.Write(&page, m), markdown.Write(&summary, m), console.Write(&terminal, m, console.Options{})} {
			if err != nil {
				t.Fatal(err)
			}
		}
		return map[string]string{"html": page.String(), "markdown": summary.String(), "console": terminal.String()}
	}
	for format, text := range shown() {
		if strings.Contains(text, "rule-1") || strings.Contains(text, "had ended before") || strings.Contains(text, "0 must rules") {
			t.Errorf("%s buries the error:\n%s", format, text)
		}
		if !strings.Contains(text, "no route answers POST") {
			t.Errorf("%s does not tell the error", format)
		}
	}
	r.Rules[0].Status, r.Rules[0].Reason, r.Rules[0].Scenarios = run.Held, "", []string{"a"}
	for format, text := range shown() {
		if !strings.Contains(text, "rule-1") {
			t.Errorf("%s does not say what is missing", format)
		}
	}
}
