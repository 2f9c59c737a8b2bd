package protocol_test

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas/record"
)

// FuzzRequestLine gives an adapter a line: it answers each with one line, which is a result or an error that has a code
// and a message, and never panics.
func FuzzRequestLine(f *testing.F) {
	for _, seed := range []string{
		`{"jsonrpc":"2.0","id":1,"method":"describe","params":{"entry":{"kind":"method","name":"signContract"}}}`,
		`{"jsonrpc":"2.0","id":2,"method":"run","params":{"scenario":{"name":"a","calls":[]},"entry":{"kind":"method","name":"x"}}}`,
		`{"jsonrpc":"2.0","id":"x","method":"close"}`,
		`{"jsonrpc":"2.0","id":{},"method":"stop","params":[]}`,
		`{"jsonrpc":"1.0"}`, `{"jsonrpc"`, `null`, `[]`, "\xff\xfe", "\x1b[2J", strings.Repeat("[", 10_000),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		var out bytes.Buffer
		a := adapter{run: protocol.RunResult{Records: []record.Record{}}}
		if err := protocol.Serve(t.Context(), bytes.NewReader(append(line, '\n')), &out, &a); err != nil {
			t.Fatalf("%q ends the adapter: %v", line, err)
		}
		for answer := range bytes.Lines(out.Bytes()) {
			var read struct {
				JSONRPC string          `json:"jsonrpc"`
				ID      json.RawMessage `json:"id"`
				Result  json.RawMessage `json:"result"`
				Error   *protocol.Error `json:"error"`
			}
			if err := json.Unmarshal(answer, &read); err != nil || read.JSONRPC != protocol.Version || read.ID == nil {
				t.Fatalf("%q is answered with %q: %v", line, answer, err)
			}
			if (read.Result == nil) == (read.Error == nil) || read.Error != nil && (read.Error.Code == 0 || read.Error.Message == "") {
				t.Fatalf("%q is answered with %q", line, answer)
			}
		}
	})
}

// FuzzAnswerLine gives the suite a line for an answer: it is one, or an error that says what is wrong in one line that can
// be printed. It never panics.
func FuzzAnswerLine(f *testing.F) {
	for _, seed := range []string{
		`{"jsonrpc":"2.0","id":1,"result":{"name":"Acme","entry":{"$type":"function"},"time":"real"}}`,
		`{"jsonrpc":"2.0","id":1,"error":{"code":-32001,"message":"stage threw","data":{"stack":"at acme.js:7"}}}`,
		`{"jsonrpc":"2.0","id":1,"result":{"name":7}}`, `{"jsonrpc":"2.0","id":99,"result":null}`,
		`{"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1,"message":"x"}}`,
		`{"jsonrpc":"2.0","id":1,"results":{}}`, `Listening on 3000`, `[1]`, `null`, "", "\xff\xfe", "\x1b[2J\x07",
		`{"authCode":"0123456789abcdef0123456789abcdef"}`, strings.Repeat(`{"a":`, 10_000),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		client := protocol.NewClient(bytes.NewReader(append(line, '\n')), io.Discard)
		defer client.Release()
		d, err := client.Describe(t.Context(), protocol.DescribeParams{Entry: protocol.Entry{Kind: "method", Name: "signContract"}})
		if err == nil && d.Entry.Kind() == "" {
			t.Fatalf("%q is taken for a description: %+v", line, d)
		}
		if err != nil && err.Error() == "" {
			t.Fatalf("%q gives an error without words", line)
		}
	})
}
