// Package draft drafts a target file: it finds what there is, asks how a wallet is reached, and writes a commented file.
package draft

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"

	"al.essio.dev/pkg/shellescape"

	"github.com/signspec/signspec/schemas"
)

// Text is the target file that the answers make; out is the name that it gets.
func Text(out string, a Answers) string {
	return schemas.EditorLine(
		schemas.TargetSchema,
	) + `# How signspec reaches a wallet: ` + shellescape.QuoteCommand(
		[]string{"signspec", "wallet", filepath.Base(out)},
	) + `
# Paths are relative to this file. ${NAME} is a variable of the environment in server, headers, capabilities and hook,
# for what must not stand in a file. schemas/targets in signspec's repository shows every option.

` + subjectText(
		a,
	) + `
# The edition of the contract: documented, alipay-connect, rebell, besuperapp, qicard, field, or a file.
profile: documented
# plan: thrifty               # at most 12 authorisations

# Exactly one driver:
#   script: my-wallet.adapter.ts            an adapter module in the embedded engine
#   exec: [node, adapter.js]                any program that speaks the adapter protocol
#   browser: { url: "https://..." }         Chromium, started; or { devtools: 9222 } for one that runs
#   webdriver: { server: "http://..." }     chromedriver, Appium, a grid
#   socket: {}                              a probe on a device that dials out
driver:
` + driverText(
		a,
	) + stageText(
		a,
	) + `
# How long to wait; the driver's own times where these are missing.
# timing: { settle: 30s, quiet: 200ms }
`
}

func subjectText(a Answers) string {
	if a.name == "" {
		return `# What is judged, where the wallet does not say so itself. The digest of the artifact stands in a certificate.
# subject: { name: My Wallet, version: 1.0.0, artifact: app.apk }
`
	}
	return `# What is judged. The digest of the artifact stands in a certificate.
subject:
  name: ` + quoted(a.name) + `
  # version: 1.0.0
  # artifact: app.apk
`
}

func driverText(a Answers) string {
	switch a.driver {
	case "script":
		return "  script: " + quoted(a.where) + "\n"
	case "exec":
		var words []string
		for _, word := range strings.Fields(a.where) {
			words = append(words, quoted(word))
		}
		return "  exec: [" + strings.Join(words, ", ") + "]\n"
	case "browser":
		return browserText(a)
	case "webdriver":
		return webdriverText(a)
	}
	return `  socket:
    address: ` + quoted(a.where) + `
    # publicUrl: "https://probe.example.com"    # how a device reaches that through a tunnel
    # tokenFile: token                          # keeps the link the same from run to run
    # writeProbe: probe                         # a folder to write the probe mini program into
    # module: my-wallet.adapter.ts              # that the H5 page loads
    # wait: 10m                                 # for the device
`
}

func browserText(a Answers) string {
	if isPage(a.where) {
		return `  browser:
    url: ` + quoted(a.where) + `
    # devtools: 9222                            # a browser that runs already; without it one is started
    # target: { type: page, pattern: wallet }   # where my is; the first page that has one otherwise
`
	}
	return `  browser:
    devtools: ` + quoted(a.where) + `
    # url: "http://127.0.0.1:8080/"             # the page to load; without it the page that is open
    # target: { type: page, pattern: wallet }   # where my is; the first page that has one otherwise
`
}

func webdriverText(a Answers) string {
	head := `  webdriver:
    server: ` + quoted(a.where) + ` # or https://${CLOUD_USER}:${CLOUD_KEY}@...
    # headers: { Authorization: "Bearer ${CLOUD_TOKEN}" }
`
	if a.on == onPage {
		return head + `    capabilities: { browserName: chrome }
    url: http://127.0.0.1:8080/
`
	}
	return head + `    capabilities:
      platformName: Android
      appium:automationName: UiAutomator2
      appium:app: app.apk
    target: { context: WEBVIEW }                # where my is
    actionsOn: { context: NATIVE_APP }          # where the buttons are
`
}

// stageText is the part of the file that arranges outcomes; empty where an adapter does.
func stageText(a Answers) string {
	if a.source == "" || a.source == "page" && a.buttons == "sandbox" {
		return ""
	}
	return "\n# How outcomes are arranged.\nstage:\n" + sourceText(a) + buttonsText(a)
}

func sourceText(a Answers) string {
	head := "  # Where sign strings come from: one of hook, command and signStr. Without them the page says it.\n"
	hook := "  # hook: http://127.0.0.1:3000/stage         # gets {outcome, authState} and answers {signStr}\n"
	command := "  # command: ./consult.sh                     # the same over its standard input and output\n"
	fixed := "  # signStr: { approve: \"https://...\", cancel: \"https://...\" }\n"
	switch a.source {
	case "hook":
		hook = "  hook: " + quoted(a.sourceIs) + " # gets {outcome, authState} and answers {signStr}\n"
	case "command":
		command = "  command: " + quoted(a.sourceIs) + " # gets {outcome, authState} and prints {signStr}\n"
	case "signStr":
		fixed = `  signStr:                                    # put your own here; an outcome that is missing cannot be staged
    approve: https://wallet.example/authorise?outcome=approve
    cancel: https://wallet.example/authorise?outcome=cancel
    network: https://wallet.example/authorise?outcome=network
    unknown: https://wallet.example/authorise?outcome=unknown
    fail: https://wallet.example/authorise?outcome=fail
`
	}
	return head + hook + command + fixed
}

func buttonsText(a Answers) string {
	confirm, cancel := `"#confirm"`, `"#cancel"`
	if a.driver == "webdriver" && a.on == onApp {
		confirm, cancel = "Confirm", "Cancel"
	}
	switch a.buttons {
	case "operator":
		return "  # A person is told what to do.\n  operator: true\n"
	case "actions":
		return `  # What is done on the authorisation page. An outcome that is missing cannot be staged.
  actions:
    approve: [{ click: ` + confirm + ` }]
    cancel: [{ click: ` + cancel + ` }]
    network: [{ waitFor: ` + confirm + ` }, { network: "off" }, { click: ` + confirm + ` }]
    unknown: [{ click: ` + confirm + ` }]
    fail: [{ click: ` + confirm + ` }]
`
	}
	return "  # Nobody presses a button: the sandbox ends every authorisation as it was asked to. Otherwise: operator or actions.\n"
}

// quoted writes a text as YAML, which reads what JSON writes.
func quoted(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		panic("a string is JSON: " + err.Error())
	}
	return strings.TrimSpace(b.String())
}
