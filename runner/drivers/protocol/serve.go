package protocol

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// Adapter is what Serve serves. An error that is, or wraps, an *Error is answered as it is; any other is answered
// with CodeHarness.
type Adapter interface {
	Describe(ctx context.Context, params DescribeParams) (wallet.Description, error)
	// Run returns a RunResult, or a json.RawMessage that holds one.
	Run(ctx context.Context, params RunParams) (any, error)
	// Close is called before close is answered.
	Close(ctx context.Context) error
}

// Serve answers the requests that it reads from r on w, until close was answered or r ends. It returns an error when
// a stream fails, not when a request does.
func Serve(ctx context.Context, r io.Reader, w io.Writer, a Adapter) error {
	lines := newLineReader(r, MaxLine)
	for {
		text, err := lines.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading a request: %w", err)
		}
		method, answer := serve(ctx, text, a)
		message, err := json.Marshal(answer)
		if err != nil {
			return fmt.Errorf("writing the answer to %s: %w", method, err)
		}
		if _, err := w.Write(append(message, '\n')); err != nil {
			return fmt.Errorf("answering %s: %w", method, err)
		}
		if method == Close {
			return nil
		}
	}
}

// serve answers one request, and says which method it was.
func serve(ctx context.Context, text []byte, a Adapter) (string, response) {
	answer := response{JSONRPC: Version, ID: json.RawMessage("null")}
	var req request
	if err := json.Unmarshal(text, &req); err != nil {
		answer.Error = &Error{Code: CodeParse, Message: "the request is not JSON: " + err.Error()}
		return "", answer
	}
	if req.ID != nil {
		answer.ID = req.ID
	}
	if req.JSONRPC != Version || req.Method == "" {
		answer.Error = &Error{Code: CodeInvalidRequest, Message: "the request is not one of JSON-RPC 2.0"}
		return "", answer
	}
	result, err := perform(ctx, req, a)
	if err == nil {
		answer.Result, err = json.Marshal(result)
	}
	if err != nil {
		answer.Result, answer.Error = nil, asError(err)
	}
	return req.Method, answer
}

func perform(ctx context.Context, req request, a Adapter) (any, error) {
	switch req.Method {
	case Describe:
		var params DescribeParams
		if err := json.Unmarshal(req.Params, &params); err != nil {
			return nil, invalidParams(req.Method, err)
		}
		return a.Describe(ctx, params)
	case Run:
		var params RunParams
		if err := json.Unmarshal(req.Params, &params); err != nil {
			return nil, invalidParams(req.Method, err)
		}
		result, err := a.Run(ctx, params)
		if typed, ok := result.(RunResult); ok && typed.Records == nil {
			typed.Records = []record.Record{} // written as [], not as null
			return typed, err
		}
		return result, err
	case Close:
		return nil, a.Close(ctx)
	}
	return nil, &Error{Code: CodeUnknownMethod, Message: fmt.Sprintf("there is no method %q; the methods are %s, %s and "+
		"%s", req.Method, Describe, Run, Close)}
}

func invalidParams(method string, err error) error {
	return &Error{Code: CodeInvalidParams, Message: fmt.Sprintf("the params of %s: %v", method, err)}
}

func asError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Code: CodeHarness, Message: err.Error()}
}
