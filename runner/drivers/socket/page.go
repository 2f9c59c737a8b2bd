package socket

import (
	"net/http"
	"strings"

	"github.com/signspec/signspec/fixtures/probe"
	"github.com/signspec/signspec/runner/drivers"
)

// serveFile serves the H5 probe: its page, or one of its scripts.
func (d *Driver) serveFile(w http.ResponseWriter, r *http.Request, name string) {
	kind, text := d.file(name)
	if kind == "" {
		http.Error(w, "there is no such file", http.StatusNotFound)
		return
	}
	header := w.Header()
	header.Set("Content-Type", kind+"; charset=utf-8")
	header.Set("Content-Security-Policy", d.policy(r))
	if name == "embed.js" {
		header.Set("Cross-Origin-Resource-Policy", "cross-origin") // it is made for pages of others
	} else {
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
	}
	w.Write([]byte(text)) // fails only where the reader is gone
}

// file returns a file of the H5 probe and its kind; "" where there is none.
func (d *Driver) file(name string) (kind, text string) {
	const script = "text/javascript"
	switch name {
	case "":
		return "text/html", probe.Page(d.options.Adapter != "")
	case "page.css":
		return "text/css", probe.Style()
	case "probe.js":
		return script, drivers.Probe
	case "link.js":
		return script, probe.Link()
	case "page.js":
		return script, probe.Script()
	case "adapter.js":
		if d.options.Adapter != "" {
			return script, d.options.Adapter
		}
	case "embed.js":
		// One script for the wallet's own page, where my is.
		return script, strings.Join([]string{drivers.Probe, probe.Link(), probe.Script()}, "\n;\n")
	}
	return "", ""
}

// policy is the content security policy of the page: its own scripts, nothing inline, and nobody to talk to but this
// server. An adapter module is the user's own and brings a wallet along, which may open pages and ask its servers.
func (d *Driver) policy(r *http.Request) string {
	// Old WebViews do not count a WebSocket to the same server as 'self'.
	connect := "connect-src 'self' ws://" + r.Host + " wss://" + r.Host
	rest := ""
	if d.options.Adapter != "" {
		connect = "connect-src *"
		rest = "; frame-src *; img-src * data:; style-src 'self' 'unsafe-inline'"
	} else {
		rest = "; style-src 'self'"
	}
	return "default-src 'none'; script-src 'self'; " + connect + rest + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}
