package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/inspector"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/signspec/signspec/runner/drivers/browser/devtools"
	"github.com/signspec/signspec/runner/drivers/webpage"
)

// connection is a DevTools session with one page or worker.
type connection struct {
	cdp.Session
	target devtools.Target // as the browser listed it; nothing for the first tab of the driver's own browser
	gone   <-chan struct{} // closed when the target or the connection to it is gone
	close  func()
}

// page is a page, or a worker, that is being watched. It is broken once it crashed, went to another document or is gone.
type page struct {
	connection
	messages chan webpage.Message
	broken   chan struct{} // closed once err is set

	mu      sync.Mutex
	err     error
	going   bool                  // a navigation of the driver's own is under way
	entered bool                  // the host is in the document, which is not to be left from now on
	loaders map[cdp.LoaderID]bool // those that the driver started
	cancels []func()
	closed  chan struct{}
}

// errCrashed says that the page's process died.
var errCrashed = errors.New("the page crashed: its process ended, for want of memory or by a fault of the browser")

// errGone says that the page or the browser is gone.
var errGone = devtools.ErrGone

// watch begins to watch a target.
func watch(ctx context.Context, c connection) (*page, error) {
	p := &page{
		connection: c, messages: make(chan webpage.Message), broken: make(chan struct{}),
		loaders: map[cdp.LoaderID]bool{}, closed: make(chan struct{}),
	}
	hear(p, runtime.EventBindingCalled{}, "Runtime.bindingCalled", p.takeMessage)
	hear(p, inspector.EventTargetCrashed{}, "Inspector.targetCrashed", func(inspector.EventTargetCrashed) { p.fail(errCrashed) })
	hear(p, cdppage.EventFrameNavigated{}, "Page.frameNavigated", p.takeNavigation)
	hear(p, cdppage.EventJavascriptDialogOpening{}, "Page.javascriptDialogOpening", p.closeDialog)
	go func() {
		select {
		case <-c.gone:
			p.fail(errGone)
		case <-p.closed:
		}
	}()
	for _, method := range []string{"Runtime.enable", "Page.enable", "Inspector.enable"} {
		err := p.Call(ctx, method, cdp.Empty{}, nil)
		var refused *cdproto.Error
		if err != nil && !errors.As(err, &refused) { // a worker knows no Page
			p.leave()
			return nil, fmt.Errorf("%s: %w", method, err)
		}
	}
	if _, err := cdp.Call(ctx, p, runtime.AddBinding, runtime.AddBindingParams{Name: binding}); err != nil {
		p.leave()
		return nil, fmt.Errorf("making a way for the page to speak: %w", err)
	}
	return p, nil
}

// hear calls a function with every event of a method, in order, until the page is left.
func hear[E any](p *page, _ E, method string, take func(E)) {
	events, cancel := p.Subscribe(method)
	p.cancels = append(p.cancels, cancel)
	go func() {
		for raw := range events {
			var event E
			if jsonv2.Unmarshal(raw, &event, chromedp.DefaultUnmarshalOptions) == nil {
				take(event)
			}
		}
	}()
}

// leave stops watching and ends the connection.
func (p *page) leave() {
	p.mu.Lock()
	select {
	case <-p.closed:
		p.mu.Unlock()
		return
	default:
	}
	close(p.closed)
	p.mu.Unlock()
	for _, cancel := range p.cancels {
		cancel()
	}
	p.close()
}

// fail remembers the first reason why the page cannot be used any more.
func (p *page) fail(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err == nil {
		p.err = err
		close(p.broken)
	}
}

// why returns the reason.
func (p *page) why() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.err
}

func (p *page) takeMessage(event runtime.EventBindingCalled) {
	var m webpage.Message
	if event.Name != binding || json.Unmarshal([]byte(event.Payload), &m) != nil {
		return // a page may call the binding itself
	}
	select {
	case p.messages <- m:
	case <-p.closed:
	}
}

func (p *page) takeNavigation(event cdppage.EventFrameNavigated) {
	if event.Frame == nil || event.Frame.ParentID != "" {
		return
	}
	p.mu.Lock()
	own := p.going || !p.entered || p.loaders[event.Frame.LoaderID]
	p.mu.Unlock()
	if !own {
		p.fail(&webpage.LeftError{To: event.Frame.URL})
	}
}

// closeDialog presses OK on an alert, a question or a prompt, which would stop the page for ever.
func (p *page) closeDialog(cdppage.EventJavascriptDialogOpening) {
	ctx, cancel := context.WithTimeout(context.Background(), attachTimeout)
	defer cancel()
	cdp.Call(ctx, p, cdppage.HandleJavaScriptDialog, cdppage.HandleJavaScriptDialogParams{Accept: true}) // it may be gone by now
}

// navigate loads a URL, with the host in the page before the page's own scripts.
func (p *page) navigate(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, loadTimeout)
	defer cancel()
	early, err := cdp.Call(ctx, p, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: source()})
	if err != nil {
		return fmt.Errorf("preparing the page: %w", err)
	}
	p.mu.Lock()
	p.going = true
	p.mu.Unlock()
	loaded, stop := p.Subscribe("Page.loadEventFired")
	defer stop()
	answer, err := cdp.Call(ctx, p, cdppage.Navigate, cdppage.NavigateParams{URL: url})
	if err == nil && answer.ErrorText != "" {
		err = errors.New(reworded(answer.ErrorText))
	}
	if err == nil {
		select {
		case <-loaded:
		case <-p.broken:
			err = p.why()
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
	p.mu.Lock()
	p.loaders[answer.LoaderID] = true
	p.going = false
	p.mu.Unlock()
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("it did not finish loading within %s", loadTimeout)
	}
	if err != nil {
		return fmt.Errorf("loading %s: %w", url, err)
	}
	// Frames that the page makes from now on need no host.
	_, err = cdp.Call(ctx, p, cdppage.RemoveScriptToEvaluateOnNewDocument, cdppage.RemoveScriptToEvaluateOnNewDocumentParams(early))
	return err
}

// enter puts the host into a page that has loaded, or into a worker; where it is already, nothing happens.
func (p *page) enter(ctx context.Context) error {
	if err := evaluate(ctx, p, source(), nil); err != nil {
		return fmt.Errorf("entering the page: %w", err)
	}
	tree, err := cdp.Call(ctx, p, cdppage.GetFrameTree, cdp.Empty{})
	p.mu.Lock()
	defer p.mu.Unlock()
	if err == nil && tree.FrameTree != nil { // a worker has no frames, and cannot be left
		p.loaders[tree.FrameTree.Frame.LoaderID] = true
	}
	p.entered = true
	return nil
}

// jumpIf makes the page's clock virtual, if it is to be.
func (p *page) jumpIf(ctx context.Context, virtual bool) error {
	if !virtual {
		return nil
	}
	starved := int64(tasksBeforeJump)
	_, err := cdp.Call(ctx, p, emulation.SetVirtualTimePolicy, emulation.SetVirtualTimePolicyParams{
		Policy: "pauseIfNetworkFetchesPending", MaxVirtualTimeTaskStarvationCount: starved,
	})
	if err != nil {
		return fmt.Errorf("making the page's time virtual: %w", err)
	}
	return nil
}

// tasksBeforeJump is how many tasks may run before virtual time goes on although there is no end of tasks: a wallet
// that polls by posting messages to itself would stop the clock for ever, and no honest one posts that many.
const tasksBeforeJump = 10_000

// reworded says a network error of the browser in words.
func reworded(text string) string {
	known := map[string]string{
		"net::ERR_CONNECTION_REFUSED":     "nothing listens there",
		"net::ERR_NAME_NOT_RESOLVED":      "there is no such host",
		"net::ERR_INTERNET_DISCONNECTED":  "there is no network",
		"net::ERR_ADDRESS_UNREACHABLE":    "the address cannot be reached",
		"net::ERR_CERT_AUTHORITY_INVALID": "its certificate is signed by nobody that the browser trusts",
	}
	if words, ok := known[text]; ok {
		return words
	}
	return "the browser says " + strings.TrimPrefix(text, "net::")
}
