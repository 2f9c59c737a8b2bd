package console_test

import (
	"os"
	"time"

	"github.com/signspec/signspec/reports/console"
	"github.com/signspec/signspec/reports/run"
)

// A run is concluded, masked, and then written in any format.
func Example() {
	r := &run.Run{
		Tool:    run.Tool{Name: "acme", Version: "1"},
		Subject: run.Subject{Kind: run.Wallet, Name: "Acme Wallet", Version: "5.2.0", Driver: "sandbox", Source: "acme"},
		Profile: "documented", Plan: "full", StartedAt: time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC), DurationMs: 120, Authorisations: 1,
		Rules: []run.Rule{{
			ID: "settles", Level: run.Must, Group: "callbacks", Title: "Success or fail is called", Status: run.Held,
			Scenarios: []string{"cancel/all-callbacks"},
		}},
	}
	r.Conclude()
	if err := console.Write(os.Stdout, run.Mask(r), console.Options{}); err != nil {
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
