package webdriver_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/runner/drivers/webdriver"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/runner/drivers/webdriver/webdrivertest"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

// during are the options of a phone on which something happens when an outcome is staged, right before the call.
func during(server *webdrivertest.Server, happen func()) webdriver.Options {
	options := onPhone(server)
	options.Stage = staging(func(ctx context.Context, wish record.Stage) (stage.Staged, error) {
		happen()
		return server.Stage(ctx, wish)
	})
	return options
}

func TestALostSessionIsAFailureOfTheHarness(t *testing.T) {
	for name, lose := range map[string]func(d *webdriver.Driver, server *webdrivertest.Server){
		"between scenarios": func(d *webdriver.Driver, server *webdrivertest.Server) {
			if _, err := d.Describe(t.Context()); err != nil {
				t.Fatal(err)
			}
			server.EndAll()
		},
		"during one": nil,
	} {
		t.Run(name, func(t *testing.T) {
			server := webdrivertest.New(t, webdrivertest.Options{})
			options := onPhone(server)
			if lose == nil {
				options = during(server, server.EndAll)
			}
			d := start(t, options)
			if lose != nil {
				lose(d, server)
			}
			_, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, "approve/all-callbacks"))
			var lost *webdriver.LostError
			if !errors.As(err, &lost) || !errors.Is(err, w3c.InvalidSessionID) ||
				!strings.Contains(err.Error(), "performing approve/all-callbacks: the session is gone") {
				t.Errorf("the error is %v", err)
			}
		})
	}
}

func TestALostServerIsAFailureOfTheHarness(t *testing.T) {
	server := webdrivertest.New(t, webdrivertest.Options{})
	d := driver(t, during(server, server.CloseClientConnections))
	if _, err := d.Describe(drivertest.Within(t)); err != nil {
		t.Fatal(err)
	}
	server.Close()
	_, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, "approve/all-callbacks"))
	var lost *webdriver.LostError
	if !errors.As(err, &lost) || !strings.Contains(err.Error(), "the WebDriver server cannot be reached: POST ") {
		t.Errorf("the error is %v", err)
	}
	if err := d.Close(t.Context()); err == nil || !strings.Contains(err.Error(), "ending the session") {
		t.Errorf("closing says nothing of the session that may be left: %v", err)
	}
	server.EndAll()
}

// TestAnswersThatAreLost loses every fifth answer once the session is there, after the command was carried out: nothing
// happens twice, and nothing is missing. Only what presses a button cannot be asked again.
func TestAnswersThatAreLost(t *testing.T) {
	for _, how := range []webdrivertest.Failure{webdrivertest.Drop, webdrivertest.BadGateway, webdrivertest.HalfAnswer} {
		t.Run(string(how), func(t *testing.T) {
			var there atomic.Bool
			var lost atomic.Int64
			server := webdrivertest.New(t, webdrivertest.Options{After: func(c webdrivertest.Command) webdrivertest.Failure {
				if !there.Load() || c.Number%5 != 0 || strings.HasSuffix(c.Name, "/click") || c.Name == "DELETE" {
					return webdrivertest.None
				}
				lost.Add(1)
				return how
			}})
			d := start(t, onPhone(server))
			if _, err := d.Describe(drivertest.Within(t)); err != nil {
				t.Fatal(err)
			}
			there.Store(true)
			records := drivertest.DescribeAndPerform(t, d, "approve/all-callbacks", "recover/cancel", "sign-str/number")
			drivertest.WantBroken(t, records)
			if refused := server.Refused(); len(refused) > 0 || lost.Load() < 5 {
				t.Errorf("%d answers were lost, and the server refused %q", lost.Load(), refused)
			}
		})
	}
}

func TestAPageThatWentOn(t *testing.T) {
	t.Run("between scenarios", func(t *testing.T) {
		server := webdrivertest.New(t, webdrivertest.Options{})
		d := start(t, onPhone(server))
		first := drivertest.DescribeAndPerform(t, d, "approve/all-callbacks")[1]
		if err := server.Reload(); err != nil {
			t.Fatal(err)
		}
		second := drivertest.DescribeAndPerform(t, d, "approve/all-callbacks")[1]
		if second.End != record.Settled || first.Instance != 1 || second.Instance != 2 || server.Created() != 1 {
			t.Errorf("it ends %s in instance %d, after instance %d, in %d sessions", second.End, second.Instance, first.Instance, server.Created())
		}
	})
	t.Run("during one", func(t *testing.T) {
		server := webdrivertest.New(t, webdrivertest.Options{})
		d := start(t, during(server, func() {
			if err := server.Reload(); err != nil {
				t.Error(err)
			}
		}))
		_, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, "approve/all-callbacks"))
		var left *page.LeftError
		if !errors.As(err, &left) || left.To != "https://wallet.example/2" || !strings.Contains(err.Error(), "its calls were lost with it") {
			t.Errorf("the error is %v", err)
		}
	})
}

func TestACrashIsARecord(t *testing.T) {
	var crash atomic.Bool
	server := webdrivertest.New(t, webdrivertest.Options{Before: func(c webdrivertest.Command) webdrivertest.Failure {
		if crash.Load() && c.Name == "POST execute/sync" {
			crash.Store(false)
			return webdrivertest.Crash
		}
		return webdrivertest.None
	}})
	d := start(t, during(server, func() { crash.Store(true) }))
	for i := range 3 {
		p, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, "approve/all-callbacks"))
		if err != nil || len(p.Records) != 1 {
			t.Fatalf("%+v, %v", p, err)
		}
		if r := p.Records[0]; r.End != record.Crashed || !strings.Contains(r.Reason, "the page crashed") || r.Instance != i+1 ||
			r.Check() != nil {
			t.Errorf("the record is %+v", r)
		}
		if server.Open() != 0 {
			t.Errorf("%d sessions are open", server.Open())
		}
	}
	p, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, "approve/all-callbacks"))
	if err != nil || !strings.Contains(p.Untested, "crashed 3 times") {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestMistakesOfConfiguration(t *testing.T) {
	server := webdrivertest.New(t, webdrivertest.Options{})
	guarded := webdrivertest.New(t, webdrivertest.Options{User: "me", Password: "secret"})
	for name, c := range map[string]struct {
		change func(*webdriver.Options)
		want   string
	}{
		"a wrong password": {func(o *webdriver.Options) { o.Server = strings.Replace(guarded.Address(), "//", "//me:wrong@", 1) },
			"it wants other credentials"},
		"a rooted path": {func(o *webdriver.Options) { o.Network.Off.Path, o.Network.On.Path = "/x", "/x" }, "without a slash before it"},
		"a path and a script": {func(o *webdriver.Options) {
			o.Network.Off, o.Network.On = webdriver.Command{Path: "x", Script: "y"}, webdriver.Command{Path: "x"}
		}, "a script or a path, not both"},
		"no server": {func(o *webdriver.Options) { o.Server = "" }, "is no URL of a WebDriver server"},
		"no such phone": {func(o *webdriver.Options) { o.Capabilities.AlwaysMatch["platformName"] = "iOS" },
			"session not created: no phone is like that"},
		"a wrong capability": {func(o *webdriver.Options) { o.Capabilities.AlwaysMatch["app"] = "wallet.apk" },
			`the capability "app" has no prefix`},
		"my in the native app": {func(o *webdriver.Options) { o.Target.Context = webdrivertest.Native }, "my cannot be in NATIVE_APP"},
		"a frame in the app": {func(o *webdriver.Options) { o.ActionsOn.Frame = []string{"#f"} },
			"the place of the actions: NATIVE_APP has no windows and no frames"},
		"no expression":  {func(o *webdriver.Options) { o.Target.Window = "(" }, `window "(" is no regular expression`},
		"half a network": {func(o *webdriver.Options) { o.Network.Off.Path = "x" }, "off and on belong together"},
		"an action that is two": {func(o *webdriver.Options) { o.Actions[record.Fail] = []ui.Action{{Click: "a", Back: true}} },
			"action 1 for outcome fail: it is several at once"},
		"a negative time":     {func(o *webdriver.Options) { o.Busy = -1 }, "not negative"},
		"nothing that stages": {func(o *webdriver.Options) { o.Stage = nil }, "nothing arranges how an authorisation ends"},
	} {
		t.Run(name, func(t *testing.T) {
			options := onPhone(server)
			c.change(&options)
			d, err := webdriver.New(options)
			if err == nil {
				defer d.Close(t.Context())
				if _, err = d.Describe(drivertest.Within(t)); err == nil {
					_, err = d.Perform(drivertest.Within(t), drivertest.Scenario(t, "approve/all-callbacks"))
				}
			}
			var wrong *config.Error
			if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, want %s", err, c.want)
			}
		})
	}
}
