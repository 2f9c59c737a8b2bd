package webdriver

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
)

//go:embed exchange.js
var exchangeText string

// document is the document that has my, with the probe in it.
type document struct {
	cursor *cursor
	at     spot
	name   string        // another document has none, or another
	heard  int           // the number of the latest message
	inbox  []message     // those that were fetched and not yet read
	pause  time.Duration // until the page is asked again
	took   time.Duration // how long it took to ask; 0 before the scenario has begun
}

// The bodies of the functions that are run in the page.
const (
	hasWallet = `return ` + page.HasWallet + `;`
	// thisOne stands before those that speak to the probe, and tells that the document is another.
	thisOne = `if (typeof __signspec !== "object" || __signspec.name !== arguments[arguments.length - 1]) { return null; }` + "\n"

	exchangeScript = `return __signspec.exchange(arguments[0], arguments[1], arguments[2]);`
)

// enterScript puts the probe into the page, once, and returns the document's name.
func enterScript() string {
	return "if (typeof __signspec !== 'object') { (function (name, module) {\n" +
		page.Install(exchangeText, "name") + "})(arguments[0]) }\nreturn __signspec.name;"
}

// message is what a page says, and the number that it counts up.
type message struct {
	page.Message
	Number int `json:"number"`
}

// enter puts the probe into the document at a spot. A document that has it already, because an app outlived the
// session before, keeps it.
func enter(ctx context.Context, c *cursor, at spot, name string) (*document, error) {
	d := &document{cursor: c, at: at}
	if err := d.script(ctx, enterScript(), &d.name, name); err != nil {
		return nil, fmt.Errorf("entering the page: %w", err)
	}
	return d, nil
}

// exchange takes an answer to the page, where there is one, and fetches what the page has to say since.
func (d *document) exchange(ctx context.Context, ask int, answer string) error {
	started := time.Now()
	text, err := d.ask(ctx, exchangeScript, d.heard, ask, answer)
	d.took = time.Since(started)
	if err != nil {
		return err
	}
	var messages []message
	if err := json.Unmarshal([]byte(text), &messages); err != nil {
		return fmt.Errorf("reading what the page says: %w", err)
	}
	for _, m := range messages {
		d.heard = max(d.heard, m.Number)
	}
	d.inbox = append(d.inbox, messages...)
	return nil
}

// ask runs a script that speaks to the probe and returns text. The error is page.ErrAway where the document is another
// one.
func (d *document) ask(ctx context.Context, script string, arguments ...any) (string, error) {
	var answer *string
	if err := d.script(ctx, thisOne+script, &answer, append(slices.Clip(arguments), d.name)...); err != nil {
		return "", err
	}
	if answer == nil {
		return "", page.ErrAway
	}
	return *answer, nil
}

// retries are how long to wait before a script is sent again that may have been lost on its way: a cloud's proxy drops
// one now and then. Every script of the driver may be run twice.
func retries() []time.Duration {
	return []time.Duration{100 * time.Millisecond, 500 * time.Millisecond, 2 * time.Second}
}

// script runs a script in the document's window.
func (d *document) script(ctx context.Context, script string, value any, arguments ...any) error {
	once := func() error {
		return d.cursor.in(ctx, d.at, func() error { return d.cursor.session.Execute(ctx, script, value, arguments...) })
	}
	err := once()
	for _, wait := range retries() {
		if !isTransient(err) {
			return err
		}
		if e := page.Sleep(ctx, wait); e != nil {
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
