package w3c

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/signspec/signspec/runner/drivers/protocol"
)

func dialer() *net.Dialer { return &net.Dialer{Timeout: dialTimeout} }

// do sends a command, within CommandTimeout, and decodes the value of its answer; a nil value discards it. The errors
// are an *Error, an *AnswerError, a *TransportError or the context's.
func (c *Client) do(ctx context.Context, method, session, path string, body, value any) error {
	limited, cancel := context.WithTimeout(ctx, CommandTimeout)
	defer cancel()
	raw, err := c.send(limited, method, session, path, body)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil || value == nil {
		return err
	}
	if err := json.Unmarshal(raw.value, value); err != nil {
		return &AnswerError{Command: method + " " + path, Status: raw.status, Reason: err.Error()}
	}
	return nil
}

// reply is what a server answered.
type reply struct {
	status string
	body   []byte          // whole
	value  json.RawMessage // what the body holds
}

// send sends one request and reads its answer. The reply is there with some errors too.
func (c *Client) send(ctx context.Context, method, session, path string, body any) (reply, error) {
	command := method + " " + path
	request, err := c.request(ctx, method, session, path, body)
	if err != nil {
		return reply{}, fmt.Errorf("%s: %w", command, err)
	}
	response, err := c.http.Do(request)
	if err != nil {
		var wrapped *url.Error
		if errors.As(err, &wrapped) {
			err = wrapped.Err // without the URL, which names the session
		}
		return reply{}, &TransportError{Command: command, Err: err}
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	r := reply{status: response.Status, body: text}
	switch {
	case err != nil:
		return r, &TransportError{Command: command, Err: fmt.Errorf("the answer broke off: %w", err)}
	case len(text) > maxAnswer:
		return r, &AnswerError{Command: command, Status: r.status, Reason: fmt.Sprintf("it is longer than %d bytes", maxAnswer)}
	}
	r.value, err = parse(command, response, text)
	return r, err
}

func (c *Client) request(ctx context.Context, method, session, path string, body any) (*http.Request, error) {
	address := c.base.String() + "/" + path
	if session != "" {
		address = c.base.String() + "/session/" + url.PathEscape(session) + strings.TrimRight("/"+path, "/")
	}
	var content io.Reader
	if method == http.MethodPost {
		if body == nil {
			body = struct{}{} // a POST must have an object
		}
		text, err := json.Marshal(body)
		if err != nil {
			return nil, fmt.Errorf("writing what to send: %w", err)
		}
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, address, content)
	if err != nil {
		return nil, err
	}
	request.Header = c.header.Clone()
	if content != nil {
		request.Header.Set("Content-Type", "application/json; charset=utf-8")
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", "signspec")
	return request, nil
}

// parse takes the value out of an answer, or the error that it is.
func parse(command string, response *http.Response, text []byte) (json.RawMessage, error) {
	wrong := func(reason string) error {
		return &AnswerError{Command: command, Status: response.Status, Reason: reason}
	}
	if s := response.StatusCode; s == http.StatusUnauthorized || s == http.StatusForbidden {
		return nil, &AnswerError{Command: command, Status: response.Status, Reason: ErrCredentials.Error() + ": " + protocol.Show(text),
			Err: ErrCredentials}
	}
	var answer struct {
		Value json.RawMessage `json:"value"`
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return nil, wrong(protocol.Show(text))
	}
	if response.StatusCode < 400 {
		if answer.Value == nil {
			return nil, wrong("it has no value: " + protocol.Show(text))
		}
		return answer.Value, nil
	}
	var failed struct {
		Error   Code   `json:"error"`
		Message string `json:"message"`
	}
	if json.Unmarshal(answer.Value, &failed) != nil || failed.Error == "" {
		return nil, wrong(protocol.Show(text))
	}
	return nil, &Error{Code: failed.Error, Message: failed.Message, Status: response.StatusCode, Command: command}
}
