package protocol

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/signspec/signspec/suites/wallet"
)

// lines are what adapters have printed, right and wrong.
func lines() []string {
	return []string{
		`{"jsonrpc":"2.0","id":1,"result":{"name":"Acme","version":"1","time":"virtual"}}`,
		`{"jsonrpc":"2.0","id":1,"error":{"code":-32001,"message":"stage threw","data":{"stack":"a.js:1"}}}`,
		`{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"no JSON"}}`,
		`{"jsonrpc":"2.0","id":1,"result":{"records":[],"untested":"null"}}`,
		`{"jsonrpc":"2.0","id":1,"result":null}`, `{"jsonrpc":"2.0","id":1,"error":{"code":1.5,"message":""}}`,
		`{"jsonrpc":"2.0","id":"1","result":{}}`, `{"jsonrpc":"2.0","id":2,"result":{}}`, `{"id":1,"result":{}}`,
		`{"jsonrpc":"2.0","method":"run","params":{"scenario":{"calls":null}}}`, `[]`, `{`, "listening on 8080", "\xff\x00{}", "\n \n{}\n",
	}
}

// Whatever an adapter prints, it is a result, or refused by an error that the client has for it.
func FuzzAnswer(f *testing.F) {
	for _, line := range lines() {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		const longest = 4 << 10
		client := newClient(bytes.NewReader(data), io.Discard, longest)
		client.BySchema = true
		defer client.Release()
		description, err := client.Describe(t.Context(), DescribeParams{})
		if err == nil {
			if description.Name == "" {
				t.Fatalf("%q describes a wallet without a name", data)
			}
			return
		}
		if !known(err) {
			t.Fatalf("%q gives a %T: %v", data, err, err)
		}
		if strings.ContainsAny(err.Error(), "\x00\x1b") && !errors.As(err, new(*Error)) { // a message is shown by whoever shows it
			t.Fatalf("%q gives an error that no terminal should get: %q", data, err)
		}
	})
}

// known says whether an error is one of those that say how an adapter failed.
func known(err error) bool {
	for _, kind := range []any{
		new(*Error), new(*GarbageError), new(*MalformedError), new(*WrongIDError), new(*DuplicateAnswerError), new(*ResultError),
		new(*ClosedError), new(*LineTooLongError),
	} {
		if errors.As(err, kind) {
			return true
		}
	}
	return false
}

// deaf is an adapter that has nothing to say.
type deaf struct{}

func (deaf) Describe(context.Context, DescribeParams) (wallet.Description, error) {
	return wallet.Description{Name: "deaf"}, nil
}
func (deaf) Run(context.Context, RunParams) (any, error) { return RunResult{}, nil }
func (deaf) Close(context.Context) error                 { return nil }

// Whatever is sent to an adapter, each line gets one answer, of JSON-RPC.
func FuzzRequest(f *testing.F) {
	for _, line := range lines() {
		f.Add([]byte(line))
	}
	f.Add([]byte(`{"jsonrpc":"2.0","id":1,"method":"describe","params":{"entry":{"kind":"method","name":"a"}}}` + "\n"))
	f.Add([]byte(`{"jsonrpc":"2.0","id":{"a":1},"method":"close"}` + "\n{}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var out bytes.Buffer
		if err := Serve(t.Context(), bytes.NewReader(data), &out, deaf{}); err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		for line := range bytes.Lines(out.Bytes()) {
			var answer response
			if err := json.Unmarshal(line, &answer); err != nil || answer.JSONRPC != Version {
				t.Fatalf("%q is answered by %q: %v", data, line, err)
			}
		}
	})
}
