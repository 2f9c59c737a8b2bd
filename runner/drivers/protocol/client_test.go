package protocol

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

const (
	described = `{"name":"Acme Wallet","version":"5.2.0","entry":{"$type":"function"},"time":"real"}`
	performed = `{"records":[{"id":"a#1","scenario":"a","api":"my.signContract","args":{},"callbacks":[],"events":[{"at":0,"type":"return","args":[]}],"end":"idle"}]}`
)

func scenario() wallet.Scenario { return wallet.Scenario{Name: "a", Calls: []wallet.Call{{ID: "a#1"}}} }

// scripted is an adapter that answers each request with the next of its lines, in which ID stands for the request's
// id; when they are used up it closes its output.
func scripted(t *testing.T, lines ...string) *Client {
	t.Helper()
	requests, toAdapter := io.Pipe()
	answers, fromAdapter := io.Pipe()
	c := newClient(answers, toAdapter, 4096)
	t.Cleanup(func() {
		c.Release()
		requests.Close()
		answers.Close()
	})
	go func() {
		in := bufio.NewReader(requests)
		for i, line := range lines {
			if _, err := in.ReadString('\n'); err != nil {
				return
			}
			fmt.Fprint(fromAdapter, strings.ReplaceAll(line, "ID", fmt.Sprint(i+1)))
		}
		in.ReadString('\n')
		fromAdapter.Close()
	}()
	return c
}

func result(of string) string { return `{"jsonrpc":"2.0","id":ID,"result":` + of + `}` + "\n" }

func TestClientAsksAndDecodes(t *testing.T) {
	c := scripted(t, result(described), result(performed), result("null"))
	ctx := t.Context()
	d, err := c.Describe(ctx, DescribeParams{Entry: schemas.Entry{Kind: "method", Name: "signContract"}})
	if err != nil || d.Name != "Acme Wallet" || d.Entry.Kind() != "function" {
		t.Errorf("describe: %+v, %v", d, err)
	}
	r, err := c.Run(ctx, RunParams{Scenario: scenario()})
	if err != nil || len(r.Records) != 1 || r.Records[0].ID != "a#1" {
		t.Errorf("run: %+v, %v", r, err)
	}
	if err := c.Close(ctx); err != nil {
		t.Errorf("close: %v", err)
	}
}

func TestClientTakesUntested(t *testing.T) {
	c := scripted(t, result(`{"records":[],"untested":"no network to cut"}`))
	if r, err := c.Run(t.Context(), RunParams{Scenario: scenario()}); err != nil || r.Untested != "no network to cut" {
		t.Errorf("%+v, %v", r, err)
	}
}

// Blank lines and the line ends of Windows are nobody's mistake.
func TestClientSkipsBlankLines(t *testing.T) {
	c := scripted(t, "\r\n  \n"+strings.TrimSpace(result(described))+"\r\n")
	if _, err := c.Describe(t.Context(), DescribeParams{}); err != nil {
		t.Error(err)
	}
}

func TestClientTellsBreachesApart(t *testing.T) {
	var (
		garbage   *GarbageError
		malformed *MalformedError
		wrongID   *WrongIDError
		tooLong   *LineTooLongError
	)
	for name, c := range map[string]struct {
		answer string
		as     any
		want   string
	}{
		"a log line": {"Listening on 3000\n", &garbage, `the adapter printed a line that is not a message: "Listening on 3000" ` +
			`(standard output carries one JSON object a line and nothing else`},
		"control codes":   {"\x1b[2J\x07\n", &garbage, `"\x1b[2J\a"`},
		"not UTF-8":       {"\xff\xfe\n", &garbage, `"�"`},
		"a list":          {"[1]\n", &garbage, `"[1]"`},
		"a request":       {`{"jsonrpc":"2.0","id":1,"method":"log"}` + "\n", &malformed, "only the suite asks"},
		"bytes in text":   {`{"jsonrpc":"2.0","id":ID,"result":{"name":"` + "\xff" + `"}}` + "\n", &malformed, "it is not UTF-8"},
		"another version": {`{"jsonrpc":"1.0","id":ID,"result":null}` + "\n", &malformed, `"jsonrpc" is not "2.0"`},
		"no version":      {`{"id":ID,"result":null}` + "\n", &malformed, `"jsonrpc" is not "2.0"`},
		"no id":           {`{"jsonrpc":"2.0","result":null}` + "\n", &malformed, `it has no "id"`},
		"an extra member": {`{"jsonrpc":"2.0","id":ID,"results":{}}` + "\n", &malformed, `the unknown member "results"`},
		"result and error": {`{"jsonrpc":"2.0","id":ID,"result":1,"error":{"code":1,"message":"x"}}` + "\n", &malformed,
			"both a result and an error"},
		"neither": {`{"jsonrpc":"2.0","id":ID}` + "\n", &malformed, "neither a result nor an error"},
		"an error as text": {`{"jsonrpc":"2.0","id":ID,"error":"x"}` + "\n", &malformed,
			`"error" is not an object with an integer code and a message`},
		"a wrong id": {`{"jsonrpc":"2.0","id":99,"result":null}` + "\n", &wrongID,
			"the adapter answered request 99, where request 1 was asked"},
		"an id as text": {`{"jsonrpc":"2.0","id":"1","result":null}` + "\n", &wrongID,
			`the adapter answered request "1", where request 1 was asked`},
		"an id as fraction": {`{"jsonrpc":"2.0","id":1.5,"result":null}` + "\n", &wrongID, `request 1.5`},
		"an id of null":     {`{"jsonrpc":"2.0","id":null,"result":null}` + "\n", &wrongID, `request null`},
		"a long line":       {strings.Repeat("x", 5000) + "\n", &tooLong, "a line of more than 4096 bytes, which begins with \"xxxx"},
	} {
		t.Run(name, func(t *testing.T) {
			client := scripted(t, c.answer)
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			_, err := client.Describe(ctx, DescribeParams{})
			if !errors.As(err, c.as) || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("%T %v\nwant %s", err, err, c.want)
			}
			if strings.ContainsAny(err.Error(), "\x1b\x07\n") {
				t.Errorf("the error is not fit for a terminal: %q", err)
			}
			// An adapter that broke the protocol once is not asked again.
			var broken *BrokenError
			if err := client.Close(ctx); !errors.As(err, &broken) || !errors.As(err, c.as) {
				t.Errorf("asked again: %v", err)
			}
		})
	}
}

func TestClientFindsASecondAnswer(t *testing.T) {
	c := scripted(t, result(described)+result(described), "")
	if _, err := c.Describe(t.Context(), DescribeParams{}); err != nil {
		t.Fatal(err)
	}
	_, err := c.Run(t.Context(), RunParams{Scenario: scenario()})
	var duplicate *DuplicateAnswerError
	if !errors.As(err, &duplicate) || duplicate.ID != 1 || !strings.Contains(err.Error(), "answered request 1 twice") {
		t.Errorf("got %v", err)
	}
}

func TestClientFindsTheEnd(t *testing.T) {
	c := scripted(t)
	_, err := c.Describe(t.Context(), DescribeParams{})
	var closed *ClosedError
	if !errors.As(err, &closed) || closed.Method != Describe {
		t.Errorf("got %v", err)
	}
}

// A process that dies while it writes leaves half a message.
func TestClientFindsHalfAMessage(t *testing.T) {
	c := NewClient(strings.NewReader(`{"jsonrpc":"2.0","id":`), io.Discard)
	_, err := c.Describe(t.Context(), DescribeParams{})
	var garbage *GarbageError
	if !errors.As(err, &garbage) || !strings.Contains(err.Error(), `"{\"jsonrpc\":\"2.0\",\"id\":"`) {
		t.Errorf("got %v", err)
	}
}

func TestClientKeepsItsDeadline(t *testing.T) {
	for name, c := range map[string]*Client{
		"no answer":  newClient(blocked{}, io.Discard, 4096),
		"no reading": newClient(blocked{}, blocked{}, 4096),
	} {
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		_, err := c.Describe(ctx, DescribeParams{})
		cancel()
		var late *DeadlineError
		if !errors.As(err, &late) || !errors.Is(err, context.DeadlineExceeded) ||
			!strings.Contains(err.Error(), "did not answer describe within") {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := newClient(blocked{}, io.Discard, 4096).Describe(ctx, DescribeParams{}); !errors.Is(err, context.Canceled) ||
		!strings.Contains(err.Error(), "was cancelled") {
		t.Errorf("cancelled: %v", err)
	}
}

// blocked is a stream whose other end does nothing.
type blocked struct{}

func (blocked) Read([]byte) (int, error)  { select {} }
func (blocked) Write([]byte) (int, error) { select {} }

func TestClientJudgesResults(t *testing.T) {
	run := func(ctx context.Context, c *Client) error {
		_, err := c.Run(ctx, RunParams{Scenario: scenario()})
		return err
	}
	describe := func(ctx context.Context, c *Client) error {
		_, err := c.Describe(ctx, DescribeParams{})
		return err
	}
	for name, c := range map[string]struct {
		ask    func(context.Context, *Client) error
		answer string
		want   string
	}{
		"no name": {describe, `{"entry":{"$type":"function"}}`,
			`the adapter's result of describe is not one: "name" is missing or empty`},
		"a list":           {describe, `[]`, `the adapter's result of describe is not one`},
		"misspelt":         {describe, `{"name":"x","sdk":"1"}`, `"sdk"`},
		"no records":       {run, `{"records":[]}`, `0 records for the 1 calls of scenario "a"`},
		"null":             {run, `null`, `0 records for the 1 calls`},
		"records and none": {run, strings.Replace(performed, `{"records"`, `{"untested":"x","records"`, 1), `1 records beside untested`},
		"another record": {run, strings.Replace(performed, `"a#1"`, `"a#2"`, 1),
			`record 1: it is of call "a#2" of scenario "a", where call "a#1" of scenario "a" was asked for`},
		"no events":       {run, strings.Replace(performed, `{"at":0,"type":"return","args":[]}`, ``, 1), `record 1: it has no events`},
		"a strange event": {run, strings.Replace(performed, `"return"`, `"returned"`, 1), `"returned"`},
		"a time before":   {run, strings.Replace(performed, `"at":0`, `"at":-5`, 1), "event 1 is at -5 ms, before the call"},
		"a strange end":   {run, strings.Replace(performed, `"idle"`, `"over"`, 1), `"over"`},
		"a strange value": {run, strings.Replace(performed, `"args":{}`, `"args":{"$type":"odd"}`, 1), `unknown $type "odd"`},
		"a strange field": {run, strings.Replace(performed, `"end"`, `"result":1,"end"`, 1), `"result"`},
	} {
		t.Run(name, func(t *testing.T) {
			client := scripted(t, result(c.answer), result(described))
			var wrong *ResultError
			err := c.ask(t.Context(), client)
			if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v\nwant %s", err, c.want)
			}
			if err := describe(t.Context(), client); err != nil {
				t.Errorf("the next request: %v", err)
			}
		})
	}
}

func TestClientJudgesBySchema(t *testing.T) {
	for change, want := range map[string]string{
		`"callbacks":[] -> "callbacks":["done"]`: `"/records/0/callbacks/0"`,
		`"at":0, -> `:                            `"/records/0/events/0"`,
		`"args":{} -> "args":{"$type":"odd"}`:    `"/records/0/args/$type"`,
	} {
		old, new, _ := strings.Cut(change, " -> ")
		c := scripted(t, result(strings.Replace(performed, old, new, 1)))
		c.BySchema = true
		var wrong *ResultError
		if _, err := c.Run(t.Context(), RunParams{Scenario: scenario()}); !errors.As(err, &wrong) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", change, err)
		}
	}
	c := scripted(t, result(described), result(performed), result("null"))
	c.BySchema = true
	if _, err := c.Describe(t.Context(), DescribeParams{}); err != nil {
		t.Error(err)
	}
	if _, err := c.Run(t.Context(), RunParams{Scenario: scenario()}); err != nil {
		t.Error(err)
	}
	if err := c.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestClientReturnsTheAdaptersError(t *testing.T) {
	c := scripted(t,
		`{"jsonrpc":"2.0","id":ID,"error":{"code":-32001,"message":"stage threw","data":{"stack":"at stage (a.js:1)"}}}`+"\n",
		`{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"cannot read that"}}`+"\n", result(described))
	_, err := c.Run(t.Context(), RunParams{Scenario: scenario()})
	var refusal *Error
	if !errors.As(err, &refusal) || refusal.Code != CodeConfiguration || refusal.Error() != "stage threw" ||
		refusal.Stack() != "at stage (a.js:1)" {
		t.Errorf("got %#v", err)
	}
	if _, err = c.Run(t.Context(), RunParams{Scenario: scenario()}); !errors.As(err, &refusal) || refusal.Code != CodeParse {
		t.Errorf("got %#v", err)
	}
	if _, err := c.Describe(t.Context(), DescribeParams{}); err != nil {
		t.Errorf("after an error: %v", err)
	}
}

func TestShowMasksAndCuts(t *testing.T) {
	for line, want := range map[string]string{
		`plain words stay`:                                `"plain words stay"`,
		`code 8f3b1c5d7e9a2b4c6d8e0f1a2b3c4d5e!`:          `"code <masked string of 32>!"`,
		`{"authCode":"short","auth_code" : "a\"b"}`:       `"{\"authCode\":\"<masked string of 5>\",\"auth_code\" : \"<masked string of 4>\"}"`,
		`ExperimentalWarning-of-a-long-name`:              `"ExperimentalWarning-of-a-long-name"`,
		strings.Repeat("é ", 200):                         `"` + strings.Repeat("é ", 53) + `"… (600 bytes)`,
		`{"authCode":"` + strings.Repeat("y", 400) + `"}`: `… (415 bytes)`,
	} {
		if got := Show([]byte(line)); got != want &&
			!(strings.HasPrefix(want, "…") && strings.HasSuffix(got, want) && !strings.Contains(got, "yyy")) {
			t.Errorf("%s:\n got %s\nwant %s", line, got, want)
		}
	}
}

// A blank line between answers, or a pause before one, is no line that was begun.
func TestALineThatHasEndedIsNotLate(t *testing.T) {
	read, write := io.Pipe()
	defer write.Close()
	l := newLineReader(read, 1000)
	lines := make(chan string)
	go func() {
		for {
			line, err := l.next()
			if err != nil {
				return
			}
			lines <- string(line)
		}
	}()
	since := time.Now()
	write.Write([]byte("\n \n")) // it returns when the reader has it, and has perhaps not noted it yet
	for l.late(since, 0) {
		time.Sleep(time.Millisecond)
	}
	for _, text := range []string{"a", "bc\n"} {
		write.Write([]byte(text))
	}
	if line := <-lines; line != "abc" {
		t.Errorf("the line is %q", line)
	}
	write.Write([]byte("d"))
	for !l.late(since, 0) {
		time.Sleep(time.Millisecond)
	}
	if l.late(since, time.Hour) {
		t.Error("a line is late that may take an hour")
	}
}
