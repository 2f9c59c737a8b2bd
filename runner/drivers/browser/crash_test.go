package browser_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"

	"github.com/signspec/signspec/fixtures/chromium"
	"github.com/signspec/signspec/runner/drivers/browser"
	dt "github.com/signspec/signspec/runner/drivers/browser/devtools"
	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/schemas/record"
)

// perilous is a wallet that dies of a cancellation only.
const perilous = `
	let staged
	const my = { signContract({ fail, complete }) {
		if (staged === 'cancel') { for (;;) {} }
		setTimeout(() => { fail({ error: '7002', errMessage: 'no' }); complete() })
	} }
	const signspecAdapter = { stage: ({ outcome }) => { staged = outcome; return { signStr: 's' } } }`

// TestAPageThatIsStuckIsACrash shows the record of it, and that the next scenario is performed all the same.
func TestAPageThatIsStuckIsACrash(t *testing.T) {
	t.Parallel()
	d := start(t, browser.Options{URL: pageWith(t, perilous), Quiet: time.Millisecond, Limit: 4 * time.Second})
	for instance := 1; instance <= 3; instance++ {
		r := drivertest.DescribeAndPerform(t, d, "cancel/all-callbacks")[1]
		if r.End != record.Crashed || r.Reason != "the page was busy for 4s of real time without an end" || r.Instance != instance ||
			r.Stage.Outcome != record.Cancel {
			t.Errorf("crash %d is recorded as %+v", instance, r)
		}
		if instance == 3 {
			break
		}
		if r := drivertest.DescribeAndPerform(t, d, "fail/all-callbacks")[1]; r.End != record.Settled || r.Instance != instance+1 {
			t.Errorf("after it comes %s of instance %d", r.End, r.Instance)
		}
	}
	p, err := d.Perform(t.Context(), drivertest.Scenario(t, "fail/all-callbacks"))
	if err != nil || !strings.HasPrefix(p.Untested, "the wallet crashed 3 times, so the run was ended") {
		t.Errorf("after three crashes it gives %+v, %v", p, err)
	}
}

// slow is a wallet that answers after a while, so that something can happen meanwhile.
const slow = `
	const my = { signContract({ fail, complete }) { SLEEP; setTimeout(() => { fail({}); complete() }, 60000) } }
	const signspecAdapter = { stage: () => ({ signStr: 's' }) }`

// TestAPageThatIsLost has something happen to the page in the middle of a call.
func TestAPageThatIsLost(t *testing.T) {
	t.Parallel()
	crash := func(t *testing.T, port string) {
		session := first(t, port)
		go cdp.Call(context.Background(), session, cdppage.Crash, cdp.Empty{}) // nobody is left to answer
	}
	gone := func(t *testing.T, port string) { first(t, port).Call(t.Context(), "Page.close", nil, nil) }
	leave := func(t *testing.T, port string) {
		first(t, port).Call(t.Context(), "Runtime.evaluate", map[string]any{"expression": "location.href = 'about:blank'"}, nil)
	}
	for name, c := range map[string]struct {
		happens func(*testing.T, string)
		want    string
	}{
		"it crashes": {crash, "the page crashed"},
		"it closes":  {gone, "the connection to the page is gone"},
		"it is left": {leave, "the page that holds my was left for about:blank"},
	} {
		t.Run(name, func(t *testing.T) {
			port := devtools(t)
			d := start(t, browser.Options{URL: pageWith(t, strings.Replace(slow, "SLEEP", "", 1)), DevTools: port, Settle: patient})
			if _, err := d.Describe(t.Context()); err != nil {
				t.Fatal(err)
			}
			time.AfterFunc(200*time.Millisecond, func() { c.happens(t, port) })
			_, err := d.Perform(t.Context(), drivertest.Scenario(t, "approve/all-callbacks"))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("it gives %v, want %q", err, c.want)
			}
		})
	}
	t.Run("it leaves by itself", func(t *testing.T) {
		d := start(t, browser.Options{URL: pageWith(t, strings.Replace(slow, "SLEEP", "location.href = '/elsewhere'", 1)), Settle: patient})
		_, err := d.Perform(t.Context(), drivertest.Scenario(t, "approve/all-callbacks"))
		if err == nil || !strings.Contains(err.Error(), "/elsewhere, and its calls were lost with it") {
			t.Errorf("it gives %v", err)
		}
	})
}

// first connects to the first page of a browser that runs, as another DevTools client.
func first(t testing.TB, port string) *dt.Session {
	targets, err := dt.Address{Host: port}.List(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	session, err := dt.Dial(context.Background(), dt.Choice{}.Of(targets)[0].Socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(session.Close)
	return session
}

// TestItEndsWithItsContext shows that the end of a context, or Close, is the end of the browser: the page's heartbeat
// stops.
func TestItEndsWithItsContext(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(context.CancelFunc, *browser.Driver, <-chan error){
		"the context ends": func(cancel context.CancelFunc, _ *browser.Driver, performed <-chan error) {
			cancel()
			if err := <-performed; !errors.Is(err, context.Canceled) {
				t.Errorf("it gives %v", err)
			}
		},
		"the driver is closed": func(_ context.CancelFunc, d *browser.Driver, performed <-chan error) {
			<-performed
			d.Close(context.Background())
		},
	} {
		t.Run(name, func(t *testing.T) {
			beats := make(chan struct{}, 1)
			site := beating(t, beats)
			d := start(t, browser.Options{URL: site, Settle: time.Second, Quiet: time.Millisecond})
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			performed := make(chan error, 1)
			go func() {
				_, err := d.Perform(ctx, drivertest.Scenario(t, "approve/all-callbacks"))
				performed <- err
			}()
			await(t, beats)
			end(cancel, d, performed)
			select { // one may be on its way
			case <-beats:
			case <-time.After(50 * time.Millisecond):
			}
			select {
			case <-beats:
				t.Error("the page lives on")
			case <-time.After(500 * time.Millisecond):
			}
		})
	}
}

// beating serves a page that never answers a call and sends a heartbeat.
func beating(t *testing.T, beats chan<- struct{}) string {
	mux := http.NewServeMux()
	mux.HandleFunc("/beat", func(http.ResponseWriter, *http.Request) {
		select {
		case beats <- struct{}{}:
		default:
		}
	})
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<script>
			const my = { signContract() { setInterval(() => fetch('/beat'), 20) } }
			const signspecAdapter = { stage: () => ({ signStr: 's' }) }
		</script>`)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func await(t *testing.T, beats <-chan struct{}) {
	t.Helper()
	select {
	case <-beats:
	case <-time.After(time.Minute):
		t.Fatal("no heartbeat came")
	}
}

// TestItEndsWithItsProcess kills a process in the middle of a call: its browser does not outlive it.
func TestItEndsWithItsProcess(t *testing.T) {
	if os.Getenv(childVariable) != "" {
		d := start(t, browser.Options{URL: os.Getenv(childVariable), Settle: time.Hour})
		d.Perform(t.Context(), drivertest.Scenario(t, "approve/all-callbacks"))
		return
	}
	chromium.Path(t)
	beats := make(chan struct{}, 1)
	child := exec.Command(os.Args[0], "-test.run=^TestItEndsWithItsProcess$")
	child.Env = append(os.Environ(), childVariable+"="+beating(t, beats))
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	await(t, beats)
	child.Process.Kill()
	child.Wait()
	silence := time.After(30 * time.Second)
	for {
		select {
		case <-beats:
		case <-time.After(500 * time.Millisecond):
			return
		case <-silence:
			t.Fatal("the browser lives on")
		}
	}
}

// childVariable has the test binary play the process that is killed: the page to go to.
const childVariable = "SIGNSPEC_TEST_PAGE"
