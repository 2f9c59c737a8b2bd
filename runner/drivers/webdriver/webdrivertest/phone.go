package webdrivertest

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/signspec/signspec/schemas/record"
)

// The contexts of a phone.
const (
	Native  = "NATIVE_APP"
	WebView = "WEBVIEW_com.acme.wallet"
)

// phone is the device of one session: an app with a WebView, whose authorisation page is a screen of the app.
type phone struct {
	server *Server

	mu      sync.Mutex
	page    *world
	pages   int      // loaded so far
	screens []*sheet // the authorisation pages, the topmost last
	opened  int
	offline bool
}

// sheet is an authorisation page.
type sheet struct {
	name  string
	sign  authorisation
	ended func(result, authState, authCode string)
}

// authorisation is one that was staged.
type authorisation struct {
	state   string
	outcome record.Outcome
	known   bool
}

// load loads the page, afresh.
func (p *phone) load() error {
	page, err := newWorld(fmt.Sprintf("https://wallet.example/%d", p.pages+1), p.server.options.script(), p.open)
	if err != nil {
		return fmt.Errorf("the page of the options does not load: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.page != nil {
		p.page.leave()
	}
	p.page, p.screens = page, nil
	p.pages++
	return nil
}

func (p *phone) world() *world {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.page
}

// open opens the authorisation page, over the others.
func (p *phone) open(signStr string, ended func(result, authState, authCode string)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.opened++
	p.screens = append(p.screens, &sheet{name: fmt.Sprintf("sheet%d", p.opened), sign: p.server.authorisation(signStr), ended: ended})
}

// buttons are those of an authorisation page.
func buttons() []string { return []string{"Confirm", "Cancel"} }

// find returns the references of the elements on the screen that a locator means.
func (p *phone) find(using, value string) ([]string, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	known := slices.Contains([]string{"accessibility id", "id", "xpath", "class name", "-android uiautomator"}, using)
	found := []string{}
	if len(p.screens) == 0 {
		return found, known
	}
	top := p.screens[len(p.screens)-1]
	for _, button := range buttons() {
		if using == "accessibility id" && value == button || using == "xpath" && strings.Contains(value, `@text="`+button+`"`) {
			found = append(found, top.name+"/"+button)
		}
	}
	return found, known
}

// press presses a button, and says whether it was there.
func (p *phone) press(ref string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	name, button, _ := strings.Cut(ref, "/")
	if len(p.screens) == 0 || p.screens[len(p.screens)-1].name != name {
		return false
	}
	p.close(button == "Cancel")
	return true
}

// back is the button of the phone; it cancels what is on top.
func (p *phone) back() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.screens) > 0 {
		p.close(true)
	}
}

// close ends the authorisation on top.
func (p *phone) close(cancelled bool) {
	last := len(p.screens) - 1
	top := p.screens[last]
	p.screens = p.screens[:last]
	result := string(top.sign.outcome)
	switch {
	case cancelled:
		result = "cancel"
	case p.offline:
		result = "network"
	case !top.sign.known:
		result = "fail"
	case result == "cancel" || result == "network": // these are up to whoever stands before the screen
		result = "approve"
	}
	top.ended(result, top.sign.state, fmt.Sprintf("code-of-32-characters-%010d", p.server.codes.Add(1)))
}

// connect switches the network.
func (p *phone) connect(on bool) {
	p.mu.Lock()
	p.offline = !on
	page := p.page
	p.mu.Unlock()
	page.set("navigator", "onLine", on)
}

// isOffline says whether the network is off.
func (p *phone) isOffline() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.offline
}
