package webdriver

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/runner/drivers/webpage"
)

//go:embed exchange.js
var exchangeText string

// page is the document that has my, with the probe in it.
type page struct {
	cursor *cursor
	at     spot
	name   string // of the document: another one has none, or another
	heard  int    // the number of the latest message
}

// errAway says that the document is not there any more: the page went on, or was loaded again.
var errAway = errors.New("the document that holds my is gone")

// The bodies of the functions that are run in the page. The first line of each that speaks to the probe tells that the
// document is another.
const (
	hasWallet = `return ` + webpage.HasWallet + `;`
	thisOne   = `if (typeof __signspec !== "object" || __signspec.name !== arguments[0]) { return null; }` + "\n"

	describeScript = thisOne + `return __signspec.describe(arguments[1], ` + webpage.Values + `);`
	runScript      = thisOne + `__signspec.run(arguments[1], arguments[2], arguments[3], ` + webpage.Values + `); return "";`
	exchangeScript = thisOne + `return __signspec.exchange(arguments[1], arguments[2], arguments[3]);`
)

// enterScript puts the probe into the page, once, and returns the document's name.
func enterScript() string {
	return "if (typeof __signspec !== 'object') { (function (name, module) {\n" +
		webpage.Install(exchangeText, "name") + "})(arguments[0]) }\nreturn __signspec.name;"
}

// message is what a page says, and the number that it counts up.
type message struct {
	webpage.Message
	Number int `json:"number"`
}

// reply is the answer to what a page asked; nil says that it cannot be arranged.
type reply struct {
	ask   int
	value any
}

// enter puts the probe into the document at a spot. A document that has it already, because an app outlived the
// session before, keeps it.
func enter(ctx context.Context, c *cursor, at spot, name string) (*page, error) {
	p := &page{cursor: c, at: at}
	if err := p.script(ctx, enterScript(), &p.name, name); err != nil {
		return nil, fmt.Errorf("entering the page: %w", err)
	}
	return p, nil
}

// describe asks what stands at the entry point.
func (p *page) describe(ctx context.Context, entry protocol.Entry) (webpage.Found, error) {
	var f webpage.Found
	err := p.ask(ctx, describeScript, &f, text(entry))
	if err != nil {
		err = fmt.Errorf("asking what stands at %s: %w", entry, err)
	}
	return f, err
}

// run makes a scenario ready; the next exchange begins it.
func (p *page) run(ctx context.Context, number int64, params protocol.RunParams, how webpage.How) error {
	return p.ask(ctx, runScript, nil, number, text(params), how)
}

// exchange takes an answer to the page, where there is one, and fetches what the page has to say since.
func (p *page) exchange(ctx context.Context, r *reply) ([]message, error) {
	ask, answer := 0, ""
	if r != nil {
		ask, answer = r.ask, text(r.value)
	}
	var messages []message
	if err := p.ask(ctx, exchangeScript, &messages, p.heard, ask, answer); err != nil {
		return nil, err
	}
	for _, m := range messages {
		p.heard = max(p.heard, m.Number)
	}
	return messages, nil
}

// ask runs a script that speaks to the probe and returns JSON as text. The error is errAway where the document is
// another one.
func (p *page) ask(ctx context.Context, script string, value any, args ...any) error {
	var answer *string
	if err := p.script(ctx, script, &answer, append([]any{p.name}, args...)...); err != nil {
		return err
	}
	if answer == nil {
		return errAway
	}
	if value == nil {
		return nil
	}
	return json.Unmarshal([]byte(*answer), value)
}

// retries are how long to wait before a script is sent again that may have been lost on its way: a cloud's proxy drops
// one now and then. Every script of the driver may be run twice.
func retries() []time.Duration {
	return []time.Duration{100 * time.Millisecond, 500 * time.Millisecond, 2 * time.Second}
}

// script runs a script in the document's window.
func (p *page) script(ctx context.Context, script string, value any, args ...any) error {
	once := func() error {
		return p.cursor.in(ctx, p.at, func() error { return p.cursor.session.Execute(ctx, script, value, args...) })
	}
	err := once()
	for _, wait := range retries() {
		if !isTransient(err) {
			return err
		}
		if e := sleep(ctx, wait); e != nil {
			return e
		}
		err = once()
	}
	return err
}

// isTransient says whether an error may be one of the way to the server only.
func isTransient(err error) bool {
	var transport *w3c.TransportError
	var answer *w3c.AnswerError
	return errors.As(err, &transport) || errors.As(err, &answer)
}

// text writes a value as JSON.
func text(value any) string {
	written, err := json.Marshal(value)
	if err != nil {
		panic("plain data can be written as JSON: " + err.Error())
	}
	return string(written)
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
