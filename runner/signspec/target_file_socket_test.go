package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/signspec/signspec/fixtures/chromium"
	"github.com/signspec/signspec/reports/run"
)

// sayer is a wallet whose sign strings say what comes of them.
const sayer = `
export const wallet = { name: 'Told Wallet', version: '1' }
export const my = {
  signContract({ signStr, success, fail, complete }) {
    setTimeout(() => {
      if (signStr === 'https://wallet.example/?then=approve') success?.({ authState: 'a', authCode: 'c' })
      else fail?.({ error: '6001', errMessage: 'cancelled' })
      complete?.()
    }, 1)
  },
}
`

// A target file listens for a probe as "signspec listen" does, with strings of its own to be signed.
func TestATargetFileWaitsForADevice(t *testing.T) {
	t.Parallel()
	dir := write(t, "wallet.yaml", `
driver:
  socket: { address: "127.0.0.1:0", module: wallet.js, tokenFile: token, writeProbe: probe, wait: 1m }
stage:
  signStr: { approve: "https://wallet.example/?then=approve", cancel: "https://wallet.example/?then=cancel" }
timing: { settle: 3s, quiet: 10ms }
`)
	if err := os.WriteFile(filepath.Join(dir, "wallet.js"), []byte(sayer), 0o600); err != nil {
		t.Fatal(err)
	}
	r := begin(t, dir, "wallet", "--rules", "error-cancelled,settles", "wallet.yaml")
	r.await(t, "Waiting for a device, for at most 1m0s")
	link := linkShown.FindString(r.stderr.String())
	token, err := os.ReadFile(filepath.Join(dir, "token"))
	if err != nil || !strings.Contains(link, strings.TrimSpace(string(token))) {
		t.Errorf("the token %q, %v, is not in the link %s", token, err, link)
	}
	config, err := os.ReadFile(filepath.Join(dir, "probe", "config.js"))
	if err != nil || !strings.Contains(string(config), link) {
		t.Errorf("the probe has not the link %s: %q, %v", link, config, err)
	}
	if err := chromedp.Do(chromium.Open(t), chromedp.Navigate(link)); err != nil {
		t.Fatal(err)
	}
	checked := written(t, r.end(t))
	held := withStatus(checked, run.Held)
	if slices.Sort(held); !slices.Equal(held, []string{"error-cancelled", "settles"}) {
		t.Errorf("%q held: %+v, %+v", held, checked.Error, checked.Rules)
	}
	if checked.Subject.Name != "Told Wallet" || checked.Subject.Driver != "socket" || checked.Subject.SHA256 == "" {
		t.Errorf("the subject is %+v", checked.Subject)
	}
	for _, rule := range checked.Rules {
		for _, gap := range rule.Untested {
			if !strings.Contains(gap.Reason, "no sign string is given for outcome ") {
				t.Errorf("%s is untested in %s: %s", rule.ID, gap.Scenario, gap.Reason)
			}
		}
	}
}
