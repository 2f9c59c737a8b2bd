package protocol

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/wallet"
)

// Client is the suite's end of the protocol. It asks one request at a time; every method may be called from any
// goroutine. The first breach of the protocol, or a deadline, ends its use: every later request returns a
// *BrokenError that wraps it.
type Client struct {
	// BySchema judges each result by protocol.schema.json as well, for an adapter that others wrote: it finds more
	// than decoding does, and costs some milliseconds once and 0.1 ms a result.
	BySchema bool
	// LineTime is how long the adapter may take from the first byte of an answer to its last, which it has only to write by
	// then; a long line may take as long as it comes at a MiB a second. 0 leaves it to the deadline of the request.
	LineTime time.Duration

	mu     sync.Mutex
	out    io.Writer
	reader *lineReader
	lines  chan line
	done   chan struct{}
	stop   sync.Once
	last   int64 // id of the latest request
	broken error
}

// line is what the reader found: a line, or the error that ended reading.
type line struct {
	text []byte
	err  error
}

// NewClient returns a Client that reads answers from r and writes requests to w. Release ends it.
func NewClient(r io.Reader, w io.Writer) *Client { return newClient(r, w, MaxLine) }

func newClient(r io.Reader, w io.Writer, maxLine int) *Client {
	c := &Client{out: w, reader: newLineReader(r, maxLine), lines: make(chan line), done: make(chan struct{})}
	go c.read()
	return c
}

// Release stops reading; it does not close the streams.
func (c *Client) Release() { c.stop.Do(func() { close(c.done) }) }

// Describe asks what the adapter's wallet is. The context's deadline is the request's.
func (c *Client) Describe(ctx context.Context, params DescribeParams) (wallet.Description, error) {
	var description wallet.Description
	err := c.call(ctx, Describe, params, &description, func() error {
		if description.Name == "" {
			return errors.New(`"name" is missing or empty`)
		}
		return nil
	})
	if err != nil {
		return wallet.Description{}, err
	}
	if wrong := checkDescription(description); wrong != nil {
		return wallet.Description{}, wrong
	}
	return description, nil
}

// Run asks the adapter to perform a scenario. The context's deadline is the request's.
func (c *Client) Run(ctx context.Context, params RunParams) (RunResult, error) {
	var result RunResult
	err := c.call(ctx, Run, params, &result, func() error { return check(params.Scenario, result) })
	if err != nil {
		return RunResult{}, err
	}
	return result, nil
}

// Close asks the adapter to end. The context's deadline is the request's.
func (c *Client) Close(ctx context.Context) error {
	var null any
	return c.call(ctx, Close, struct{}{}, &null, func() error { return nil })
}

func (c *Client) read() {
	for {
		text, err := c.reader.next()
		select {
		case c.lines <- line{text, err}:
		case <-c.done:
			return
		}
		if err != nil {
			return
		}
	}
}

// call asks one request and decodes its result; validate then judges what was decoded.
func (c *Client) call(ctx context.Context, method string, params, result any, validate func() error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.broken != nil {
		return &BrokenError{c.broken}
	}
	raw, answer, err := c.exchange(ctx, method, params)
	if err != nil {
		c.broken = err
		return err
	}
	if answer.Error != nil {
		return answer.Error
	}
	if err := c.decode(method, answer.Result, result, validate); err != nil {
		return &ResultError{Method: method, Line: Show(raw), Err: err}
	}
	return nil
}

func (c *Client) decode(method string, raw json.RawMessage, result any, validate func() error) error {
	if c.BySchema {
		if problems := schemas.Validate(schemas.ProtocolSchema+"#/$defs/"+method+"-result", raw); len(problems) > 0 {
			return fmt.Errorf("%s (at %q)", problems[0].Message, problems[0].Path)
		}
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields() // a misspelt "event" must not pass for a record without events
	if err := decoder.Decode(result); err != nil {
		return err
	}
	return validate()
}

// exchange sends a request and returns the line that answers it. Each of its errors ends the use of the adapter.
func (c *Client) exchange(ctx context.Context, method string, params any) ([]byte, response, error) {
	start := time.Now()
	c.last++
	if err := c.send(ctx, method, params); err != nil {
		if ctx.Err() != nil {
			return nil, response{}, &DeadlineError{method, time.Since(start), ctx.Err()}
		}
		if !isGone(err) {
			return nil, response{}, fmt.Errorf("sending %s to the adapter: %w", method, err)
		}
		// The adapter no longer reads. What it printed before it went says more than the broken pipe.
	}
	look := time.NewTicker(lineLook)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil, response{}, &DeadlineError{method, time.Since(start), ctx.Err()}
		case l := <-c.lines:
			if l.err != nil {
				return nil, response{}, closed(method, l.err)
			}
			answer, err := c.judge(l.text)
			return l.text, answer, err
		case <-look.C:
			if c.LineTime > 0 && c.reader.late(start, c.LineTime) {
				return nil, response{}, &UnfinishedLineError{method, time.Since(start)}
			}
		}
	}
}

// lineLook is how often it is looked whether a line is late.
const lineLook = 100 * time.Millisecond

func closed(method string, err error) error {
	var long *LineTooLongError
	switch {
	case errors.As(err, &long):
		return err
	case errors.Is(err, io.EOF) || isGone(err):
		return &ClosedError{Method: method}
	}
	return &ClosedError{Method: method, Err: err}
}

// send writes the request without waiting longer than the context allows: an adapter that does not read fills the
// pipe.
func (c *Client) send(ctx context.Context, method string, params any) error {
	paramsJSON, err := json.Marshal(params)
	if err != nil {
		return err
	}
	message, err := json.Marshal(request{Version, json.RawMessage(strconv.FormatInt(c.last, 10)), method, paramsJSON})
	if err != nil {
		return err
	}
	written := make(chan error, 1)
	go func() {
		_, err := c.out.Write(append(message, '\n'))
		written <- err
	}()
	select {
	case err := <-written:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// judge returns the answer on the line if it is one to the latest request.
func (c *Client) judge(text []byte) (response, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		return response{}, &GarbageError{Show(text)}
	}
	malformed := func(reason string, args ...any) (response, error) {
		return response{}, &MalformedError{Show(text), fmt.Sprintf(reason, args...)}
	}
	if _, deep := config.TooDeep(text); deep {
		return malformed("lists and objects are nested more than %d deep", config.MaxJSONDepth)
	}
	if !utf8.Valid(text) {
		return malformed("it is not UTF-8, as JSON is") // decoding would put other characters in place, which a rule would judge
	}
	for name := range members {
		switch name {
		case "jsonrpc", "id", "result", "error":
		case "method":
			return malformed("it is a request or a notification, and only the suite asks")
		default:
			return malformed("it has the unknown member %q", name)
		}
	}
	if string(members["jsonrpc"]) != `"`+Version+`"` {
		return malformed(`"jsonrpc" is not %q`, Version)
	}
	if err := c.judgeID(text, members["id"], members["error"]); err != nil {
		return response{}, err
	}
	result, hasResult := members["result"]
	rawError, hasError := members["error"]
	switch {
	case hasResult && hasError:
		return malformed("it has both a result and an error")
	case !hasResult && !hasError:
		return malformed("it has neither a result nor an error")
	case hasResult:
		return response{Result: result}, nil
	}
	answer := response{Error: &Error{}}
	if err := json.Unmarshal(rawError, answer.Error); err != nil || answer.Error.Message == "" {
		return malformed(`"error" is not an object with an integer code and a message`)
	}
	return answer, nil
}

func (c *Client) judgeID(text []byte, raw, rawError json.RawMessage) error {
	if raw == nil {
		return &MalformedError{Show(text), `it has no "id"`}
	}
	if string(raw) == "null" && rawError != nil {
		return nil // JSON-RPC's answer to a request that could not be read
	}
	id, err := strconv.ParseInt(string(raw), 10, 64)
	switch {
	case err == nil && id == c.last:
		return nil
	case err == nil && id > 0 && id < c.last:
		return &DuplicateAnswerError{Show(text), id}
	}
	return &WrongIDError{Line: Show(text), Got: cutText(string(raw), shownBytes), Want: c.last}
}
