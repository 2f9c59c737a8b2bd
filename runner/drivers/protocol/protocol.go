// Package protocol is the adapter protocol: JSON-RPC 2.0, one message a line, over a pair of streams. The suite asks
// and the adapter answers, one request at a time:
//
//	describe {"entry":{"kind":"method","name":"signContract"}}
//	      -> {"name":"Acme Wallet","version":"5.2.0","entry":{"$type":"function"},"time":"real"}
//	run      {"scenario":{...},"entry":{...},"settleMs":30000,"quietMs":200}
//	      -> {"records":[{...}]} or {"records":[],"untested":"stage returned null for outcome network"}
//	close    {}
//	      -> null, and the adapter ends
//
// An adapter answers with an error object where it cannot do as asked: code CodeConfiguration where the adapter
// itself is wrong (a stage that throws), CodeHarness for everything else. protocol.schema.json is the authority for
// the messages; the Client is the suite's end and Serve the adapter's.
package protocol

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// Version is the version of JSON-RPC that every message carries.
const Version = "2.0"

// The methods.
const (
	Describe = "describe"
	Run      = "run"
	Close    = "close"
)

// The codes of error objects: the first two are this protocol's own, the others are JSON-RPC's.
const (
	// CodeConfiguration says that the adapter is wrong, not the wallet; the command ends with status 2.
	CodeConfiguration = -32001
	// CodeHarness says that the scenario could not be performed for any other reason; the command ends with status 3.
	CodeHarness = -32000

	CodeParse          = -32700
	CodeInvalidRequest = -32600
	CodeUnknownMethod  = -32601
	CodeInvalidParams  = -32602
)

// MaxLine is the longest line that either end reads, in bytes. The observer keeps a record below 3 MiB whatever the
// wallet returns, and no scenario makes more than ten calls.
const MaxLine = 32 << 20

// DescribeParams are the params of describe.
type DescribeParams struct {
	Entry schemas.Entry `json:"entry"`
}

// RunParams are the params of run.
type RunParams struct {
	Scenario wallet.Scenario `json:"scenario"`
	Entry    schemas.Entry   `json:"entry"`
	// SettleMs is how long to wait for a call to settle, in milliseconds of the adapter's time.
	SettleMs float64 `json:"settleMs"`
	// QuietMs is how long to wait after that for whatever else the call does, such as a second callback.
	QuietMs float64 `json:"quietMs"`
	// RestMs is how long to look, once the last call has settled, for what still comes for any call of the scenario; zero
	// is QuietMs.
	RestMs float64 `json:"restMs,omitempty"`
}

// RunResult is the result of run: a record for each call in the order of the calls, or the reason why the scenario
// could not be staged.
type RunResult = wallet.Performance

// Error is the error object of an answer.
type Error struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
	// Data may hold {"stack":"..."}: where it happened in the vendor's own code.
	Data json.RawMessage `json:"data,omitempty"`
}

func (e *Error) Error() string { return e.Message }

// Stack returns the stack of the error's data, or nothing.
func (e *Error) Stack() string {
	var data struct {
		Stack string `json:"stack"`
	}
	if json.Unmarshal(e.Data, &data) != nil {
		return ""
	}
	return data.Stack
}

// request is a message from the suite.
type request struct {
	JSONRPC string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params,omitempty"`
}

// response is a message from the adapter; exactly one of Result and Error is there.
type response struct {
	JSONRPC string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   *Error          `json:"error,omitempty"`
}

// check says what is wrong with a result beyond its JSON: the records must be those of the scenario's calls, whole.
func check(s wallet.Scenario, result RunResult) error {
	if result.Untested != "" {
		if len(result.Records) != 0 {
			return fmt.Errorf("%d records beside untested, where none are allowed", len(result.Records))
		}
		return nil
	}
	if len(result.Records) != len(s.Calls) {
		return fmt.Errorf("%d records for the %d calls of scenario %q", len(result.Records), len(s.Calls), s.Name)
	}
	for i, r := range result.Records {
		if err := checkRecord(s, s.Calls[i], r); err != nil {
			return fmt.Errorf("record %d: %w", i+1, err)
		}
	}
	return nil
}

func checkRecord(s wallet.Scenario, call wallet.Call, r record.Record) error {
	if r.ID != call.ID || r.Scenario != s.Name {
		return fmt.Errorf("it is of call %q of scenario %q, where call %q of scenario %q was asked for", r.ID, r.Scenario, call.ID, s.Name)
	}
	if len(r.Events) == 0 && r.End != record.Crashed {
		return fmt.Errorf("it has no events, where a call at least returns or throws")
	}
	for i, e := range r.Events {
		if !slices.Contains(record.CallEvents(), e.Type) {
			return fmt.Errorf("event %d is of type %q, where one of %q is seen of a call", i+1, e.Type, record.CallEvents())
		}
		if e.At < 0 {
			return fmt.Errorf("event %d is at %v ms, before the call that it is of", i+1, e.At)
		}
	}
	return r.Check()
}
