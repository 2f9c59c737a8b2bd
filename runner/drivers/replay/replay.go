// Package replay is the driver for records that were saved: a report.json or a .jsonl file stands for the wallet, and
// the rules judge what it once did again.
package replay

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// The record that keeps what a target was described as is of this scenario, and its API is the container itself.
const (
	availabilityScenario = "availability"
	availabilityAPI      = "my"
)

// notInFile is why a scenario that was not recorded is untested.
const notInFile = "not in the file"

// Replay is a wallet that answers from a file. It satisfies wallet.Wallet.
type Replay struct {
	// Header is what the file says of the run; zero for a .jsonl file.
	Header Header

	file      string
	records   []record.Record
	scenarios map[string][]record.Record
}

// Header is what a report says of the run that it reports.
type Header struct {
	SchemaVersion int      `json:"schemaVersion"`
	Profile       string   `json:"profile"`
	Plan          string   `json:"plan"`
	Selection     string   `json:"selection"`
	Seed          string   `json:"seed"`
	Challenge     string   `json:"challenge"`
	Strict        bool     `json:"strict"`
	Only          []string `json:"only"`
	Subject       struct {
		Kind    string `json:"kind"`
		Name    string `json:"name"`
		Version string `json:"version"`
		Driver  string `json:"driver"`
		Source  string `json:"source"`
		SHA256  string `json:"sha256"`
	} `json:"subject"`
}

var _ wallet.Wallet = (*Replay)(nil)

// Records returns every record of the file, in its order.
func (r *Replay) Records() []record.Record { return slices.Clone(r.records) }

// OfProgram says whether the records are those of a mini program, not of a wallet.
func (r *Replay) OfProgram() bool {
	return slices.ContainsFunc(r.records, func(rec record.Record) bool { return rec.API == record.ProgramAPI })
}

// Describe returns the description that the run kept. A file of records from elsewhere has none; then the entry point
// is there if any call of it returned, and nothing is known of versions.
func (r *Replay) Describe(context.Context) (wallet.Description, error) {
	d := wallet.Description{Name: r.Header.Subject.Name, Version: r.Header.Subject.Version}
	if d.Name == "" {
		d.Name = r.file
	}
	kept, ok := r.kept()
	if !ok {
		d.Entry = r.inferredEntry()
		d.Blind = r.inferredBlind()
		return d, nil
	}
	d.Entry, _ = kept.Field("entry")
	d.SDKVersion = optional(kept, "sdkVersion")
	d.CanIUse = optional(kept, "canIUse")
	if time, ok := kept.Field("time"); ok {
		d.Time, _ = time.Str()
	}
	blind, _ := kept.Field("blind")
	for _, item := range blind.Items() {
		if name, ok := item.Str(); ok {
			d.Blind = append(d.Blind, name)
		}
	}
	return d, nil
}

// Described says whether the file holds what the target was described as.
func (r *Replay) Described() bool {
	_, ok := r.kept()
	return ok
}

// kept returns the description as the run's first record holds it.
func (r *Replay) kept() (record.Value, bool) {
	for _, rec := range r.scenarios[availabilityScenario] {
		if event, ok := rec.First(record.Returned); ok && rec.API == availabilityAPI && event.Arg().Kind() == record.Object {
			return event.Arg(), true
		}
	}
	return record.Value{}, false
}

func optional(kept record.Value, name string) *record.Value {
	v, ok := kept.Field(name)
	if !ok {
		return nil
	}
	return &v
}

// inferredEntry is a function where a call returned or called back, because then there was something to call.
func (r *Replay) inferredEntry() record.Value {
	for _, rec := range r.records {
		if _, ok := rec.First(record.Returned, record.Success, record.Failed, record.Completed); ok {
			return record.Of(record.Function)
		}
	}
	return record.Of(record.Undefined)
}

// inferredBlind says that opened pages were not observed where no record holds one.
func (r *Replay) inferredBlind() []string {
	for _, rec := range r.records {
		if _, ok := rec.First(record.Opened); ok {
			return nil
		}
	}
	return []string{"opened"}
}

// Perform returns the records of the scenario, in the order of its calls. A scenario that is not in the file, not in
// whole, or was made by another plan is untested.
func (r *Replay) Perform(_ context.Context, s wallet.Scenario) (wallet.Performance, error) {
	saved := r.scenarios[s.Name]
	if len(saved) == 0 {
		return wallet.Performance{Untested: notInFile}, nil
	}
	var records []record.Record
	crashed := false
	for _, call := range s.Calls {
		i := slices.IndexFunc(saved, func(rec record.Record) bool { return rec.ID == call.ID })
		if i < 0 {
			continue
		}
		if reason := differs(call, saved[i]); reason != "" {
			return wallet.Performance{Untested: fmt.Sprintf("record %s of the file is of another plan: %s", call.ID, reason)}, nil
		}
		records = append(records, saved[i])
		crashed = crashed || saved[i].End == record.Crashed
	}
	if len(records) < len(s.Calls) && !crashed { // after a crash there was nothing left to record
		return wallet.Performance{Untested: fmt.Sprintf("the file holds %d of the %d calls", len(records), len(s.Calls))}, nil
	}
	return wallet.Performance{Records: records}, nil
}

// differs says in what a record cannot be of the call; empty where it can. States are fresh in each run, so they are
// not compared.
func differs(call wallet.Call, rec record.Record) string {
	switch {
	case (call.Stage == nil) != (rec.Stage == nil):
		return "one stages an outcome, the other does not"
	case call.Stage != nil && call.Stage.Outcome != rec.Stage.Outcome:
		return fmt.Sprintf("it staged %s, the plan stages %s", rec.Stage.Outcome, call.Stage.Outcome)
	case call.Args.Kind() == record.Object && !sameNames(call.Callbacks, rec.Callbacks):
		return fmt.Sprintf("it passed the callbacks %q, the plan passes %q", rec.Callbacks, call.Callbacks)
	case !sameNames(call.Throws, rec.Throws):
		return fmt.Sprintf("the callbacks %q threw in it, in the plan %q throw", rec.Throws, call.Throws)
	case !reflect.DeepEqual(call.Caller, rec.Caller):
		return "the calls are made in different ways"
	case call.Frozen != rec.Frozen:
		return "one freezes the options, the other does not"
	}
	return ""
}

func sameNames(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
