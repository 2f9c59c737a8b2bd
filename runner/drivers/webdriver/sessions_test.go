package webdriver_test

import (
	"bufio"
	"context"
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/runner/drivers/ui"
	"github.com/signspec/signspec/runner/drivers/webdriver"
	"github.com/signspec/signspec/runner/drivers/webdriver/webdrivertest"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// driver makes a driver that the test closes itself.
func driver(t *testing.T, options webdriver.Options) *webdriver.Driver {
	t.Helper()
	options.Entry = schemas.Documented().Entry
	d, err := webdriver.New(options)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// staging is a function as a stage.Stager.
type staging func(context.Context, record.Stage) (stage.Staged, error)

func (f staging) Stage(ctx context.Context, wish record.Stage) (stage.Staged, error) {
	return f(ctx, wish)
}

// TestNoErrorHalfWayLeavesASession lets every command of a session fail in turn, up to the first call: whatever it is,
// Describe or Perform leaves no session behind, before Close already.
func TestNoErrorHalfWayLeavesASession(t *testing.T) {
	const never = 1 << 30
	failures := func(at int64, how webdrivertest.Failure) (made, open int, commands int) {
		server := webdrivertest.New(t, webdrivertest.Options{Before: func(c webdrivertest.Command) webdrivertest.Failure {
			if c.Number == at {
				return how
			}
			return webdrivertest.None
		}})
		options := onPhone(server)
		options.URL = "https://wallet.example/"
		d := driver(t, options)
		_, err := d.Describe(drivertest.Within(t))
		if (err == nil) != (at == never) {
			return server.Created(), server.Open(), server.Commands()
		}
		open = server.Open()
		if err == nil {
			open = 0 // it is still needed
		}
		if err := d.Close(t.Context()); err != nil {
			t.Errorf("closing after command %d failed: %v", at, err)
		}
		return server.Created(), max(open, server.Open()), server.Commands()
	}
	_, _, commands := failures(never, webdrivertest.None)
	if commands < 10 {
		t.Fatalf("describing takes %d commands, which is less than there is to do", commands)
	}
	for at := range int64(commands - 1) { // the last is the end of the session
		for _, how := range []webdrivertest.Failure{webdrivertest.Refuse, webdrivertest.Crash} {
			if made, open, _ := failures(at+1, how); open != 0 || made > 1 {
				t.Errorf("command %d fails by %q: %d sessions were made, and %d are open", at+1, how, made, open)
			}
		}
	}
}

func TestWhateverEndsAScenarioEndsTheSession(t *testing.T) {
	stop := errors.New("stop")
	for name, c := range map[string]struct {
		options func(server *webdrivertest.Server, cancel func()) webdriver.Options
		want    error
	}{
		"the context ends": {func(server *webdrivertest.Server, cancel func()) webdriver.Options {
			options := onPhone(server)
			options.Stage = staging(func(ctx context.Context, _ record.Stage) (stage.Staged, error) {
				cancel()
				<-ctx.Done()
				return stage.Staged{}, ctx.Err()
			})
			return options
		}, context.Canceled},
		"the context ends while the call is pending": {func(server *webdrivertest.Server, cancel func()) webdriver.Options {
			options := onPhone(server)
			options.Stage = staging(func(ctx context.Context, wish record.Stage) (stage.Staged, error) {
				staged, err := server.Stage(ctx, wish)
				cancel()
				return staged, err
			})
			return options
		}, context.Canceled},
		"staging fails": {func(server *webdrivertest.Server, _ func()) webdriver.Options {
			options := onPhone(server)
			options.Stage = staging(func(context.Context, record.Stage) (stage.Staged, error) { return stage.Staged{}, stop })
			return options
		}, stop},
	} {
		t.Run(name, func(t *testing.T) {
			server := webdrivertest.New(t, webdrivertest.Options{})
			ctx, cancel := context.WithCancel(drivertest.Within(t))
			defer cancel()
			d := driver(t, c.options(server, cancel))
			_, err := d.Perform(ctx, drivertest.Scenario(t, "approve/all-callbacks"))
			if !errors.Is(err, c.want) || server.Created() != 1 || server.Open() != 0 {
				t.Errorf("%v; %d sessions were made, and %d are open", err, server.Created(), server.Open())
			}
			if err := d.Close(ctx); err != nil {
				t.Errorf("closing: %v", err)
			}
		})
	}
}

func TestAPanicEndsTheSession(t *testing.T) {
	server := webdrivertest.New(t, webdrivertest.Options{})
	func() {
		defer func() {
			if recover() == nil {
				t.Error("there was no panic")
			}
		}()
		options := onPhone(server)
		options.Stage = staging(func(context.Context, record.Stage) (stage.Staged, error) { panic("a mistake") })
		d := driver(t, options)
		defer d.Close(t.Context())
		d.Perform(drivertest.Within(t), drivertest.Scenario(t, "approve/all-callbacks"))
	}()
	if server.Created() != 1 || server.Open() != 0 {
		t.Errorf("%d sessions were made, and %d are open", server.Created(), server.Open())
	}
}

// A context that ends while the server makes a session does not wait for it, and Close ends what comes of it.
func TestTheContextEndsWhileTheSessionIsMade(t *testing.T) {
	arrived, opened := make(chan struct{}), make(chan struct{})
	server := webdrivertest.New(t, webdrivertest.Options{After: func(c webdrivertest.Command) webdrivertest.Failure {
		if c.Name == "POST session" {
			close(arrived)
			<-opened
		}
		return webdrivertest.None
	}})
	d := driver(t, onPhone(server))
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-arrived
		cancel()
	}()
	if _, err := d.Describe(ctx); !errors.Is(err, context.Canceled) || server.Open() != 1 {
		t.Errorf("describing: %v, %d sessions are open", err, server.Open())
	}
	close(opened)
	if err := d.Close(ctx); err != nil || server.Open() != 0 {
		t.Errorf("closing: %v, %d sessions are open", err, server.Open())
	}
}

// TestAnInterruptEndsTheSession interrupts a real process in the middle of a scenario.
func TestAnInterruptEndsTheSession(t *testing.T) {
	server := webdrivertest.New(t, webdrivertest.Options{})
	command := exec.CommandContext(drivertest.Within(t), os.Args[0])
	command.Env = append(os.Environ(), childServer+"="+server.Address())
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	if !lines.Scan() || lines.Text() != "asked" || server.Open() != 1 {
		t.Errorf("it said %q, and %d sessions are open", lines.Text(), server.Open())
	}
	if err := command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() {
		t.Errorf("it said %q", lines.Text())
	}
	if err := command.Wait(); err != nil || server.Open() != 0 {
		t.Errorf("it ended with %v, and %d sessions are open", err, server.Open())
	}
}

func TestManyDriversAtOnce(t *testing.T) {
	const many = 50
	server := webdrivertest.New(t, webdrivertest.Options{})
	var working sync.WaitGroup
	everybody := sync.NewCond(&sync.Mutex{})
	there := 0
	for i := range many {
		options := onPhone(server)
		options.Actions[record.Approve] = []ui.Action{{Click: "Confirm"}}
		options.Stage = staging(func(ctx context.Context, wish record.Stage) (stage.Staged, error) {
			everybody.L.Lock()
			defer everybody.L.Unlock()
			for there++; there < many; { // nobody goes on before all are there
				everybody.Wait()
			}
			everybody.Broadcast()
			return server.Stage(ctx, wish)
		})
		d := start(t, options)
		working.Go(func() {
			p, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, "approve/all-callbacks"))
			if err != nil || len(p.Records) != 1 || p.Records[0].End != record.Settled {
				t.Errorf("driver %d: %+v, %v", i, p, err)
			}
			if err := d.Close(t.Context()); err != nil {
				t.Errorf("closing driver %d: %v", i, err)
			}
		})
	}
	working.Wait()
	if server.Peak() != many || server.Open() != 0 || len(server.Refused()) > 0 {
		t.Errorf("%d sessions were open at once, %d are; refused: %q", server.Peak(), server.Open(), server.Refused())
	}
}
