package webdriver_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/runner/drivers/webdriver"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/runner/drivers/webdriver/webdrivertest"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// onPhone are the options for an app whose buttons are in its native context.
func onPhone(server *webdrivertest.Server) webdriver.Options {
	confirm := []ui.Action{{Click: "Confirm"}}
	return webdriver.Options{
		Server:       server.Address(),
		Capabilities: w3c.Capabilities{AlwaysMatch: map[string]any{"platformName": "Android", "appium:automationName": "UiAutomator2"}},
		Name:         "Acme Wallet", Version: "5.2.0",
		Stage: server, ActionsOn: webdriver.Place{Context: webdrivertest.Native},
		Quiet: 5 * time.Millisecond,
		Actions: map[record.Outcome][]ui.Action{
			record.Approve: confirm, record.Unknown: confirm, record.Fail: confirm,
			record.Cancel:  {{Tap: "text=Cancel"}},
			record.Network: {{WaitFor: "Confirm"}, {Network: ui.Off}, {Click: "Confirm"}},
		},
	}
}

// unlike says whether a scenario has two calls at once that want different things done: on a phone nobody can tell
// whose button is whose.
func unlike(name string) bool {
	return name == "overlap/approve+cancel" || name == "overlap/cancel+approve"
}

func TestAPhoneWhoseWalletIsCorrect(t *testing.T) {
	server := webdrivertest.New(t, webdrivertest.Options{LateWebView: 3})
	d := start(t, onPhone(server))
	about, err := d.Describe(drivertest.Within(t))
	if err != nil || about.Name != "Acme Wallet" || about.Version != "5.2.0" || about.Time != "real" ||
		!slices.Equal(about.Blind, []string{wallet.Opened}) {
		t.Errorf("it is described as %+v, %v", about, err)
	}
	records := drivertest.DescribeAndPerform(t, d, slices.DeleteFunc(drivertest.Everything(t), unlike)...)
	drivertest.WantBroken(t, records)
	for _, r := range records[1:] {
		if r.Instance != 1 {
			t.Errorf("%s is of instance %d", r.ID, r.Instance)
		}
	}
	if refused := server.Refused(); len(refused) > 0 {
		t.Errorf("the server refused %q", refused)
	}
	if server.Offline() {
		t.Error("the phone was left without a network")
	}
	for _, name := range slices.DeleteFunc(drivertest.Everything(t), func(name string) bool { return !unlike(name) }) {
		p, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, name))
		if err != nil || !strings.Contains(p.Untested, "which belongs to which call") {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
	if err := d.Close(t.Context()); err != nil || server.Created() != 1 || server.Open() != 0 {
		t.Errorf("closing: %v; %d sessions were made, %d are open", err, server.Created(), server.Open())
	}
}

// TestFaultsOnAPhone switches faults on and demands that exactly their rules are broken.
func TestFaultsOnAPhone(t *testing.T) {
	for name, c := range map[string]struct {
		page      string
		scenarios []string
		rules     []string
	}{
		"complete comes first": {
			`wallet.deliver = function (c, type, p) { this.notify(c.complete, p); this.notify(c[type], p) }`,
			[]string{"approve/all-callbacks"}, []string{"complete-last"},
		},
		"the network is never told": {
			`var d = wallet.deliver; wallet.deliver = function (c, type, p) { if (p.error !== '6002') d.call(this, c, type, p) }`,
			[]string{"network/all-callbacks"}, []string{"settles"},
		},
		"a cancellation is 7002": {`CODES.cancel = '7002'`, []string{"cancel/all-callbacks"}, []string{"error-cancelled"}},
		"a promise rejects unhandled": {
			`my.signContract = function (o) { var no, p = new Promise(function (_, f) { no = f }); wallet.sign(o); var d = o.fail; ` +
				`setTimeout(function () { no({error: '6001'}) }, 50); return p }`,
			[]string{"cancel/fail"}, []string{"promise-agrees"},
		},
		"a bad parameter is answered at once": {
			`var s = wallet.sign; wallet.sign = function (o) { if (typeof o.signStr === 'number') this.deliver(o, 'fail', {error: ` +
				`'7002', errMessage: 'no'}); else s.call(this, o) }`,
			[]string{"sign-str/number"}, []string{"asynchronous"},
		},
		"nothing answers a bad parameter": {
			`var s = wallet.sign; wallet.sign = function (o) { if (typeof o.signStr === 'string') s.call(this, o) }`,
			[]string{"sign-str/number"}, []string{"settles"},
		},
		"the options are changed": {
			`var s = my.signContract; my.signContract = function (o) { o.seen = true; return s(o) }`,
			[]string{"approve/all-callbacks"}, []string{"options-unchanged"},
		},
		"the version is too low": {`my.SDKVersion = '1.9.0'`, nil, []string{"appx-version"}},
	} {
		t.Run(name, func(t *testing.T) {
			options := onPhone(webdrivertest.New(t, webdrivertest.Options{Page: c.page}))
			options.Settle, options.Quiet = 2*time.Second, 100*time.Millisecond
			got, seen := drivertest.Broken(drivertest.DescribeAndPerform(t, start(t, options), c.scenarios...))
			if !slices.Equal(got, c.rules) {
				t.Errorf("it breaks %v, want %v%s", got, c.rules, seen)
			}
		})
	}
}

func TestWhatCannotBeStagedIsUntested(t *testing.T) {
	for name, c := range map[string]struct {
		page   string
		change func(*webdriver.Options)
		want   string
	}{
		"no actions": {"", func(o *webdriver.Options) { delete(o.Actions, record.Cancel) }, "no actions are given for outcome cancel"},
		"nothing to press": {"", func(o *webdriver.Options) { o.Actions[record.Cancel] = []ui.Action{{Click: "Abort"}} },
			`it could not be staged: for outcome cancel, "Abort" could not be used: no such element`},
		"a wrong strategy": {"", func(o *webdriver.Options) { o.Actions[record.Cancel] = []ui.Action{{Click: "css=#cancel"}} },
			`it could not be staged: for outcome cancel, action 1 (click "css=#cancel") failed: POST elements: invalid selector`},
		"the page opens not": {`native.open = function () {}`, func(*webdriver.Options) {}, `"text=Cancel" could not be used`},
	} {
		t.Run(name, func(t *testing.T) {
			options := onPhone(webdrivertest.New(t, webdrivertest.Options{Page: c.page}))
			options.Settle = 300 * time.Millisecond
			c.change(&options)
			p, err := start(t, options).Perform(drivertest.Within(t), drivertest.Scenario(t, "cancel/all-callbacks"))
			if err != nil || len(p.Records) != 0 || !strings.Contains(p.Untested, c.want) {
				t.Errorf("%+v, %v; want %s", p, err, c.want)
			}
		})
	}
}

// Of calls that overlap none is over before the last was made, however long that takes to be staged.
func TestCallsThatOverlapAreAllPending(t *testing.T) {
	server := webdrivertest.New(t, webdrivertest.Options{})
	options := onPhone(server)
	asked := 0
	options.Stage = staging(func(ctx context.Context, wish record.Stage) (stage.Staged, error) {
		if asked++; asked == 2 {
			time.Sleep(300 * time.Millisecond) // long enough to press a button many times
		}
		return server.Stage(ctx, wish)
	})
	calls := drivertest.DescribeAndPerform(t, start(t, options), "overlap/approve+approve")[1:]
	first, _ := calls[0].First(record.Success)
	if calls[0].End != record.Settled || calls[1].End != record.Settled || calls[0].StartedAt+first.At < calls[1].StartedAt {
		t.Errorf("the calls end %s and %s, the first at %v and the second begins at %v", calls[0].End, calls[1].End,
			calls[0].StartedAt+first.At, calls[1].StartedAt)
	}
}

// A press that came to nothing does not excuse a wallet that was given nothing to sign.
func TestNobodyHasToPressForARefusal(t *testing.T) {
	server := webdrivertest.New(t, webdrivertest.Options{})
	options := onPhone(server)
	options.Settle = time.Minute
	records := drivertest.DescribeAndPerform(t, start(t, options), "sign-str/absent", "sign-str/number", "recover/refused-parameter")
	drivertest.WantBroken(t, records)
}

// TestAnOperatorIsToldWhatToDo tells a person what to do for each call that opens a page, and for no other.
func TestAnOperatorIsToldWhatToDo(t *testing.T) {
	server := webdrivertest.New(t, webdrivertest.Options{})
	options := onPhone(server)
	var told []string
	options.Operator, options.Stage, options.Tell = true, &stage.Operator{Source: server}, func(what string) { told = append(told, what) }
	drivertest.WantBroken(t, drivertest.DescribeAndPerform(t, start(t, options), "cancel/all-callbacks", "sign-str/number",
		"recover/refused-parameter"))
	if want := []string{stage.Instruction(record.Cancel), stage.Instruction(record.Approve)}; !slices.Equal(told, want) {
		t.Errorf("it told %q, want %q", told, want)
	}
}

func TestThePhonesOwnBackButton(t *testing.T) {
	options := onPhone(webdrivertest.New(t, webdrivertest.Options{}))
	options.Actions[record.Cancel] = []ui.Action{{WaitFor: "Confirm"}, {Back: true}}
	records := drivertest.DescribeAndPerform(t, start(t, options), "cancel/all-callbacks", "recover/cancel")
	drivertest.WantBroken(t, records)
}

// Whatever command switches the network: here the one that the phone has, given as data.
func TestTheNetworkByCommandsOfTheUser(t *testing.T) {
	server := webdrivertest.New(t, webdrivertest.Options{})
	options := onPhone(server)
	set := func(on bool) webdriver.Command {
		return webdriver.Command{Script: "mobile: setConnectivity", Args: []any{map[string]any{"wifi": on, "data": on}}}
	}
	options.Network = webdriver.Network{Off: set(false), On: set(true)}
	records := drivertest.DescribeAndPerform(t, start(t, options), "network/all-callbacks", "recover/network")
	if ids, seen := drivertest.Broken(records); len(ids) > 0 || server.Offline() {
		t.Errorf("it breaks %v%s", ids, seen)
	}
}
