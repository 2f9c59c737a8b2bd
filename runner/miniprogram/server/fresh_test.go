package server_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/schemas"
)

// Each preparation gets a sign string of its own, unless the reply hides it in a longer text.
func TestEveryPreparationHasItsOwnSignStr(t *testing.T) {
	routes, err := server.NewRoutes("signspec.yaml", []schemas.Route{
		{Role: schemas.PrepareRole, Request: "POST /prepare", Reply: map[string]any{"url": server.SignStrMark}},
		{Role: schemas.PrepareRole, Request: "POST /other", Reply: map[string]any{"url": server.SignStrMark}},
	})
	if err != nil {
		t.Fatal(err)
	}
	hidden, err := server.NewRoutes("signspec.yaml", []schemas.Route{
		{Role: schemas.PrepareRole, Request: "POST /prepare", Reply: `{"url":"` + server.SignStrMark + `"}`},
	})
	if err != nil {
		t.Fatal(err)
	}
	played, err := module(t, `export default (request, stage) => ({ role: 'prepare', body: { url: stage.signStr } })`)
	if err != nil {
		t.Fatal(err)
	}
	own := []string{`prepare 200 {"url":"S"}`, `prepare 200 {"url":"S&n=2"}`, `prepare 200 {"url":"S&n=3"}`, `prepare 200 {"url":"S"}`}
	for name, c := range map[string]struct {
		server server.Server
		paths  []string
		want   []string
	}{
		"routes":          {routes, []string{"/prepare", "/prepare", "/prepare", "/other"}, own},
		"a module":        {played, []string{"/prepare", "/prepare", "/prepare", "/other"}, own},
		"a hidden string": {hidden, []string{"/prepare", "/prepare"}, []string{own[0], own[0]}},
	} {
		t.Run(name, func(t *testing.T) {
			session, err := c.server.Begin(server.Stage{SignStr: "S"})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, path := range c.paths {
				reply, err := session.Answer(server.Request{Method: "POST", URL: "https://m.test" + path})
				if err != nil {
					t.Fatal(err)
				}
				reply.Body = strings.ReplaceAll(reply.Body, `\u0026`, "&") // as JSON writes it
				got = append(got, shown(reply))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if session.SignStr() != "S" {
				t.Errorf("the scenario's is %q", session.SignStr())
			}
		})
	}
}
