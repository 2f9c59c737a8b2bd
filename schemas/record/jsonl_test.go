package record_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
)

func sample(id string) record.Record {
	return record.Record{
		ID: id, Scenario: "approve/all-callbacks", API: "my.signContract",
		Args: record.Fields(map[string]record.Value{"signStr": record.Text("https://wallet.example/sign")}), Callbacks: []string{"success"},
		Stage: &record.Stage{Outcome: record.Approve, AuthState: "state"},
		Events: []record.Event{
			{Type: record.Returned, Args: []record.Value{record.Of(record.Undefined)}},
			{At: 812.5, Type: record.Success, Args: []record.Value{record.Fields(map[string]record.Value{
				"authState": record.Text("state"), "authCode": record.Text("8f3b1c5d7e9a2b4c6d8e0f1a2b3c4d5e"),
			})}},
		},
		End: record.Settled,
	}
}

func TestJSONLinesRoundTrip(t *testing.T) {
	var file bytes.Buffer
	w := record.NewWriter(&file)
	for _, id := range []string{"a#1", "a#2"} {
		if err := w.Write(sample(id)); err != nil {
			t.Fatal(err)
		}
	}
	if n := strings.Count(file.String(), "\n"); n != 2 {
		t.Fatalf("two records take %d lines", n)
	}
	var ids []string
	for r, err := range record.NewReader(&file).All() {
		if err != nil {
			t.Fatal(err)
		}
		if want := sample(r.ID); !r.Events[1].Arg().Equal(want.Events[1].Arg()) || r.Stage.AuthState != "state" || r.Events[1].At != 812.5 {
			t.Errorf("record %s came back as %+v", r.ID, r)
		}
		ids = append(ids, r.ID)
	}
	if strings.Join(ids, " ") != "a#1 a#2" {
		t.Errorf("read %q", ids)
	}
}

func TestReaderSkipsWhatEditorsAdd(t *testing.T) {
	line := `{"id":"a#1","scenario":"a","api":"my.signContract","args":{},"callbacks":[],"events":[],"end":"idle"}`
	for name, text := range map[string]string{
		"empty lines":           "\n\n" + line + "\n\n",
		"lines of Windows":      line + "\r\n",
		"a byte order mark":     "\xef\xbb\xbf" + line + "\n",
		"no end of last line":   line,
		"blanks around a line":  "  " + line + "  \n",
		"a single line of many": line + "\n",
	} {
		r := record.NewReader(strings.NewReader(text))
		if got, err := r.Read(); err != nil || got.ID != "a#1" || got.Args.Kind() != record.Object {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		if _, err := r.Read(); !errors.Is(err, io.EOF) {
			t.Errorf("%s: after the last record: %v", name, err)
		}
	}
}

func TestReaderSaysWhereALineIsNoRecord(t *testing.T) {
	good := `{"id":"a#1","scenario":"a","api":"my.signContract","args":{},"callbacks":[],"events":[],"end":"idle"}` + "\n"
	replaced := func(old, new string) string { return good + strings.Replace(good, old, new, 1) }
	for name, c := range map[string]struct {
		text, want string
	}{
		"cut off":         {good + good[:40], "line 2, column 41: the text ends in the middle of a record; it may have been cut off"},
		"not JSON":        {good + "Server started\n", "line 2, column 1: this is not JSON: invalid character 'S' looking for beginning of value"},
		"a stray comma":   {replaced(`[],"events"`, `[,],"events"`), "line 2, column 75: this is not JSON: invalid character ',' looking for beginning of value"},
		"another object":  {good + `{"name":"package"}`, `line 2, column 2: a record has no field "name"`},
		"a JSON string":   {good + `"text"`, `line 2, column 1: the record is a JSON string, where an object belongs`},
		"an empty object": {good + `{}`, `line 2, column 1: this is not a record: it has no "id"`},
		"misspelt field":  {replaced(`"events"`, `"event"`), `line 2, column 77: a record has no field "event"`},
		"wrong type":      {replaced(`"events":[]`, `"events":[{"at":"soon","type":"return","args":[]}]`), `line 2, column 93: "events.at" is a JSON string, where a number belongs`},
		"wrong number":    {replaced(`"id":"a#1"`, `"id":41`), `line 2, column 7: "id" is a JSON number, where a string belongs`},
		"wrong object":    {replaced(`"callbacks":[]`, `"callbacks":{"a":1}`), `line 2, column 74: "callbacks" is a JSON object, where an array belongs`},
		"wrong array":     {replaced(`"id":"a#1"`, `"id":[1]`), `line 2, column 7: "id" is a JSON array, where a string belongs`},
		"unknown tag":     {replaced(`"args":{}`, `"args":{"é":{"$type":"undefind"}}`), `line 2, column 64: this is not a value: unknown $type "undefind"`},
		"unknown end":     {replaced(`"idle"`, `"done"`), `line 2, column 1: the end of record a#1 is "done", where one of ["settled" "idle" "deadline" "crashed"] is allowed`},
		"unknown event":   {replaced(`"events":[]`, `"events":[{"at":0,"type":"sucess","args":[]}]`), `event 1 of record a#1 is of type "sucess"`},
		"two on a line":   {good + strings.TrimSpace(good) + good, "line 2, column 102: something follows the record"},
	} {
		r := record.NewReader(strings.NewReader(c.text))
		if _, err := r.Read(); err != nil {
			t.Errorf("%s: the first record: %v", name, err)
		}
		_, err := r.Read()
		var wrong *record.ParseError
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", name, err, c.want)
		}
	}
}

// An endless line must not be read to its end.
func TestReaderBoundsTheLine(t *testing.T) {
	endless := &letters{}
	_, err := record.NewReader(endless).Read()
	if err == nil || !strings.Contains(err.Error(), "line 1, column 1: the line is longer than") {
		t.Errorf("got %v", err)
	}
	if endless.read > record.MaxLine+1<<20 {
		t.Errorf("%d bytes were read", endless.read)
	}
}

type letters struct{ read int }

func (l *letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	l.read += len(p)
	return len(p), nil
}

func TestWriterBoundsTheLine(t *testing.T) {
	r := sample("a#1")
	r.Reason = strings.Repeat("x", record.MaxLine)
	var file bytes.Buffer
	if err := record.NewWriter(&file).Write(r); err == nil || !strings.Contains(err.Error(), "writing record a#1") || file.Len() != 0 {
		t.Errorf("got %v and %d bytes", err, file.Len())
	}
}
