package browsertest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/signspec/signspec/fixtures/chromium"
	"github.com/signspec/signspec/reports/html"
	"github.com/signspec/signspec/reports/internal/samples"
	"github.com/signspec/signspec/reports/run"
)

// sample is one of the runs that every format is shown with.
func sample(name string) *run.Run { return samples.All()[name] }

func render(t *testing.T, r *run.Run) []byte {
	t.Helper()
	var buffer bytes.Buffer
	if err := html.Write(&buffer, run.ShowSecrets(r)); err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}

// tab is a page in a browser, and what happened in it that a report must never make happen.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	requests []string // every address that was asked for
	dialogs  []string
	errors   []string // exceptions, and what the browser complained about
}

func newTab(t *testing.T) *tab {
	t.Helper()
	b := &tab{t: t, ctx: chromium.Open(t)}
	if err := chromedp.Listen(b.ctx, b.note); err != nil {
		t.Fatal(err)
	}
	_, err := chromedp.Call(b.ctx, network.Enable, network.EnableParams{})
	b.must(err)
	return b
}

func (b *tab) note(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *page.EventJavascriptDialogOpening:
		b.dialogs = append(b.dialogs, e.Message)
		go func() { // the page waits until it is answered
			_, _ = chromedp.Call(b.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{})
		}()
	case *runtime.EventExceptionThrown:
		b.errors = append(b.errors, e.ExceptionDetails.Text)
	case *cdplog.EventEntryAdded:
		b.errors = append(b.errors, e.Entry.Text)
	}
}

// seen returns what happened since it was last asked, and forgets it.
func (b *tab) seen() (requests, dialogs, errors []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	requests, dialogs, errors = b.requests, b.dialogs, b.errors
	b.requests, b.dialogs, b.errors = nil, nil, nil
	return requests, dialogs, errors
}

// open shows a page, from a file as a reader would, at the fragment.
func (b *tab) open(content []byte, fragment string) {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), "report.html")
	if err := os.WriteFile(path, content, 0o666); err != nil {
		b.t.Fatal(err)
	}
	b.must(chromedp.Do(b.ctx, chromedp.Navigate("file://"+path+fragment)))
}

// media makes the page believe in a screen or a printer, light or dark.
func (b *tab) media(kind, scheme string) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: kind,
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	b.must(err)
}

func (b *tab) width(pixels int64) {
	b.t.Helper()
	b.must(chromedp.Do(b.ctx, chromedp.EmulateViewport(pixels, 900)))
}

func (b *tab) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// ask evaluates an expression in the page.
func ask[T any](b *tab, expression string) T {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	b.must(err)
	return value
}
