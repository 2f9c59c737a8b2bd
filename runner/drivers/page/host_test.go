package page_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/runner/engine"
)

// pretend is what host.js needs of a page: timers, of which the short ones run when the test says so, events and a
// console.
const pretend = `
	var said = [], timers = [], due = 0, listeners = {}, printed = []
	function ErrorEvent(error) { this.error = error }
	function print() { printed.push([].slice.call(arguments).join(' ')) }
	var self = {
		setTimeout: function (f, ms) { return timers.push(ms < 1000 ? f : null) }, clearTimeout: function (n) { timers[n - 1] = null },
		performance: { now: function () { return 0 } }, ErrorEvent: ErrorEvent,
		addEventListener: function (type, f) { listeners[type] = f },
		console: { log: print, info: print, warn: print, error: print, debug: print }
	}
	function turn() { while (due < timers.length) { var f = timers[due++]; if (f) f() } }`

// newPage puts host.js into a page whose script has run before. host is what the driver's own script gets.
func newPage(t *testing.T, script string) *engine.VM {
	t.Helper()
	vm := engine.New(engine.Options{})
	run(t, vm, pretend+"\n"+script)
	run(t, vm, "var host; (function (module) {\n"+page.Install("(function (world, probe, newHost, name) { host = newHost(world, probe, function (m) { said.push(probe.stringify(m)) }); host.name = name })", "'it'")+"})()")
	return vm
}

func run(t *testing.T, vm *engine.VM, script string) string {
	t.Helper()
	program, err := engine.Compile("test.js", script)
	if err != nil {
		t.Fatal(err)
	}
	value, err := vm.Run(program)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return value.String()
}

// call performs the calls of refusal, staged in the given way.
func call(t *testing.T, vm *engine.VM, how page.How) {
	t.Helper()
	params, err := json.Marshal(page.Params(refusal(), entry, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	run(t, vm, "host.run(7, '"+string(params)+"', '"+string(how)+"', my, signspecAdapter)")
}

// messages are what the page has said since it was last asked.
func messages(t *testing.T, vm *engine.VM) []page.Message {
	t.Helper()
	var all []page.Message
	if err := json.Unmarshal([]byte("["+run(t, vm, "var now = said.join(','); said = []; now")+"]"), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// aWallet prints something when it is called, and never answers.
const aWallet = `
	var my = { signContract: function (o) { self.console.warn('signing', { n: 1 }) } }
	var signspecAdapter = { wallet: { name: 'Acme', version: 7 }, stage: function (wish) { return { signStr: wish.outcome } } }`

func TestThePageAsksAndIsAnswered(t *testing.T) {
	for how, want := range map[page.How][]string{
		page.ByPage:   {"done"},
		page.ByDriver: {"stage", "stage", "done"},
		page.ByBoth:   {"before", "staged", "before", "staged", "done"},
	} {
		t.Run(string(how), func(t *testing.T) {
			vm := newPage(t, aWallet)
			call(t, vm, how)
			var ops []string
			for range 10 {
				for _, m := range messages(t, vm) {
					ops = append(ops, m.Op)
					if m.Run != 7 {
						t.Errorf("a message is of run %d", m.Run)
					}
					if m.Op == page.Staged && m.SignStr != string(m.Wish.Outcome) {
						t.Errorf("%q was staged for outcome %s", m.SignStr, m.Wish.Outcome)
					}
					if m.Ask != 0 {
						vm.Global().Set("ask", m.Ask)
						run(t, vm, `for (var i = 0; i < 2; i++) host.answer(ask, '{"signStr":"s"}')`) // twice does no harm
					}
					if m.Op == page.Done {
						p, err := m.Performance()
						if err != nil || len(p.Records) != 3 || !slices.Equal(p.Records[0].Console, []string{`warn: signing {"n":1}`}) {
							t.Errorf("it came to %+v, %v", p, err)
						}
					}
				}
				run(t, vm, "turn()")
			}
			if !slices.Equal(ops, want) {
				t.Errorf("it says %q, want %q", ops, want)
			}
			if printed := run(t, vm, "self.console.log === print && printed.join(';')"); printed != strings.Repeat(";signing [object Object]", 3)[1:] {
				t.Errorf("it printed %s", printed)
			}
		})
	}
}

func TestAnOutcomeThatIsOfNoUseIsNotStaged(t *testing.T) {
	vm := newPage(t, aWallet)
	call(t, vm, page.ByBoth)
	m := messages(t, vm)[0]
	vm.Global().Set("ask", m.Ask)
	run(t, vm, `host.answer(ask, 'null'); turn()`)
	done := messages(t, vm)
	if p, err := done[0].Performance(); err != nil || p.Untested != "stage returned null for outcome approve" {
		t.Errorf("it came to %+v, %v", p, err)
	}
}

// TestWhatCannotBeChangedIsNotOverheard has a console of which one function is fixed, and none at all.
func TestWhatCannotBeChangedIsNotOverheard(t *testing.T) {
	for name, script := range map[string]string{
		"one function is fixed": `Object.defineProperty(self.console, 'log', { value: print, writable: false, configurable: false })`,
		"none":                  `my.signContract = function () {}; delete self.console`,
	} {
		t.Run(name, func(t *testing.T) {
			vm := newPage(t, aWallet+"\n"+script)
			call(t, vm, page.ByPage)
			run(t, vm, "turn()")
			if p, err := messages(t, vm)[0].Performance(); err != nil || len(p.Records) != 3 || (len(p.Records[0].Console) == 1) != (name != "none") {
				t.Errorf("it came to %+v, %v", p, err)
			}
		})
	}
}

func TestWhatAPageIs(t *testing.T) {
	for name, c := range map[string]struct{ script, name, version string }{
		"says so":           {"", "Acme", "7"},
		"has no adapter":    {"signspecAdapter = undefined", "", ""},
		"throws when asked": {"Object.defineProperty(signspecAdapter, 'wallet', { get: function () { throw new Error() } })", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			vm := newPage(t, aWallet+"\n"+c.script)
			var found page.Found
			text := run(t, vm, `host.describe('{"kind":"method","name":"signContract"}', my, signspecAdapter)`)
			if err := json.Unmarshal([]byte(text), &found); err != nil {
				t.Fatal(err)
			}
			if found.Name != c.name || found.Version != c.version || found.Stage != (name != "has no adapter") || found.Opened {
				t.Errorf("it is found to be %+v", found)
			}
		})
	}
}
