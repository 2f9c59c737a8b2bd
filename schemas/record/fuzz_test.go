package record_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"github.com/signspec/signspec/schemas/record"
)

// FuzzParse reads lines that may be records: none makes it panic, what is none has a place, and what is one comes back as
// it was written.
func FuzzParse(f *testing.F) {
	for _, line := range []string{
		`{"id":"a#1","scenario":"a","api":"my.signContract","args":{"signStr":"s"},"callbacks":["fail"],"events":[],"end":"idle"}`,
		`{"id":"a#1","scenario":"a","api":"m","args":{"$type":"undefined"},"callbacks":[],"events":[{"at":0,"type":"return","args":[{"$type":"nan"}]}],"end":"settled"}`,
		`{"id":"a#1","scenario":"a","api":"m","args":{"$masked":{"length":3,"hmac":"ab"}},"callbacks":[],"events":[],"end":"crashed"}`,
		`{"id":"a#1","scenario":"a","api":"m","args":{"f":{"$type":"function","value":"t"}},"callbacks":[],"events":[],"end":"idle"}`,
		`{"id":1}`, `[]`, ``, `{"args":{"$type":"string","length":-1,"head":"x"}}`, `{"events":[{"args":[[[[[[]]]]]]}]}`, "\xff", `{"id":"\ud800"}`,
	} {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		r, err := record.Parse(line)
		var wrong *record.ParseError
		if err != nil {
			if !errors.As(err, &wrong) {
				t.Fatalf("%q gives %v, which says no place", line, err)
			}
			return
		}
		written, err := json.Marshal(r)
		if err != nil {
			t.Fatalf("%q cannot be written again: %v", line, err)
		}
		back, err := record.Parse(written)
		if err != nil {
			t.Fatalf("%q was written as %q, which is no record: %v", line, written, err)
		}
		if again, _ := json.Marshal(back); !bytes.Equal(again, written) {
			t.Fatalf("%q came back as %q", written, again)
		}
		record.Timeline(r)
	})
}
