package browser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/chromedp/cdproto"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/inspector"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/signspec/signspec/runner/drivers/browser/devtools"
	"github.com/signspec/signspec/runner/drivers/page"
)

// connection is a DevTools session with one page or worker.
type connection struct {
	cdp.Session
	target devtools.Target // as the browser listed it; nothing for the first tab of the driver's own browser
	gone   <-chan struct{} // closed when the target or the connection to it is gone
	close  func()
}

// tab is a page, or a worker, that is being watched. It is broken once it crashed, went to another document or is gone.
type tab struct {
	connection
	messages chan page.Message
	begun    chan struct{} // receives once the page begins a scenario, where time is virtual
	broken   chan struct{} // closed once err is set

	mu      sync.Mutex
	err     error
	going   bool                  // a navigation of the driver's own is under way
	entered bool                  // the host is in the document, which is not to be left from now on
	loaders map[cdp.LoaderID]bool // those that the driver started
	cancels []func()
	closed  chan struct{}
}

// messagesKept is how many messages of a page wait until they are read: more than there are calls at the same time.
const messagesKept = 64

// errGone says that the page or the browser is gone.
var errGone = devtools.ErrGone

// watch begins to watch a target.
func watch(ctx context.Context, c connection) (*tab, error) {
	t := &tab{
		connection: c, messages: make(chan page.Message, messagesKept), begun: make(chan struct{}, 1), broken: make(chan struct{}),
		loaders: map[cdp.LoaderID]bool{}, closed: make(chan struct{}),
	}
	hear(t, runtime.EventBindingCalled{}, "Runtime.bindingCalled", t.takeMessage)
	hear(t, inspector.EventTargetCrashed{}, "Inspector.targetCrashed", func(inspector.EventTargetCrashed) { t.fail(page.ErrCrashed) })
	hear(t, cdppage.EventFrameNavigated{}, "Page.frameNavigated", t.takeNavigation)
	hear(t, cdppage.EventJavascriptDialogOpening{}, "Page.javascriptDialogOpening", t.closeDialog)
	go func() {
		select {
		case <-c.gone:
			t.fail(errGone)
		case <-t.closed:
		}
	}()
	for _, method := range []string{"Runtime.enable", "Page.enable", "Inspector.enable"} {
		err := t.Call(ctx, method, cdp.Empty{}, nil)
		var refused *cdproto.Error
		if err != nil && !errors.As(err, &refused) { // a worker knows no Page
			t.leave()
			return nil, fmt.Errorf("%s: %w", method, err)
		}
	}
	if _, err := cdp.Call(ctx, t, runtime.AddBinding, runtime.AddBindingParams{Name: binding}); err != nil {
		t.leave()
		return nil, fmt.Errorf("making a way for the page to speak: %w", err)
	}
	return t, nil
}

// hear calls a function with every event of a method, in order, until the page is left.
func hear[E any](t *tab, _ E, method string, take func(E)) {
	events, cancel := t.Subscribe(method)
	t.cancels = append(t.cancels, cancel)
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
func (t *tab) leave() {
	t.mu.Lock()
	select {
	case <-t.closed:
		t.mu.Unlock()
		return
	default:
	}
	close(t.closed)
	t.mu.Unlock()
	for _, cancel := range t.cancels {
		cancel()
	}
	t.close()
}

// fail remembers the first reason why the page cannot be used any more.
func (t *tab) fail(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err == nil {
		t.err = err
		close(t.broken)
	}
}

// why returns the reason.
func (t *tab) why() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.err
}

func (t *tab) takeMessage(event runtime.EventBindingCalled) {
	var m page.Message
	if event.Name == binding && event.Payload == begins {
		select {
		case t.begun <- struct{}{}:
		default: // a page may call the binding itself
		}
		return
	}
	if event.Name != binding || json.Unmarshal([]byte(event.Payload), &m) != nil {
		return // a page may call the binding itself
	}
	select {
	case t.messages <- m:
	case <-t.closed:
	}
}

func (t *tab) takeNavigation(event cdppage.EventFrameNavigated) {
	if event.Frame == nil || event.Frame.ParentID != "" {
		return
	}
	t.mu.Lock()
	own := t.going || !t.entered || t.loaders[event.Frame.LoaderID]
	t.mu.Unlock()
	if !own {
		t.fail(&page.LeftError{To: event.Frame.URL})
	}
}

// closeDialog presses OK on an alert, a question or a prompt, which would stop the page for ever.
func (t *tab) closeDialog(cdppage.EventJavascriptDialogOpening) {
	ctx, cancel := context.WithTimeout(context.Background(), attachTimeout)
	defer cancel()
	cdp.Call(ctx, t, cdppage.HandleJavaScriptDialog, cdppage.HandleJavaScriptDialogParams{Accept: true}) // it may be gone by now
}
