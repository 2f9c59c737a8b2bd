package script

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// host is the module and the probe in one VM.
type host struct {
	vm      *engine.VM
	watch   *watch
	module  module
	broken  error // why the module cannot be used
	exports exports

	// describe and run are the probe's; sourceOf is the language's own, from before the module could change it.
	probe struct{ describe, run, sourceOf engine.Value }

	printed  console
	report   engine.Value // the probe's, for what nobody caught; undefined between scenarios
	pokes    int          // how often the probe said that something happened
	finished bool
	answer   []byte // the probe's, as JSON
}

// compileProbe compiles the probe as a function, so that it leaves no global that the wallet could see.
func compileProbe() (*engine.Program, error) {
	return engine.Compile(
		engine.Internal+"call.js",
		"(function () {"+drivers.Probe+"\nsignspecProbe.register("+drivers.Values+")\nreturn signspecProbe })",
	)
}

// newHost makes a VM and lets the probe take what it needs of the language before the module can change it.
func newHost(watch *watch, probe *engine.Program) (*host, error) {
	h := &host{watch: watch}
	h.vm = engine.New(engine.Options{Console: h.printed.print, Uncaught: h.uncaught})
	if err := h.loadProbe(probe); err != nil {
		return nil, fmt.Errorf("loading the probe: %w", err)
	}
	return h, nil
}

func (h *host) loadProbe(program *engine.Program) error {
	function, err := h.vm.Run(program)
	if err != nil {
		return err
	}
	loaded, err := h.vm.Call(function, engine.Undefined())
	if err != nil {
		return err
	}
	return h.vm.Do(func() {
		h.probe.describe, h.probe.run = loaded.Get("describe"), loaded.Get("run")
		h.probe.sourceOf = h.vm.Global().Get("Function").Get("prototype").Get("toString")
	})
}

// load runs the module and finds its exports; what keeps it from being used is kept for who asks first.
func (h *host) load(m module) {
	h.module = m
	if m.err != nil {
		h.broken = configuration("%s: %v", m.Name, m.err)
		return
	}
	var object engine.Value
	h.broken = h.watch.over(h.vm, func() (err error) {
		object, err = h.vm.Load(m.program)
		return err
	})
	var thrown *engine.Thrown
	if errors.As(h.broken, &thrown) {
		fault := withStack(configuration("%s threw while it was loaded: %s", m.Name, thrown.Message), thrown.Frames)
		fault.Message += platformAdvice(thrown.Message)
		h.broken = fault
	}
	if h.broken != nil {
		return
	}
	h.broken = h.watch.over(h.vm, func() (err error) {
		h.exports, err = readExports(h.vm, m.Name, object)
		return err
	})
}

// Describe says what the module is.
func (h *host) Describe(_ context.Context, params protocol.DescribeParams) (wallet.Description, error) {
	if h.broken != nil {
		return wallet.Description{}, h.broken
	}
	var text []byte
	err := h.watch.over(h.vm, func() error {
		entry, err := h.value(params.Entry)
		if err != nil {
			return err
		}
		found, err := h.vm.Call(h.probe.describe, engine.Undefined(), h.exports.my, entry)
		if err != nil {
			return err
		}
		text, err = found.JSON()
		return err
	})
	if err != nil {
		return wallet.Description{}, fmt.Errorf("describing the wallet: %w", err)
	}
	description := wallet.Description{Name: h.exports.name, Version: h.exports.version, Time: "virtual"}
	var parts struct {
		Entry      record.Value  `json:"entry"`
		SDKVersion *record.Value `json:"sdkVersion"`
		CanIUse    *record.Value `json:"canIUse"`
	}
	if err := json.Unmarshal(text, &parts); err != nil {
		return wallet.Description{}, fmt.Errorf("reading the probe's description: %w", err)
	}
	description.Entry, description.SDKVersion, description.CanIUse = parts.Entry, parts.SDKVersion, parts.CanIUse
	if h.exports.opened.IsUndefined() {
		description.Blind = []string{"opened"}
	}
	return description, nil
}

// Run performs a scenario.
func (h *host) Run(_ context.Context, params protocol.RunParams) (any, error) {
	if h.broken != nil {
		return nil, h.broken
	}
	err := h.watch.over(h.vm, func() error { return h.perform(params) })
	h.report = engine.Undefined()
	if err != nil {
		return nil, fmt.Errorf("performing %s: %w", params.Scenario.Name, err)
	}
	return h.result()
}

func (h *host) perform(params protocol.RunParams) error {
	what, err := h.value(params)
	if err != nil {
		return err
	}
	h.answer, h.finished = nil, false
	if _, err := h.vm.Call(h.probe.run, engine.Undefined(), what, h.env(), h.vm.Function("done", h.done)); err != nil {
		return err
	}
	end, err := h.vm.RunUntil(engine.Forever, func() bool { return h.finished })
	if err == nil && end != engine.Done {
		err = errors.New("the probe did not answer")
	}
	return err
}

// done is what the probe calls with its answer.
func (h *host) done(call engine.FunctionCall) (engine.Value, error) {
	text, err := call.Argument(0).JSON()
	if err != nil {
		return engine.Undefined(), err
	}
	h.answer, h.finished = text, true
	return engine.Undefined(), nil
}

// result tells an answer that is an error from one that is a result.
func (h *host) result() (any, error) {
	var answer struct {
		Error *protocol.Error `json:"error"`
	}
	if !bytes.HasPrefix(h.answer, []byte(`{"error"`)) { // its only member
		return json.RawMessage(h.answer), nil
	}
	if err := json.Unmarshal(h.answer, &answer); err != nil {
		return nil, fmt.Errorf("reading the probe's answer: %w", err)
	}
	fault := answer.Error
	if fault.Code != protocol.CodeConfiguration {
		return nil, fault
	}
	advice := platformAdvice(fault.Message)
	if stack := engine.OwnFrames(engine.ParseStack(fault.Stack())); len(stack) > 0 {
		fault = withStack(fault, stack)
	} else if at := h.placeOf(h.exports.stage); at != "" {
		fault.Message += ", at " + at
	}
	fault.Message += advice
	return nil, fault
}

// withStack adds the place to the message and the stack, as far as it is in the vendor's own files, to the data.
func withStack(fault *protocol.Error, frames []engine.Frame) *protocol.Error {
	own := engine.OwnFrames(frames)
	if len(own) == 0 {
		return fault
	}
	lines := make([]string, len(own))
	for i, f := range own {
		lines[i] = "    at " + f.String()
	}
	fault.Data, _ = json.Marshal(map[string]string{"stack": strings.Join(lines, "\n")})
	fault.Message += fmt.Sprintf(", at %s:%d:%d", own[0].File, own[0].Line, own[0].Column)
	return fault
}

// placeOf returns where a function of the module stands in its source, or "".
func (h *host) placeOf(function engine.Value) string {
	source, err := h.vm.Call(h.probe.sourceOf, function)
	if err != nil {
		return ""
	}
	return (&engine.Bundle{Script: h.module.Script}).Locate(source.String())
}

// value makes a JavaScript value of plain data, which must not be a window into Go's memory.
func (h *host) value(data any) (engine.Value, error) {
	text, err := json.Marshal(data)
	if err != nil {
		return engine.Undefined(), err
	}
	return h.vm.ParseJSON(string(text))
}
