package browser_test

import (
	"net/url"
	"slices"
	"testing"

	"github.com/signspec/signspec/fixtures/wallets/web"
	"github.com/signspec/signspec/runner/drivers/browser"
)

// TestEachFaultTurnsItsRuleRed switches on each fault of the web wallet and demands that exactly its rules are broken.
func TestEachFaultTurnsItsRuleRed(t *testing.T) {
	server, port := serve(t), devtools(t)
	for _, f := range web.Faults() {
		t.Run(f.Name, func(t *testing.T) {
			d := start(t, browser.Options{
				DevTools: port, URL: server.URL + "/?fault=" + url.QueryEscape(f.Name), Time: browser.Virtual,
			})
			got, seen := broken(perform(t, d, f.Shown...))
			want := slices.Clone(f.Breaks)
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("it breaks %v, want %v%s", got, want, seen)
			}
		})
	}
}
