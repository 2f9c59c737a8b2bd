package socket

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"sync"
	"testing"

	"github.com/signspec/signspec/fixtures/probe"
	"github.com/signspec/signspec/runner/drivers"
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

	mu      sync.Mutex
	world   *world // nil while the mini program is not open
	storage map[string]string
	count   map[string]int // authorisations by sign string
}

// newPhone returns a phone on which the mini program is not open.
func newPhone(t *testing.T) *phone {
	t.Helper()
	p := &phone{t: t, ctx: within(t), storage: map[string]string{}, count: map[string]int{}}
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
	w.later(func() { answer <- w.page.Get("data").ToObject(w.rt).Get(name).String() })
	select {
	case text := <-answer:
		return text
	case <-w.ctx.Done():
		return ""
	}
}

// tap calls a handler of the page.
func (p *phone) tap(handler string) {
	w := p.now()
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
