package webdriver

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
	"github.com/signspec/signspec/schemas/config"
)

// Network says how to switch the network off and on, as commands of the session. The zero value chooses: Chromium's
// own emulation in a browser, "mobile: setConnectivity" on Android. iOS has no way; a device cloud has its own:
//
//	off: {script: "mobile: shell", args: [{command: "svc", args: ["wifi", "disable"]}]}
//	off: {path: "appium/device/toggle_wifi"}
type Network struct {
	Off Command `json:"off"`
	On  Command `json:"on"`
}

// Command is any command of a session: a script to execute, such as Appium's "mobile: ..." ones, or a path below the
// session's own URL that a body is posted to.
type Command struct {
	Script string `json:"script,omitempty"`
	Args   []any  `json:"args,omitempty"`
	Path   string `json:"path,omitempty"`
	Body   any    `json:"body,omitempty"`
}

func (c Command) given() bool { return c.Script != "" || c.Path != "" }

// Check returns what is wrong with the commands, or "".
func (n Network) Check() string {
	if n.Off.given() != n.On.given() {
		return "off and on belong together: what was switched off must be switched on again"
	}
	for _, c := range []Command{n.Off, n.On} {
		switch {
		case c.Script != "" && c.Path != "":
			return "a command is a script or a path, not both"
		case c.Script == "" && c.Args != nil || c.Path == "" && c.Body != nil:
			return "args belong to a script, and a body to a path"
		case strings.HasPrefix(c.Path, "/"):
			return fmt.Sprintf("path %q stands below the session's URL, without a slash before it", c.Path)
		}
	}
	return ""
}

// errNoNetwork says that the network cannot be switched in this session.
func errNoNetwork(platform string) error {
	return &config.Error{Message: fmt.Sprintf("there is no known way to switch the network in a session on %q; give the "+
		"commands for it, or no actions that need them", platform)}
}

// switchNetwork takes the network away or gives it back.
func (a *access) switchNetwork(ctx context.Context, on bool) error {
	command := a.options.Network.Off
	if on {
		command = a.options.Network.On
	}
	platform := strings.ToLower(capability(a.cursor.session, "platformName"))
	if !command.given() && platform != "android" {
		vendor, ok := chromiumVendors[strings.ToLower(capability(a.cursor.session, "browserName"))]
		if !ok {
			return errNoNetwork(platform)
		}
		return a.cursor.in(ctx, a.home, func() error { return a.cursor.session.ChromiumNetwork(ctx, vendor, on) })
	}
	if !command.given() {
		command = Command{Script: "mobile: setConnectivity", Args: []any{map[string]any{"wifi": on, "data": on}}}
	}
	at := a.home
	if a.contexts && strings.HasPrefix(command.Script, "mobile:") { // in a page's context some drivers pass it on to the page
		at = spot{context: nativeContext}
	}
	return a.cursor.in(ctx, at, func() error {
		if command.Script != "" {
			return a.cursor.session.Execute(ctx, command.Script, nil, command.Args...)
		}
		return a.cursor.session.Do(ctx, http.MethodPost, command.Path, command.Body, nil)
	})
}

// RestoreNetwork gives the network back, and waits until the page has it.
func (a *access) RestoreNetwork(ctx context.Context) error {
	if err := a.switchNetwork(ctx, true); err != nil {
		return fmt.Errorf("giving the network back: %w", err)
	}
	return a.awaitOnline(ctx)
}

// capability reads a capability that is text.
func capability(s *w3c.Session, name string) string {
	text, _ := s.Capabilities[name].(string)
	return text
}

// chromiumVendors has the prefix of the driver's own commands for each name under which a driver calls a Chromium.
var chromiumVendors = map[string]string{
	"chrome": "goog", "chromium": "goog", "chrome-headless-shell": "goog", "msedge": "ms", "microsoftedge": "ms",
}
