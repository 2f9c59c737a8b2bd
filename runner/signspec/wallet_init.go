package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports"
)

func newWalletInit(env environment) *cobra.Command {
	var out string
	var overwrite bool
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Writes a commented wallet.yaml from what it finds here",
		Long: `Writes a commented wallet.yaml: the driver that fits what is found here, and the
others as comments. It looks for an adapter module in the working directory, a
browser that listens for DevTools and a WebDriver server on this machine.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			found := detect(cmd.Context())
			if err := writeTarget(out, overwrite, found); err != nil {
				fmt.Fprintln(env.stderr, "signspec:", err)
				return ended(reports.ExitConfiguration)
			}
			fmt.Fprintf(env.stdout, "Found: %s\nWrote: %s\nNext:  signspec wallet %s\n", found.what, out, out)
			return nil
		},
	}
	cmd.Flags().StringVar(&out, "out", "wallet.yaml", "file to write")
	cmd.Flags().BoolVar(&overwrite, "force", false, "overwrite a file that is there")
	return cmd
}

// detected is the driver that fits what was found.
type detected struct {
	what   string // in words
	driver string // the lines of the driver, indented
	stage  string // the lines of stage, or ""
}

// detect looks for the ways to reach a wallet, the easiest first.
func detect(ctx context.Context) detected {
	for _, pattern := range []string{"*.adapter.ts", "*.adapter.js", "*.adapter.mjs"} {
		if modules, _ := filepath.Glob(pattern); len(modules) > 0 {
			return detected{what: "the adapter module " + modules[0], driver: "  script: " + modules[0] + "\n"}
		}
	}
	for _, d := range []struct{ url, what, driver string }{
		{"http://127.0.0.1:9222/json/version", "a browser that listens for DevTools on port 9222", "  browser: { devtools: 9222 }\n"},
		{"http://127.0.0.1:4723/status", "an Appium server on port 4723", appiumDriver},
		{"http://127.0.0.1:4444/status", "a Selenium Grid on port 4444", gridDriver},
		{"http://127.0.0.1:9515/status", "a chromedriver on port 9515", chromedriverDriver},
	} {
		if answers(ctx, d.url) {
			return detected{what: d.what, driver: d.driver, stage: pageStage}
		}
	}
	return detected{what: "nothing here, so the file is for a page that you name", driver: "  browser: { url: \"http://127.0.0.1:8080/\" }\n", stage: pageStage}
}

// lookFor is how long a server on this machine may take to show that it is there.
const lookFor = 300 * time.Millisecond

func answers(ctx context.Context, url string) bool {
	ctx, cancel := context.WithTimeout(ctx, lookFor)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	response.Body.Close()
	return response.StatusCode == http.StatusOK
}

const (
	appiumDriver = `  webdriver:
    server: http://127.0.0.1:4723
    capabilities:
      platformName: Android
      appium:automationName: UiAutomator2
      appium:app: app.apk
    context: WEBVIEW              # where my is
    actionsContext: NATIVE_APP    # where the buttons are
`
	gridDriver = `  webdriver:
    server: http://127.0.0.1:4444
    url: http://127.0.0.1:8080/
    capabilities: { browserName: chrome }
`
	chromedriverDriver = `  webdriver:
    server: http://127.0.0.1:9515
    url: http://127.0.0.1:8080/
    capabilities: { browserName: chrome }
`
	pageStage = `stage:
  # Where sign strings come from: a URL or a command that gets {outcome, authState} and answers {signStr}.
  hook: http://127.0.0.1:3000/stage
  # command: ./consult.sh
  # signStr: { approve: "https://...", cancel: "https://..." }
  # What is done on the authorisation page. An outcome that is missing cannot be staged.
  actions:
    approve: [{ click: "#confirm" }]
    cancel: [{ click: "#cancel" }]
    network: [{ waitFor: "#confirm" }, { network: "off" }, { click: "#confirm" }]
    unknown: [{ click: "#confirm" }]
    fail: [{ click: "#confirm" }]
  # operator: true              # instead of actions: a person is told what to do
`
)

// targetText is the file, with the driver that was found.
func targetText(d detected) string {
	return `# How signspec reaches a wallet: signspec wallet wallet.yaml
# Paths are relative to this file. "signspec rules" lists what is checked.

# What is judged; its digest stands in the reports and in a certificate.
subject:
  name: My Wallet
  version: "1.0"
  # artifact: app.apk

# The edition of the contract: documented, alipay-connect, rebell, besuperapp, qicard, field, or a file.
profile: documented

# Exactly one driver:
#   script: my-wallet.adapter.ts            an adapter module in the embedded engine
#   exec: [node, adapter.js]                any program that speaks the adapter protocol
#   browser: { url: "https://..." }         Chromium, started; or { devtools: 9222 } for one that runs
#   webdriver: { server: "http://..." }     chromedriver, Appium, a grid
#   socket: {}                              a probe on a device that dials out
driver:
` + d.driver + `
` + d.stage + `
# How long to wait; the driver's own times where these are missing.
# timing: { settle: 30s, quiet: 200ms }
`
}

// writeTarget writes the file, and not over one that is there.
func writeTarget(name string, overwrite bool, d detected) error {
	if _, err := os.Lstat(name); err == nil && !overwrite {
		return fmt.Errorf("%s is there already; --force overwrites it", name)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("looking for %s: %w", name, err)
	}
	return reports.WriteFile(name, func(w io.Writer) error {
		_, err := io.WriteString(w, targetText(d))
		return err
	})
}
