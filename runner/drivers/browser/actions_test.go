package browser_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/browser"
	dt "github.com/signspec/signspec/runner/drivers/browser/devtools"
	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

// person is what a person does on the web wallet's authorisation page.
func person() map[record.Outcome][]ui.Action {
	confirm := []ui.Action{{Click: "#confirm"}}
	return map[record.Outcome][]ui.Action{
		record.Approve: confirm,
		record.Cancel:  {{Tap: "#cancel"}},
		record.Network: {{WaitFor: "#confirm"}, {Network: ui.Off}, {Click: "#confirm"}},
		record.Unknown: confirm,
		record.Fail:    confirm,
	}
}

// TestAPersonStagesOnThePage has every outcome brought about by what is pressed and by the network, on the page itself.
func TestAPersonStagesOnThePage(t *testing.T) {
	t.Parallel()
	for name, options := range map[string]browser.Options{
		"a browser of its own": {URL: drivertest.WebWallet(t).URL + "/?stage=consult"},
		"a browser that runs":  {URL: drivertest.WebWallet(t).URL + "/?stage=consult", DevTools: devtools(t)},
	} {
		t.Run(name, func(t *testing.T) {
			options.Actions, options.Settle, options.Quiet = person(), patient, 20*time.Millisecond
			d := start(t, options)
			records := drivertest.DescribeAndPerform(t, d, "approve/all-callbacks", "cancel/all-callbacks", "network/all-callbacks",
				"unknown/all-callbacks", "fail/all-callbacks",
				"recover/network", "overlap/approve+cancel", "overlap/cancel+approve", "sign-str/long", "in-a-row/network", "sign-str/absent")
			drivertest.WantBroken(t, records)
			for _, r := range records[1:] {
				if r.End != record.Settled {
					t.Errorf("%s ended %s", r.ID, r.End)
				}
			}
		})
	}
}

func TestBackCancels(t *testing.T) {
	t.Parallel()
	actions := person()
	actions[record.Cancel] = []ui.Action{{WaitFor: "#cancel"}, {Back: true}}
	d := start(t, browser.Options{URL: drivertest.WebWallet(t).URL + "/?stage=consult", DevTools: devtools(t), Actions: actions,
		Settle: patient, Quiet: 20 * time.Millisecond})
	drivertest.WantBroken(t, drivertest.DescribeAndPerform(t, d, "cancel/all-callbacks", "in-a-row/cancel", "recover/cancel",
		"overlap/cancel+approve", "overlap/approve+cancel"))
}

// queueing is a wallet that shows one authorisation after the other, on its own page.
const queueing = `
	const states = {}, queue = []
	let open = false
	const signspecAdapter = { stage: ({ authState }) => {
		const signStr = 'https://wallet.example/authorise?id=' + Object.keys(states).length
		states[signStr] = authState
		return { signStr }
	} }
	const my = { signContract(call) { queue.push(call); next() } }
	function next() {
		const call = open ? undefined : queue.shift()
		if (!call) return
		open = true
		document.body.innerHTML = '<button id="confirm">Confirm</button><button id="cancel">Cancel</button>'
		const end = (name, payload) => () => {
			document.body.innerHTML = ''
			open = false
			setTimeout(() => { call[name](payload); call.complete(payload); next() })
		}
		document.getElementById('confirm').onclick = end('success', { authState: states[call.signStr], authCode: crypto.randomUUID().slice(4) })
		document.getElementById('cancel').onclick = end('fail', { error: '6001', errMessage: 'The user cancelled.' })
	}`

// TestPagesThatCannotBeToldApart has two calls at once and nothing that says which page is whose: pressing any button
// might accuse the wallet of mixing them up.
func TestPagesThatCannotBeToldApart(t *testing.T) {
	t.Parallel()
	d := startImpatient(t, browser.Options{
		URL: pageWith(t, queueing), DevTools: devtools(t),
		Actions: person(), Settle: patient, Quiet: time.Millisecond,
	})
	p, err := d.Perform(t.Context(), drivertest.Scenario(t, "overlap/approve+cancel"))
	if err != nil || !strings.Contains(p.Untested, "their pages cannot be told apart") {
		t.Errorf("it gives %+v, %v", p, err)
	}
	// What was left open is gone.
	drivertest.WantBroken(t, drivertest.DescribeAndPerform(t, d, "approve/all-callbacks", "cancel/all-callbacks"))
}

// form is a wallet whose authorisation page asks for a code. The button is covered until the code is there.
const form = `
	const signspecAdapter = { stage: () => ({ signStr: 'https://wallet.example/authorise?id=1' }) }
	const my = {
		signContract({ success, fail, complete }) {
			document.body.innerHTML = '<input id="pin" style="margin-top: 2000px"><button id="ok">OK</button><div id="veil" style="position:fixed;inset:0"></div>'
			setTimeout(() => document.getElementById('veil').remove(), 100)
			document.getElementById('ok').onclick = () => {
				const { value } = document.getElementById('pin')
				fail({ error: value })
				complete({ error: value })
			}
		},
	}`

func TestTypingIntoAPage(t *testing.T) {
	t.Parallel()
	d := start(t, browser.Options{URL: pageWith(t, form), DevTools: devtools(t), Settle: patient, Quiet: time.Millisecond,
		Actions: map[record.Outcome][]ui.Action{
			record.Approve: {{Type: &ui.Typing{Into: "#pin", Text: "12 ü"}}, {Click: "#ok"}},
		}})
	r := drivertest.DescribeAndPerform(t, d, "approve/all-callbacks")[1]
	failed, _ := r.First(record.Failed)
	if typed, _ := failed.Arg().Field("error"); !typed.Equal(record.Text("12 ü")) {
		t.Errorf("the page got %v", typed)
	}
}

// TestWhatCannotBeDoneIsUntested shows that a button nobody could press accuses no wallet.
func TestWhatCannotBeDoneIsUntested(t *testing.T) {
	t.Parallel()
	actions := map[record.Outcome][]ui.Action{record.Approve: {{Click: "#signer"}}}
	d := startImpatient(t, browser.Options{
		URL: drivertest.WebWallet(t).URL + "/?stage=consult", DevTools: devtools(t),
		Actions: actions, Settle: patient, Quiet: time.Millisecond,
	})
	p, err := d.Perform(t.Context(), drivertest.Scenario(t, "approve/all-callbacks"))
	if want := `for outcome approve, action 1 (click "#signer") found nothing to do that with within 4s: no element ` +
		`matches`; err != nil || !strings.Contains(p.Untested, want) {
		t.Errorf("it gives %q, %v; want %q", p.Untested, err, want)
	}
	if p, err = d.Perform(t.Context(), drivertest.Scenario(t, "fail/all-callbacks")); err != nil ||
		p.Untested != "no actions are given for outcome fail" {
		t.Errorf("it gives %q, %v", p.Untested, err)
	}
}

// choosy is a wallet that answers once its button is pressed, and never where it is given nothing to sign.
const choosy = `
	const signspecAdapter = { stage: () => ({ signStr: 'https://wallet.example/authorise?id=1' }) }
	const my = { signContract({ signStr, fail, complete }) {
		if (typeof signStr !== 'string') return
		document.body.innerHTML = '<button id="cancel">Cancel</button>'
		document.getElementById('cancel').onclick = () => {
			document.body.innerHTML = ''
			setTimeout(() => { fail({ error: '6001', errMessage: 'The user cancelled.' }); complete() })
		}
	} }`

// TestAMissedPressExcusesItsOwnCall shows both: a wallet that hangs where it is given nothing to sign is at fault,
// whatever could not be pressed meanwhile, and one whose button was not there is not.
func TestAMissedPressExcusesItsOwnCall(t *testing.T) {
	t.Parallel()
	d := start(t, browser.Options{URL: pageWith(t, choosy), DevTools: devtools(t), Settle: 2 * time.Second,
		Quiet: time.Millisecond, Actions: map[record.Outcome][]ui.Action{
			record.Approve: {{Click: "#cancel"}}, record.Cancel: {{Click: "#cancel"}}, record.Fail: {{Click: "#confirm"}},
		}})
	records := drivertest.DescribeAndPerform(t, d, "cancel/all-callbacks", "recover/refused-parameter", "sign-str/absent")
	for i, end := range []record.End{record.Settled, record.Deadline, record.Settled, record.Deadline} {
		if r := records[i+1]; r.End != end {
			t.Errorf("%s ended %s, want %s", r.ID, r.End, end)
		}
	}
	// without the cancelled approval
	if ids, seen := drivertest.Broken(slices.Delete(records, 3, 4)); !slices.Equal(ids, []string{"settles"}) {
		t.Errorf("it breaks %v%s", ids, seen)
	}
	p, err := d.Perform(t.Context(), drivertest.Scenario(t, "fail/all-callbacks"))
	if want := `it could not be staged: for outcome fail, "#confirm" could not be used: no element matches, until the call was ` +
		`over`; err != nil || p.Untested != want {
		t.Errorf("it gives %q, %v; want %q", p.Untested, err, want)
	}
}

// TestAnOperatorIsToldWhatToDo tells a person what to do for each call that opens a page, and for no other.
func TestAnOperatorIsToldWhatToDo(t *testing.T) {
	t.Parallel()
	server := drivertest.WebWallet(t)
	var told []string
	d := start(t, browser.Options{
		URL: server.URL, DevTools: devtools(t), Quiet: time.Millisecond, Operator: true,
		Stage: &stage.Operator{Source: hook(t, server)}, Tell: func(what string) { told = append(told, what) },
	})
	drivertest.WantBroken(t, drivertest.DescribeAndPerform(t, d, "cancel/all-callbacks", "sign-str/number", "recover/refused-parameter"))
	if want := []string{stage.Instruction(record.Cancel), stage.Instruction(record.Approve)}; !slices.Equal(told, want) {
		t.Errorf("it told %q, want %q", told, want)
	}
}

// TestTheAuthorisationPageIsAnother has the person act in another window than the one that calls.
func TestTheAuthorisationPageIsAnother(t *testing.T) {
	t.Parallel()
	site := drivertest.Serve(t, map[string]string{
		"/": `
			const signspecAdapter = { stage: () => ({ signStr: 'https://wallet.example/authorise?id=1' }) }
			const failure = { error: '7002', errMessage: 'The sign failed.' }
			const my = { signContract(call) { window.call = call; open('/consent') } }
			window.answer = () => setTimeout(() => { call.fail(failure); call.complete(failure) })`,
		"/consent": `
			document.title = 'Consent'
			document.body.innerHTML = '<button id="ok">OK</button>'
			document.getElementById('ok').onclick = () => { opener.answer(); close() }`,
	})
	for name, port := range map[string]string{"a browser of its own": "", "a browser that runs": devtools(t)} {
		t.Run(name, func(t *testing.T) {
			d := start(t, browser.Options{
				URL: site, DevTools: port, Settle: patient, Quiet: time.Millisecond, ActionsOn: dt.Choice{Pattern: "^Consent$"},
				Actions: map[record.Outcome][]ui.Action{record.Fail: {{Click: "#ok"}}},
			})
			for _, r := range drivertest.DescribeAndPerform(t, d, "fail/all-callbacks", "in-a-row/fail")[1:] {
				if r.End != record.Settled {
					t.Errorf("%s ended %s", r.ID, r.End)
				}
			}
		})
	}
}

func TestStagingByTheDriver(t *testing.T) {
	t.Parallel()
	server := drivertest.WebWallet(t)
	var wishes []record.Outcome
	d := start(t, browser.Options{URL: server.URL, DevTools: devtools(t), Settle: patient, Quiet: 20 * time.Millisecond,
		Stage: stager(func(ctx context.Context, wish record.Stage) (stage.Staged, error) {
			wishes = append(wishes, wish.Outcome)
			switch wish.Outcome {
			case record.Unknown:
				return stage.Staged{Untested: "the sandbox cannot lose an answer"}, nil
			case record.Fail:
				return stage.Staged{}, &config.Error{Message: "the hook is not there"}
			}
			return hook(t, server).Stage(ctx, wish)
		})})
	drivertest.WantBroken(t, drivertest.DescribeAndPerform(t, d, "approve/all-callbacks", "recover/cancel", "overlap/approve+cancel"))
	if want := []record.Outcome{record.Approve, record.Cancel, record.Approve, record.Approve, record.Cancel}; !slices.Equal(wishes, want) {
		t.Errorf("it staged %v, want %v", wishes, want)
	}
	p, err := d.Perform(t.Context(), drivertest.Scenario(t, "unknown/all-callbacks"))
	if err != nil || p.Untested != "the sandbox cannot lose an answer" {
		t.Errorf("an outcome that cannot be staged gives %q, %v", p.Untested, err)
	}
	_, err = d.Perform(t.Context(), drivertest.Scenario(t, "fail/all-callbacks"))
	var wrong *config.Error
	if !errors.As(err, &wrong) || wrong.Message != "the hook is not there" {
		t.Errorf("a hook that fails gives %v", err)
	}
}

// stager is a function that stages.
type stager func(ctx context.Context, wish record.Stage) (stage.Staged, error)

func (f stager) Stage(ctx context.Context, wish record.Stage) (stage.Staged, error) {
	return f(ctx, wish)
}

// hook is the web wallet's own way to stage from outside, as a vendor's sandbox has one.
func hook(t testing.TB, server *httptest.Server) stage.Stager {
	t.Helper()
	h, err := stage.NewHTTP(server.URL + "/stage")
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestAPageThatStagesNothing(t *testing.T) {
	t.Parallel()
	d := start(t, browser.Options{URL: pageWith(t, `const my = { signContract() {} }`), DevTools: devtools(t), Settle: time.Millisecond,
		Quiet: time.Millisecond})
	var wrong *config.Error
	if _, err := d.Perform(t.Context(), drivertest.Scenario(t, "approve/all-callbacks")); !errors.As(err, &wrong) ||
		!strings.Contains(err.Error(), "signspecAdapter.stage") {
		t.Errorf("it gives %v", err)
	}
	if p, err := d.Perform(t.Context(), drivertest.Scenario(t, "arguments/none")); err != nil || len(p.Records) != 1 {
		t.Errorf("a call for which nothing is staged gives %v, %v", p, err)
	}
}
