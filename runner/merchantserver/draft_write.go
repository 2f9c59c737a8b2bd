package merchantserver

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"

	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/schemas"
)

// write writes the target file: every value as JSON, which YAML is read as too.
func (d *draft) write() []byte {
	var b bytes.Buffer
	c := d.server.config
	b.WriteString(schemas.EditorLine(schemas.ServerSchema))
	b.WriteString("# Written by \"signspec server init\" from one attempt that it watched. Two controls were made with it:\n" +
		"# a good attempt is bound by it, and a refused one is not.\n")
	fmt.Fprintf(&b, "portal: %s\nserver:\n  base: %s\n", c.Portal, plainly(c.Server.Base))
	if c.Server.Start != "" {
		fmt.Fprintf(&b, "  start: %s\n", plainly(c.Server.Start))
	}
	if c.Server.Dir != "" {
		fmt.Fprintf(&b, "  dir: %s\n", plainly(c.Server.Dir))
	}
	if len(c.Server.Env) > 0 {
		fmt.Fprintf(&b, "  env: %s\n", plainly(c.Server.Env))
	}
	if c.Platform.Keys != "" { // which a server that is not started here must know before
		fmt.Fprintf(&b, "platform: { listen: %s, keys: %s }\n", plainly(c.Platform.Listen), plainly(filepath.ToSlash(c.Platform.Keys)))
	}
	writeCall(&b, "start", "gives the string to sign", d.call.start)
	writeCall(&b, "result", "takes what the JSAPI handed over", d.call.result)
	if d.call.status != nil {
		writeCall(&b, "status", "tells whether the user is bound", d.call.status)
	} else {
		b.WriteString("# status: the call that tells whether the user is bound; without it some rules go untested\n")
	}
	b.WriteString("# unbind: { request: POST /path }   where a user cancels\n" +
		"# notify: /path                     where notifications are taken\n")
	return b.Bytes()
}

func writeCall(b *bytes.Buffer, name, what string, c *httpcall.Call) {
	fmt.Fprintf(b, "%s: # %s\n  request: %s\n", name, what, plainly(c.Request))
	if len(c.Headers) > 0 {
		fmt.Fprintf(b, "  headers: %s\n", plainly(c.Headers))
	}
	if c.JSON != nil {
		fmt.Fprintf(b, "  json: %s\n", plainly(c.JSON))
	}
	if c.Form != nil {
		fmt.Fprintf(b, "  form: %s\n", plainly(c.Form))
	}
	if c.SignStr != "" {
		fmt.Fprintf(b, "  signStr: %s\n", plainly(c.SignStr))
	}
	for _, m := range []struct {
		name  string
		match *httpcall.Match
	}{{"bound", c.Bound}, {"pending", c.Pending}} {
		if m.match == nil {
			continue
		}
		fmt.Fprintf(b, "  %s: { status: %d", m.name, m.match.Status)
		if len(m.match.JSON) > 0 {
			fmt.Fprintf(b, ", json: %s", plainly(m.match.JSON))
		}
		b.WriteString(" }\n")
	}
}

// plainly writes a value as JSON on one line.
func plainly(value any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(value) // what was read of JSON and of files can be written
	return string(bytes.TrimSpace(b.Bytes()))
}
