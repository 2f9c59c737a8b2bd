package host

import (
	"fmt"
	"slices"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/suites/merchant"
)

// seed is where Math.random begins in every scenario; a later launch gets another one, so that nobody draws the same twice.
const seed = 1

// build makes a performance with a fresh engine and a world in it, for a scenario that is still to come.
func (h *Host) build() (*performance, error) {
	p := &performance{host: h}
	return p, p.renew()
}

// renew gives a performance a fresh engine, whose clock says what time it is by now, and a world in it.
func (p *performance) renew() error {
	now := p.host.options.Clock.Add(p.before)
	p.vm = engine.New(engine.Options{Start: now, Seed: seed + uint64(p.first), NoEval: true, Uncaught: p.uncaught})
	p.takeIntrinsics()
	return p.buildWorld()
}

// begin begins a scenario; finish ends it.
func (p *performance) begin(s merchant.Scenario) {
	p.scenario = s
	if p.host.options.Running != nil {
		p.host.options.Running(p.vm)
	}
	p.command("stage", p.plain(s))
}

func (p *performance) finish() {
	if p.host.options.Running != nil {
		p.host.options.Running(nil)
	}
}

// takeIntrinsics takes of the language what the program may change.
func (p *performance) takeIntrinsics() {
	failure := p.host.options.Contract.Failure
	p.documented = slices.Concat([]string{"authCode", "authState"}, failure.Code, failure.Message)
	p.inherited = inheritedNames(p.vm)
	global := p.vm.Global()
	p.arrayFrom = global.Get("Array").Get("from")
	p.functionText = global.Get("Function").Get("prototype").Get("toString")
}

// buildWorld makes the world and loads the program's bundle into it; nothing of the program runs yet.
func (p *performance) buildWorld() error {
	world := p.parse(p.host.fixed)
	set := func(name string, value any) { world.Set(name, value) }
	set("scenario", p.vm.Object())
	set("globals", p.vm.Object())
	set("my", p.vm.Object())
	templates, err := p.vm.Run(p.host.templates)
	if err != nil {
		return fmt.Errorf("loading the templates: %w", err)
	}
	set("templates", templates)
	native := p.native()
	for _, program := range worldPrograms() {
		file, err := p.vm.Run(program)
		if err != nil {
			return fmt.Errorf("building the world: %w", err)
		}
		if _, err := p.vm.Call(file, engine.Undefined(), native, world); err != nil {
			return fmt.Errorf("building the world: %w", err)
		}
	}
	exports, err := p.vm.Load(p.host.program)
	if err != nil {
		return fmt.Errorf("loading the program: %w", err)
	}
	set("program", exports)
	p.commands = world.Get("commands")
	return nil
}
