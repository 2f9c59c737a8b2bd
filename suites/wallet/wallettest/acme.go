// Package wallettest holds a wallet in Go, for tests of what judges, reports or certifies wallets.
package wallettest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// Acme is a wallet in Go that keeps the contract: the least that satisfies wallet.Wallet. A real target drives a
// device, a simulator or a sandbox here, and records what it observes.
type Acme struct {
	codes int
	// Change, where given, spoils a record as a fault would.
	Change func(*record.Record)
	// Refuse, where given, says why a scenario cannot be performed.
	Refuse func(wallet.Scenario) (untested string, err error)
}

// Describe says what the wallet is.
func (a *Acme) Describe(context.Context) (wallet.Description, error) {
	version := record.Text("2.7.20")
	return wallet.Description{Name: "Acme Wallet", Version: "5.2.0", Entry: record.Of(record.Function), SDKVersion: &version}, nil
}

// Perform performs every call of the scenario.
func (a *Acme) Perform(_ context.Context, s wallet.Scenario) (wallet.Performance, error) {
	if a.Refuse != nil {
		if untested, err := a.Refuse(s); untested != "" || err != nil {
			return wallet.Performance{Untested: untested}, err
		}
	}
	var p wallet.Performance
	for _, c := range s.Calls {
		r := a.call(s, c)
		if a.Change != nil {
			a.Change(&r)
		}
		p.Records = append(p.Records, r)
	}
	return p, nil
}

func (a *Acme) call(s wallet.Scenario, c wallet.Call) record.Record {
	r := record.Record{
		ID: c.ID, Scenario: s.Name, API: "my.signContract", Args: c.Args, Callbacks: c.Callbacks, Throws: c.Throws,
		Frozen: c.Frozen, Overlap: s.Overlap, Watched: c.Watch, Stage: c.Stage, Instance: 1, End: record.Settled,
		Events: []record.Event{{Type: record.Returned, Args: []record.Value{{}}}},
	}
	if c.Fill != "" {
		signStr := record.Text("https://acme.example/authorize?authId=" + c.ID)
		r.Args = record.Fields(map[string]record.Value{c.Fill: signStr})
		r.Events = append(r.Events, record.Event{At: 1, Type: record.Opened, Args: []record.Value{signStr}})
	}
	outcome, payload := a.answer(c)
	for i, callback := range []record.EventType{outcome, record.Completed} {
		if slices.Contains(c.Callbacks, string(callback)) {
			r.Events = append(r.Events, record.Event{At: 5 + float64(i), Type: callback, Args: []record.Value{payload}})
		}
	}
	return r
}

func (a *Acme) answer(c wallet.Call) (record.EventType, record.Value) {
	codes := map[record.Outcome]string{record.Cancel: "6001", record.Network: "6002", record.Unknown: "7001", record.Fail: "7002"}
	if c.Stage != nil && c.Fill != "" && c.Stage.Outcome == record.Approve {
		a.codes++
		return record.Success, record.Fields(map[string]record.Value{
			"authState": record.Text(c.Stage.AuthState), "authCode": record.Text(fmt.Sprintf("acme-%08d", a.codes)),
		})
	}
	code := "7002"
	if c.Stage != nil && c.Fill != "" {
		code = codes[c.Stage.Outcome]
	}
	return record.Failed, record.Fields(map[string]record.Value{
		"error": record.Text(code), "errMessage": record.Text(strings.ToLower("Signing ended with " + code)),
	})
}
