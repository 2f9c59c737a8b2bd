package reports_test

import (
	"os"
	"time"

	"github.com/signspec/signspec/reports"
)

// A run is concluded, and then written in any format.
func Example() {
	run := &reports.Run{
		Tool:    reports.Tool{Name: "acme", Version: "1"},
		Subject: reports.Subject{Kind: reports.Wallet, Name: "Acme Wallet", Version: "5.2.0", Driver: "sandbox", Source: "acme"},
		Profile: "documented", Plan: "full", StartedAt: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC), DurationMs: 120, Authorisations: 1,
		Rules: []reports.Rule{{
			ID: "settles", Level: reports.Must, Group: "callbacks", Title: "Success or fail is called", Status: reports.Held,
			Scenarios: []string{"cancel/all-callbacks"},
		}},
	}
	run.Conclude()
	if err := reports.WriteConsole(os.Stdout, run, reports.ConsoleOptions{}); err != nil {
		panic(err)
	}

	// Output:
	// wallet: Acme Wallet 5.2.0, acme
	// profile documented, plan full, driver sandbox
	//
	// callbacks                                                              scenarios
	//   ✓ settles  Success or fail is called                                         1
	//
	// conformant
	// 1 must rule held in 1 scenario, 1 authorisation, 0.12 s
}
