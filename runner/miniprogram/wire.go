package miniprogram

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/signspec/signspec/runner/miniprogram/draft"
	"github.com/signspec/signspec/runner/miniprogram/project"
	"github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/merchant"
)

// What the parent and the child say to one another, one JSON object a line. The parent asks one thing at a time:
// first job, then describe and scenarios. Before the child answers it may ask for any number of requests to be sent,
// as it has no network.

// question is what the parent says: one of its fields is set, and Limit, which is the real time that the answer may
// take, in nanoseconds.
type question struct {
	Limit    time.Duration      `json:"limit,omitempty"`
	Read     *reading           `json:"read,omitempty"` // answered by sources
	Job      *job               `json:"job,omitempty"`  // not answered
	Describe bool               `json:"describe,omitempty"`
	Perform  *merchant.Scenario `json:"perform,omitempty"`
	Explore  *draft.Exploration `json:"explore,omitempty"`
	Fetched  *fetched           `json:"fetched,omitempty"`
}

// answer is what the child says.
type answer struct {
	Warnings    []project.Warning     `json:"warnings,omitempty"`
	Performance *merchant.Performance `json:"performance,omitempty"`
	Explored    *draft.Explored       `json:"explored,omitempty"`
	Failed      *failed               `json:"failed,omitempty"`
	Fetch       *fetching             `json:"fetch,omitempty"`
}

type fetching struct {
	Session int            `json:"session"`
	Request server.Request `json:"request"`
}

type fetched struct {
	Reply server.Reply `json:"reply"`
	Error string       `json:"error,omitempty"`
}

// failed is an error; Config says that it is the configuration's.
type failed struct {
	Config  bool   `json:"config,omitempty"`
	Message string `json:"message"`
}

func failure(err error) *failed {
	var wrong *config.Error
	if errors.As(err, &wrong) {
		return &failed{Config: true, Message: wrong.Error()}
	}
	return &failed{Message: err.Error()}
}

func (f *failed) err() error {
	if f.Config {
		return &config.Error{Message: f.Message}
	}
	return errors.New(f.Message)
}

// lineBuffer is how much of a line is read at once; most fit.
const lineBuffer = 64 << 10

func readLine(r *bufio.Reader, into any) error {
	line, err := r.ReadBytes('\n')
	if err != nil {
		return err
	}
	if err := json.Unmarshal(line, into); err != nil {
		return fmt.Errorf("reading what the other process says: %w", err)
	}
	return nil
}

func writeLine(w io.Writer, what any) error {
	line, err := json.Marshal(what)
	if err != nil {
		return fmt.Errorf("writing to the other process: %w", err)
	}
	_, err = w.Write(append(line, '\n'))
	return err
}
