package browser

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	"github.com/signspec/signspec/runner/drivers/browser/devtools"
	"github.com/signspec/signspec/schemas/config"
)

// programs are the names that Chromium goes by, in the order of preference.
func programs() []string {
	return []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"}
}

// find returns the program to start.
func find(asked string) (string, error) {
	if asked != "" {
		path, err := exec.LookPath(asked)
		if err != nil {
			return "", &config.Error{Message: fmt.Sprintf("the browser %s cannot be started: %v", asked, err)}
		}
		return path, nil
	}
	for _, name := range programs() {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", &config.Error{Message: "no Chromium was found; install it (Debian: apt-get install -y chromium), or name the program"}
}

// chromium is a browser of the driver's own. It ends with stop, and with this process however that ends: the browser
// ends itself when the pipe to it breaks.
type chromium struct {
	ctx  context.Context // of its first tab
	stop func()
}

// flags start a browser that is alone and quiet: it calls none of its maker's servers by itself, nothing is slowed
// down because no window shows it, and frames of other sites stay in the page's process, where they can be reached.
func flags(path string) []chromedp.ExecAllocatorOption {
	return append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-features", "Translate,BlinkGenPropertyTrees,SitePerProcess,IsolateOrigins"),
		chromedp.Flag("disable-site-isolation-trials", true),
	)
}

// launch starts a browser.
func launch(ctx context.Context, asked string) (*chromium, error) {
	path, err := find(asked)
	if err != nil {
		return nil, err
	}
	silent := func(string, ...any) {}
	// Not a child of ctx: the browser outlives the question that it is started for.
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), flags(path)...)
	tab, stopTab := chromedp.NewContext(allocator, chromedp.WithLogf(silent), chromedp.WithErrorf(silent))
	c := &chromium{ctx: tab, stop: func() { stopTab(); stopAllocator() }}
	started := make(chan error, 1)
	go func() { started <- chromedp.Do(tab) }()
	select {
	case err = <-started:
	case <-time.After(startTimeout):
		err = fmt.Errorf("it did not answer within %s", startTimeout)
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		c.stop()
		return nil, fmt.Errorf("starting the browser %s: %w", path, err)
	}
	return c, nil
}

// targets lists what runs in the browser.
func (c *chromium) targets(ctx context.Context) ([]devtools.Target, error) {
	ctx, cancel := within(c.ctx, ctx)
	defer cancel()
	infos, err := chromedp.Targets(ctx)
	if err != nil {
		return nil, fmt.Errorf("asking the browser for its pages: %w", err)
	}
	var targets []devtools.Target
	for _, info := range infos {
		targets = append(targets, devtools.Target{ID: string(info.TargetID), Type: info.Type, Title: info.Title, URL: info.URL})
	}
	return targets, nil
}

// first returns the connection to the browser's first tab. What chromedp follows of a page for its own sake is stopped:
// it costs both sides work for every frame that a wallet opens, a seventh of all that a run takes.
func (c *chromium) first(ctx context.Context) (connection, error) {
	tab, err := connect(c.ctx, func() {})
	if err != nil {
		return connection{}, err
	}
	for _, method := range []string{"CSS.disable", "DOM.disable", "Network.disable", "Log.disable"} {
		if err := tab.Call(ctx, method, cdp.Empty{}, nil); err != nil {
			return connection{}, fmt.Errorf("%s: %w", method, err)
		}
	}
	_, err = cdp.Call(ctx, tab, cdppage.SetLifecycleEventsEnabled, cdppage.SetLifecycleEventsEnabledParams{})
	return tab, err
}

// reach connects to another of the browser's targets.
func (c *chromium) reach(ctx context.Context, t devtools.Target) (connection, error) {
	tab, stop := chromedp.NewContext(c.ctx, chromedp.WithTargetID(target.ID(t.ID)), chromedp.WithDetachOnCancel())
	done := make(chan error, 1)
	go func() { done <- chromedp.Do(tab) }()
	select {
	case err := <-done:
		if err != nil {
			stop()
			return connection{}, fmt.Errorf("connecting to %s: %w", t, err)
		}
		return connect(tab, stop)
	case <-ctx.Done():
		stop()
		return connection{}, ctx.Err()
	}
}

// connect makes a connection of a tab that runs.
func connect(tab context.Context, stop func()) (connection, error) {
	c := chromedp.FromContext(tab)
	detached, err := chromedp.Detached(tab)
	if err != nil {
		return connection{}, err
	}
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		select {
		case <-detached:
		case <-c.Browser.LostConnection:
		case <-tab.Done():
		}
	}()
	return connection{Session: c.Target, gone: gone, close: stop}, nil
}

// within is a context with the values of one and the end of both.
func within(values, end context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(values)
	stop := context.AfterFunc(end, cancel)
	return ctx, func() { stop(); cancel() }
}

// isLost says whether an error means that the target or the connection to it is gone.
func isLost(err error) bool {
	return errors.Is(err, devtools.ErrGone) || errors.Is(err, chromedp.ErrTargetDetached) ||
		err != nil && strings.Contains(err.Error(), "lost the connection to the browser")
}
