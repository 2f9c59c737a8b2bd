package socket

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/signspec/signspec/fixtures/probe"
	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/drivertest"
)

// phone is a tiny container that runs the mini program, with real time, a real network and a wallet. What it keeps
// outlives the mini program, which lives in a world of its own each time it is opened.
type phone struct {
	t     *testing.T
	ctx   context.Context // ends with the test
	files map[string]string
	// withoutSockets leaves my.connectSocket out.
	withoutSockets bool
	// signed is told of every authorisation; it may be nil.
	signed func(signStr string)
	// given is what a script of the test may tell; it may be nil.
	given func(id string, ms float64)

	mu      sync.Mutex
	world   *world // nil while the mini program is not open
	storage map[string]string
	count   map[string]int      // authorisations by sign string
	history map[string][]string // what the page has shown under each name
	taps    int                 // how often somebody pressed a button
}

// newPhone returns a phone on which the mini program is not open.
func newPhone(t *testing.T) *phone {
	t.Helper()
	p := &phone{t: t, ctx: drivertest.Within(t), storage: map[string]string{}, count: map[string]int{}, history: map[string][]string{}}
	p.files = map[string]string{"lib/probe.js": drivers.Probe, "lib/link.js": probe.Link(), "config.js": "module.exports = { url: '' };"}
	files := probe.MiniProgram()
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, name)
		p.files[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// testWallet is the script of the wallet that phones have.
func testWallet(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("testdata/wallet.js")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// open opens the mini program with a link.
func (p *phone) open(url string) {
	w := newWorld(p)
	p.mu.Lock()
	p.world = w
	p.mu.Unlock()
	w.start(url)
}

func (p *phone) now() *world {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.world
}

// shown returns what the page shows under a name.
func (p *phone) shown(name string) string {
	w := p.now()
	answer := make(chan string, 1)
	w.later(func() { answer <- w.page.Get("data").Get(name).String() })
	select {
	case text := <-answer:
		return text
	case <-w.ctx.Done():
		return ""
	}
}

// note keeps what the page shows.
func (p *phone) note(name, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if all := p.history[name]; len(all) == 0 || all[len(all)-1] != text {
		p.history[name] = append(all, text)
	}
}

// showed returns all that the page has shown under a name, without what it has shown nothing between.
func (p *phone) showed(name string) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(p.history[name]), func(text string) bool { return text == "" })
}

// tapped returns how often somebody pressed a button.
func (p *phone) tapped() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.taps
}

// obey has somebody press Ready whenever they are asked, until the test ends.
func (p *phone) obey() {
	go func() {
		for asked := ""; p.ctx.Err() == nil; time.Sleep(time.Millisecond) {
			if asked = p.shown("choosing"); asked == "true" {
				p.tap("ready")
			}
		}
	}()
}

// tap calls a handler of the page.
func (p *phone) tap(handler string) {
	w := p.now()
	p.mu.Lock()
	p.taps++
	p.mu.Unlock()
	w.later(func() { w.call(w.page, handler, map[string]any{}) })
}

func (p *phone) authorised(signStr string) {
	p.mu.Lock()
	p.count[signStr]++
	p.mu.Unlock()
	if p.signed != nil {
		p.signed(signStr)
	}
}

// authorisations returns how often each sign string was authorised.
func (p *phone) authorisations() map[string]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.count)
}

func (p *phone) stored(key string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.storage[key]
}

func (p *phone) store(key, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.storage[key] = text
}
