package browser

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"

	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas/config"
)

// needs is what an adapter module must export.
const needs = "an adapter exports my (the code under test), stage (a function that arranges an outcome) and, if it likes, wallet and opened"

// module is an adapter module and the blank page that it runs in.
type module struct {
	bundle *engine.Bundle
	blank  *http.Server
	url    string
}

// newModule bundles the module and serves a blank page on loopback. about:blank would not do: it is no secure context,
// so it has no crypto.randomUUID, and it has no origin to fetch from.
func newModule(source engine.Source) (*module, error) {
	bundle, err := script.Bundle(source, nil)
	var wrong *engine.SourceError
	if errors.As(err, &wrong) {
		return nil, &config.Error{Message: wrong.Error()}
	}
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("serving the blank page: %w", err)
	}
	m := &module{bundle: bundle, url: "http://" + listener.Addr().String() + "/"}
	m.blank = &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>signspec</title><body>`)
	})}
	go m.blank.Serve(listener) // ends with close
	return m, nil
}

func (m *module) close() { m.blank.Close() }

// load runs the module in the page, which must be a fresh one. The error is a *config.Error where the module is
// at fault.
func (m *module) load(ctx context.Context, t *tab) error {
	wrong := func(format string, args ...any) error {
		return &config.Error{Message: fmt.Sprintf(format, args...)}
	}
	var thrown *thrownError
	err := evaluate(ctx, t, m.bundle.Script, nil)
	if errors.As(err, &thrown) {
		return wrong("%s threw while it was loaded: %s", m.bundle.Name, thrown)
	}
	if err != nil {
		return fmt.Errorf("loading %s: %w", m.bundle.Name, err)
	}
	var problem string
	err = evaluate(ctx, t, "__signspec.use("+engine.ExportsName+")", &problem)
	switch {
	case errors.As(err, &thrown):
		return wrong("reading what %s exports threw %s", m.bundle.Name, thrown)
	case err != nil:
		return fmt.Errorf("reading what %s exports: %w", m.bundle.Name, err)
	case problem != "":
		return wrong("%s: %s; %s", m.bundle.Name, problem, needs)
	}
	return nil
}
