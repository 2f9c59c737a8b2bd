package draft

import (
	"context"
	"net/http"
	"path/filepath"
	"time"
)

// Found is what was found, and the answers that fit it.
type Found struct {
	What    string // in words
	Answers Answers
}

// What is proposed where nothing was found.
const (
	usualModule  = "my-wallet.adapter.ts"
	usualCommand = "node adapter.js"
	usualPage    = "http://127.0.0.1:8080/"
	usualServer  = "http://127.0.0.1:4723"
	usualAddress = "127.0.0.1:8765"
	usualHook    = "http://127.0.0.1:3000/stage"
	usualScript  = "./consult.sh"
)

// Find looks for the ways to reach a wallet, the easiest first, or for those of one driver. Paths are relative to
// the folder of the file that is to be written.
func Find(ctx context.Context, folder, driver string) Found {
	if driver == "" || driver == "script" {
		if module := adapterModule(folder); module != "" {
			return Found{"the adapter module " + module, defaults("script", module)}
		}
	}
	for _, d := range []struct{ url, what, driver, where, on string }{
		{"http://127.0.0.1:9222/json/version", "a browser that listens for DevTools on port 9222", "browser", "9222", ""},
		{"http://127.0.0.1:4723/status", "an Appium server on port 4723", "webdriver", "http://127.0.0.1:4723", onApp},
		{"http://127.0.0.1:4444/status", "a Selenium Grid on port 4444", "webdriver", "http://127.0.0.1:4444", onPage},
		{"http://127.0.0.1:9515/status", "a chromedriver on port 9515", "webdriver", "http://127.0.0.1:9515", onPage},
	} {
		if (driver == "" || driver == d.driver) && answering(ctx, d.url) {
			a := defaults(d.driver, d.where)
			a.on = d.on
			return Found{d.what, a}
		}
	}
	if driver == "" {
		driver = "browser"
	}
	return Found{"nothing here, so what the file names is an example", defaults(driver, "")}
}

// defaults are the answers of somebody who accepts every proposal.
func defaults(driver, where string) Answers {
	a := Answers{driver: driver, where: where, on: onApp, source: "hook", sourceIs: usualHook, buttons: "actions"}
	if where == "" {
		a.where = map[string]string{
			"script": usualModule, "exec": usualCommand, "browser": usualPage, "webdriver": usualServer, "socket": usualAddress,
		}[driver]
	}
	switch driver {
	case "script", "exec":
		a.source, a.sourceIs, a.buttons = "", "", ""
	case "socket":
		a.buttons = "operator"
	}
	return a
}

// adapterModule finds an adapter module in the working directory; "" where there is none.
func adapterModule(folder string) string {
	for _, pattern := range []string{"*.adapter.ts", "*.adapter.js", "*.adapter.mjs"} {
		modules, _ := filepath.Glob(pattern)
		if len(modules) == 0 {
			continue
		}
		if relative, err := relativeTo(folder, modules[0]); err == nil {
			return filepath.ToSlash(relative)
		}
	}
	return ""
}

// relativeTo makes a path of the working directory one of a folder.
func relativeTo(folder, name string) (string, error) {
	from, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	to, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	return filepath.Rel(from, to)
}

// lookFor is how long a server on this machine may take to show that it is there.
const lookFor = 300 * time.Millisecond

func answering(ctx context.Context, url string) bool {
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
