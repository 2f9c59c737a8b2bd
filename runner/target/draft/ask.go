package draft

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// Answers are what somebody says of a wallet.
type Answers struct {
	driver string // one of Drivers
	where  string // module, command, page or DevTools, server, address
	on     string // onApp or onPage, of webdriver
	name   string // empty leaves it to the wallet

	// source is where sign strings come from, sourceIs the URL or the command of it, and buttons who presses them. All
	// are empty where an adapter stages by itself.
	source, sourceIs, buttons string
}

// What a WebDriver session is on.
const (
	onApp  = "app"
	onPage = "page"
)

// Drivers are the drivers that a target file can name, the easiest first.
func Drivers() []string { return []string{"script", "exec", "browser", "webdriver", "socket"} }

// option is one of the answers to choose from.
type option struct{ name, says string }

func driverOptions() []option {
	says := []string{
		"an adapter module in JavaScript or TypeScript, in the embedded engine", "a program that speaks the adapter protocol",
		"a page of Chromium, or of an Android WebView", "chromedriver, Appium, a grid or a device cloud", "a probe on a device that dials out",
	}
	var options []option
	for i, name := range Drivers() {
		options = append(options, option{name, says[i]})
	}
	return options
}

// sourceOptions are where the sign strings of a driver may come from.
func sourceOptions(driver string) []option {
	options := []option{
		{"hook", "a URL that gets {outcome, authState} and answers {signStr}"},
		{"command", "a command that does the same over its standard input and output"},
		{"signStr", "fixed strings, one an outcome"},
	}
	page := option{"page", "the page itself, by its signspecAdapter.stage"}
	if driver == "socket" {
		page.says = "the adapter module of the probe, by its stage"
	}
	return append(options, page)
}

// buttonOptions are who may press the buttons, the first being the usual one.
func buttonOptions(driver, source string) []option {
	var options []option
	if driver != "socket" {
		options = append(options, option{"actions", "signspec, by actions that the file lists"})
	}
	if source != "page" { // a person is told what to do with a string that came from somewhere
		options = append(options, option{"operator", "a person, who is told what to do"})
	}
	return append(options, option{"sandbox", "nobody: the sandbox ends every authorisation as it was asked to"})
}

func names(options []option) []string {
	var all []string
	for _, o := range options {
		all = append(all, o.name)
	}
	return all
}

// Ask asks somebody at a terminal for everything that the file needs. look finds what there is for a driver; driver is
// chosen beforehand unless it is empty. The error is ErrInterrupted where the context ends first.
func Ask(ctx context.Context, in io.Reader, out io.Writer, found Found, driver string, look func(driver string) Found) (Answers, error) {
	v := newInterview(ctx, in, out)
	fmt.Fprintf(v.out, "Found: %s\nAn empty answer takes what stands in brackets.\n", found.What)
	a := found.Answers
	if driver == "" {
		if driver = v.choose("How is the wallet reached?", driverOptions(), a.driver); driver != a.driver {
			a = look(driver).Answers
		}
	}
	a.where = v.text(whereQuestion(a.driver), a.where, func(text string) string { return whereProblem(a.driver, text) })
	if a.driver == "webdriver" {
		a.on = v.choose("What is it, there?", []option{{onApp, "an app with a WebView in it"}, {onPage, "a page in a browser"}}, a.on)
	}
	a.name = v.text("What is the wallet called? Nothing leaves that to the wallet.", "", nil)
	if a.source != "" {
		v.askStaging(&a)
	}
	return a, v.failed
}

// askStaging asks how outcomes are arranged.
func (v *interview) askStaging(a *Answers) {
	a.source = v.choose("Where do sign strings come from?", sourceOptions(a.driver), a.source)
	a.sourceIs = ""
	switch a.source {
	case "hook":
		a.sourceIs = v.text("Which URL is it?", usualHook, httpProblem)
	case "command":
		a.sourceIs = v.text("Which command is it?", usualScript, nil)
	}
	buttons := buttonOptions(a.driver, a.source)
	a.buttons = v.choose("Who presses the buttons on the authorisation page?", buttons, buttons[0].name)
}

func whereQuestion(driver string) string {
	return map[string]string{
		"script":    "Which module is it?",
		"exec":      "Which command starts it?",
		"browser":   "Which page is it? A URL, or where a browser that runs already listens for DevTools: a port or host:port.",
		"webdriver": "Which server is it?",
		"socket":    "Where is it to listen? An address of this machine in the network of the device, and a port.",
	}[driver]
}

// whereProblem says what is wrong with where a wallet is said to be, or "".
func whereProblem(driver, text string) string {
	switch driver {
	case "webdriver":
		return httpProblem(text)
	case "socket":
		if _, port, err := net.SplitHostPort(text); err != nil || port == "" {
			return "it takes an address and a port, such as 192.168.1.20:8765"
		}
	case "browser":
		if !isPage(text) && !devToolsAddress.MatchString(text) {
			return "it takes a URL such as http://127.0.0.1:8080/, or where DevTools are, such as 9222 or 127.0.0.1:9222"
		}
	}
	return ""
}

// devToolsAddress is a port, a host with one, or the socket of a page.
var devToolsAddress = regexp.MustCompile(`^([0-9]+|[^/\s]+:[0-9]+|ws://\S+)$`)

// isPage says whether the text is the URL of a page, and not where DevTools are.
func isPage(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "file" && u.Path != "" || (u.Scheme == "http" || u.Scheme == "https") && u.Host != "")
}

// httpProblem says what is wrong with the URL of a server, or "".
func httpProblem(text string) string {
	u, err := url.Parse(text)
	switch {
	case strings.Contains(text, "${"):
		return "" // only the environment knows
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return "it takes a URL such as http://127.0.0.1:3000/"
	}
	return ""
}

// textProblem says what is wrong with any answer, or "".
func textProblem(text string) string {
	if strings.ContainsFunc(text, unicode.IsControl) {
		return "there is a key in it that writes no text"
	}
	return ""
}
