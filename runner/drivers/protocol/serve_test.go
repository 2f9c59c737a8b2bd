package protocol_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// adapter answers as its fields say.
type adapter struct {
	run    any
	err    error
	closed bool
}

func (a *adapter) Describe(_ context.Context, params protocol.DescribeParams) (wallet.Description, error) {
	return wallet.Description{Name: params.Entry.String(), Entry: record.Of(record.Function)}, a.err
}

func (a *adapter) Run(context.Context, protocol.RunParams) (any, error) { return a.run, a.err }

func (a *adapter) Close(context.Context) error {
	a.closed = true
	return nil
}

func TestServe(t *testing.T) {
	const (
		describe = `{"jsonrpc":"2.0","id":1,"method":"describe","params":{"entry":{"kind":"method","name":"signContract"}}}`
		run      = `{"jsonrpc":"2.0","id":2,"method":"run","params":{"scenario":{"name":"a","calls":[]},"entry":{"kind":"method","name":"x"},"settleMs":1.5,"quietMs":0}}`
	)
	for name, c := range map[string]struct {
		adapter adapter
		request string
		want    string
	}{
		"describe": {adapter{}, describe, `{"jsonrpc":"2.0","id":1,"result":{"name":"my.signContract","entry":{"$type":"function"}}}`},
		"run, typed": {adapter{run: protocol.RunResult{Untested: "no"}}, run,
			`{"jsonrpc":"2.0","id":2,"result":{"records":[],"untested":"no"}}`},
		"run, as JSON": {adapter{run: json.RawMessage(`{"records":[]}`)}, run, `{"jsonrpc":"2.0","id":2,"result":{"records":[]}}`},
		"its own error": {adapter{err: fmt.Errorf("staging: %w", &protocol.Error{Code: -32001, Message: "stage threw"})}, run,
			`{"jsonrpc":"2.0","id":2,"error":{"code":-32001,"message":"stage threw"}}`},
		"any other error": {adapter{err: errors.New("no network")}, run,
			`{"jsonrpc":"2.0","id":2,"error":{"code":-32000,"message":"no network"}}`},
		"what JSON is not": {adapter{run: math.NaN()}, run, `{"jsonrpc":"2.0","id":2,"error":{"code":-32000,"message":"json: ` +
			`unsupported value: NaN"}}`},
		"close": {adapter{}, `{"jsonrpc":"2.0","id":"x","method":"close"}`, `{"jsonrpc":"2.0","id":"x","result":null}`},
		"not JSON": {adapter{}, `{"jsonrpc"`, `{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"the request is ` +
			`not JSON: unexpected end of JSON input"}}`},
		"another version": {adapter{}, `{"jsonrpc":"1.0","id":1,"method":"run"}`,
			`{"jsonrpc":"2.0","id":1,"error":{"code":-32600,"message":"the request is not one of JSON-RPC 2.0"}}`},
		"an unknown method": {adapter{}, `{"jsonrpc":"2.0","id":1,"method":"stop"}`,
			`{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"there is no method \"stop\"; the methods are describe, run and close"}}`},
		"params of no object": {adapter{}, `{"jsonrpc":"2.0","id":1,"method":"describe","params":[]}`,
			`{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"the params of describe: `},
		"no params": {adapter{}, `{"jsonrpc":"2.0","id":1,"method":"run"}`,
			`{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"the params of run: `},
	} {
		var out bytes.Buffer
		if err := protocol.Serve(t.Context(), strings.NewReader(c.request+"\n"), &out, &c.adapter); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := out.String(); !strings.HasPrefix(got, c.want) || strings.Count(got, "\n") != 1 {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

// After close nothing more is read; without it the end of the input ends the adapter.
func TestServeEnds(t *testing.T) {
	a := &adapter{}
	in := strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"close"}` + "\n" + `{"jsonrpc":"2.0","id":2,"method":"close"}` + "\n")
	var out bytes.Buffer
	if err := protocol.Serve(t.Context(), in, &out, a); err != nil || !a.closed || strings.Contains(out.String(), `"id":2`) {
		t.Errorf("%v, closed: %t, %s", err, a.closed, &out)
	}
	if err := protocol.Serve(t.Context(), strings.NewReader(""), io.Discard, a); err != nil {
		t.Errorf("at the end of the input: %v", err)
	}
	closed, w := io.Pipe()
	closed.Close()
	if err := protocol.Serve(t.Context(), strings.NewReader("{}\n"), w, a); err == nil {
		t.Error("a closed output is not told")
	}
}

// The two ends of the protocol understand each other.
func TestClientAndServe(t *testing.T) {
	requests, toAdapter := io.Pipe()
	answers, fromAdapter := io.Pipe()
	served := make(chan error, 1)
	go func() {
		served <- protocol.Serve(context.Background(), requests, fromAdapter, &adapter{run: protocol.RunResult{Untested: "no"}})
	}()
	c := protocol.NewClient(answers, toAdapter)
	defer c.Release()
	if d, err := c.Describe(t.Context(), protocol.DescribeParams{Entry: schemas.Entry{Kind: "call", Name: "x"}}); err != nil ||
		d.Name != "my.call('x')" {
		t.Errorf("describe: %+v, %v", d, err)
	}
	for range 3 {
		if r, err := c.Run(t.Context(), protocol.RunParams{}); err != nil || r.Untested != "no" {
			t.Errorf("run: %+v, %v", r, err)
		}
	}
	if err := c.Close(t.Context()); err != nil {
		t.Errorf("close: %v", err)
	}
	if err := <-served; err != nil {
		t.Errorf("serve: %v", err)
	}
}
