package main

import (
	"maps"

	"github.com/signspec/signspec/reports/run"
)

// program is a mini program of one page, whose script is given; files are put beside it or in the place of its own.
func program(script string, files map[string]string) map[string]string {
	all := map[string]string{
		"app.json": `{"pages": ["pages/pay"]}`, "app.js": "App({})", "pages/pay.js": script,
		"pages/pay.axml": `<view><button onTap="onSign">Sign</button></view>`,
		"signspec.yaml": `open: pages/pay
start: onSign
server:
  - role: prepare
    request: POST /api/prepare
    reply: { authUrl: "{signStr}" }
`,
	}
	maps.Copy(all, files)
	return all
}

// asks is a page that asks its server for a sign string and then does something.
func asks(then string) string {
	return `Page({ onSign() { my.request({ url: "https://shop.example/api/prepare", method: "POST", success() { ` + then + ` } }) } })`
}

var merchantArgs = []string{"merchant"}

var badMerchants = map[string]badInput{
	"no program":  {args: merchantArgs, says: []string{"there is no app.json"}},
	"no folder":   {args: []string{"merchant", "shop"}, says: []string{"shop: there is no such file or folder"}},
	"two folders": {args: []string{"merchant", "shop", "bakery"}, says: []string{"there is no place for", "bakery"}},
	"an unknown key": {files: program(asks(""), map[string]string{"signspec.yaml": "opn: pages/pay\nstart: onSign\nserver: []\n"}), args: merchantArgs,
		says: []string{"signspec.yaml:1:1", `unknown key "opn"`, "did you mean open?"}},
	"an unknown profile": {files: program(asks(""), map[string]string{"signspec.yaml": "open: pages/pay\nstart: onSign\nserver: []\nprofile: documentd\n"}), args: merchantArgs,
		says: []string{"documentd", "did you mean documented?"}},
	"an unknown page": {files: program(asks(""), map[string]string{"signspec.yaml": "open: pages/pya\nstart: onSign\nserver: []\n"}), args: merchantArgs,
		says: []string{`no page "pages/pya"`, "did you mean pages/pay?"}},
	"a page without a file": {files: program(asks(""), map[string]string{
		"app.json":      `{"pages": ["pages/pay", "pages/done"]}`,
		"signspec.yaml": "open: pages/done\nstart: onSign\nserver: []\n",
	}), args: merchantArgs, says: []string{"app.json:1:", "pages/done"}},
	"a script that does not parse": {files: program("Page({ onSign() {", nil), args: merchantArgs, says: []string{"pages/pay.js:1:"}},
	"an import that is not found":  {files: program(`import x from "./nope"; Page({ onSign: x })`, nil), args: merchantArgs, says: []string{"pages/pay.js:1:15", "./nope"}},
	"no such handler":              {files: program(`Page({ onSgin() {} })`, nil), args: merchantArgs, says: []string{"onSign", "did you mean onSgin?"}},
	"a request without a route": {files: program(asks(`my.request({ url: "https://shop.example/api/stock" })`), nil), args: merchantArgs,
		says: []string{"GET /api/stock", "request: GET /api/stock"}},
	"a rule of wallets":      {files: program(asks(""), nil), args: []string{"merchant", "--rules", "settles"}, says: []string{"settles"}},
	"an empty configuration": {files: program("Page({ onSign() {} })", map[string]string{"signspec.yaml": ""}), args: merchantArgs, says: []string{"signspec.yaml"}},
	"the API is never called": {files: program(asks(`my.alert({ content: "later" })`), nil), args: merchantArgs, status: run.ExitNonconformant,
		says: []string{"it was not called. What happened: started onSign; POST /api/prepare; answer 200; alert"}},
	"a server that gives no string to sign": {files: program(asks(`my.alert({ content: "later" })`), map[string]string{
		"server.js":     `export default () => ({ status: 200, body: { authUrl: "", note: "<html><body>welcome</body></html>" } })`,
		"signspec.yaml": "open: pages/pay\nstart: onSign\nserver: ./server.js\n",
	}), args: merchantArgs, status: run.ExitInconclusive, says: []string{"nothing that the server answered holds a string to sign: started onSign"}},
}
