package platform_test

import (
	"fmt"
	"io"
	"net"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/server"
)

// TestNamesOfHeaders looks at the bytes of answers: names are in lower case, as clients of the platforms' own need them, and
// with capitals where that is staged.
func TestNamesOfHeaders(t *testing.T) {
	keys, err := platform.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	portal, err := schemas.LoadPortal(schemas.DefaultPortal)
	if err != nil {
		t.Fatal(err)
	}
	p, err := platform.Listen(platform.Options{Portal: portal, Keys: keys, ClientID: "C1", Address: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	for change, names := range map[server.Change][]string{
		"":                  {"signature", "client-id", "response-time"},
		server.CapitalNames: {"Signature", "Client-Id", "Response-Time"},
	} {
		attempt := p.Attempt(server.Attempt{Apply: []server.Answer{{Change: change}}}, 0, platform.NewRecorder())
		body := `{"grantType":"AUTHORIZATION_CODE","authCode":"` + attempt.Code(portal) + `"}`
		connection, err := net.Dial("tcp", strings.TrimPrefix(p.URL(), "http://"))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(connection, "POST %s HTTP/1.1\r\nHost: platform\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s",
			portal.Path(schemas.ApplyOperation), len(body), body)
		answer, err := io.ReadAll(connection)
		connection.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if !strings.Contains(string(answer), "\r\n"+name+": ") {
				t.Errorf("staged as %q, an answer has no header %s: %q", change, name, answer)
			}
		}
	}
}
