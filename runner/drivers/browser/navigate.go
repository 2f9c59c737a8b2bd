package browser

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
)

// navigate loads a URL, with the host in the page before the page's own scripts.
func (t *tab) navigate(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, loadTimeout)
	defer cancel()
	early, err := cdp.Call(ctx, t, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: source()})
	if err != nil {
		return fmt.Errorf("preparing the page: %w", err)
	}
	t.mu.Lock()
	t.going = true
	t.mu.Unlock()
	loaded, stop := t.Subscribe("Page.loadEventFired")
	defer stop()
	answer, err := cdp.Call(ctx, t, cdppage.Navigate, cdppage.NavigateParams{URL: url})
	if err == nil && answer.ErrorText != "" {
		err = errors.New(reworded(answer.ErrorText))
	}
	if err == nil {
		select {
		case <-loaded:
		case <-t.broken:
			err = t.why()
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
	t.mu.Lock()
	t.loaders[answer.LoaderID] = true
	t.going = false
	t.mu.Unlock()
	if errors.Is(err, context.DeadlineExceeded) {
		err = fmt.Errorf("it did not finish loading within %s", loadTimeout)
	}
	if err != nil {
		return fmt.Errorf("loading %s: %w", url, err)
	}
	// Frames that the page makes from now on need no host.
	_, err = cdp.Call(ctx, t, cdppage.RemoveScriptToEvaluateOnNewDocument, cdppage.RemoveScriptToEvaluateOnNewDocumentParams(early))
	return err
}

// answered is the HTTP status of the document's own request; 0 where there is none.
func (t *tab) answered(ctx context.Context) int {
	var status int
	if err := evaluate(ctx, t, "(performance.getEntriesByType('navigation')[0] || {}).responseStatus || 0", &status); err != nil {
		return 0 // what is missing is told all the same
	}
	return status
}

// enter puts the host into a page that has loaded, or into a worker; where it is already, nothing happens.
func (t *tab) enter(ctx context.Context) error {
	if err := evaluate(ctx, t, source(), nil); err != nil {
		return fmt.Errorf("entering the page: %w", err)
	}
	tree, err := cdp.Call(ctx, t, cdppage.GetFrameTree, cdp.Empty{})
	t.mu.Lock()
	defer t.mu.Unlock()
	if err == nil && tree.FrameTree != nil { // a worker has no frames, and cannot be left
		t.loaders[tree.FrameTree.Frame.LoaderID] = true
	}
	t.entered = true
	return nil
}

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
