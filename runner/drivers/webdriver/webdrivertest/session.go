package webdrivertest

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
)

// handle is the one window of the WebView.
const handle = "the-one-window"

// elementKey is the standard's.
const elementKey = "element-6066-11e4-a52e-4f735466cecf"

// session is one phone that somebody uses. Its commands go one after another.
type session struct {
	server *Server
	phone  *phone

	mu      sync.Mutex
	context string
	listed  int           // how often the contexts were
	script  time.Duration // the script timeout
}

// defaultScript is the script timeout of the standard.
const defaultScript = 30 * time.Second

// create makes a session whose capabilities are as the standard has them and match a phone.
func (s *Server) create(body map[string]any) answer {
	capabilities, _ := body["capabilities"].(map[string]any)
	if capabilities == nil {
		s.refuse("POST session", "there are no capabilities")
		return failed(w3c.InvalidArgument, "there are no capabilities")
	}
	merged, why := merge(capabilities)
	if why != "" {
		s.refuse("POST session", why)
		return failed(w3c.InvalidArgument, "%s", why)
	}
	if merged == nil {
		return failed(w3c.SessionNotCreated, "no phone is like that; there are phones with platformName android")
	}
	one := &session{server: s, phone: &phone{server: s}, context: Native, script: defaultScript}
	if err := one.phone.load(); err != nil {
		return failed(w3c.SessionNotCreated, "%v", err)
	}
	id := rand.Text()
	s.created.Add(1)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sessions[id] = one
	s.peak = max(s.peak, len(s.sessions))
	return answer{value: map[string]any{"sessionId": id, "capabilities": merged}}
}

// merge picks the first of the capabilities that a phone has; nil where none has.
func merge(capabilities map[string]any) (map[string]any, string) {
	always, _ := capabilities["alwaysMatch"].(map[string]any)
	first, _ := capabilities["firstMatch"].([]any)
	if len(first) == 0 {
		first = []any{map[string]any{}}
	}
	for _, one := range first {
		one, ok := one.(map[string]any)
		if !ok {
			return nil, "firstMatch holds something that is no object"
		}
		merged := map[string]any{"platformName": "android"}
		for _, from := range []map[string]any{always, one} {
			for name, value := range from {
				if !strings.Contains(name, ":") && name != "platformName" && name != "browserName" && name != "unhandledPromptBehavior" {
					return nil, fmt.Sprintf("the capability %q has no prefix and is not of the standard", name)
				}
				if _, both := always[name]; both && one[name] != nil {
					return nil, fmt.Sprintf("the capability %q stands in alwaysMatch and in firstMatch", name)
				}
				merged[name] = value
			}
		}
		if platform, _ := merged["platformName"].(string); strings.EqualFold(platform, "android") {
			return merged, ""
		}
	}
	return nil, ""
}

// command carries a command out.
func (s *session) command(name string, body map[string]any) answer {
	switch name {
	case "GET contexts":
		s.listed++
		return answer{value: s.contexts()}
	case "POST context":
		name, _ := body["name"].(string)
		if !slices.Contains(s.contexts(), name) {
			return failed(w3c.NoSuchContext, "there is no context %q", name)
		}
		s.context = name
		return answer{}
	case "POST timeouts":
		if ms, ok := body["script"].(float64); ok {
			s.script = time.Duration(ms) * time.Millisecond
		}
		return answer{}
	}
	if s.context == Native {
		return s.native(name, body)
	}
	return s.web(name, body)
}

// contexts are those that are there by now.
func (s *session) contexts() []string {
	if s.listed < s.server.options.LateWebView {
		return []string{Native}
	}
	return []string{Native, WebView}
}

// wrong refuses a command that this context does not have.
func (s *session) wrong(name string) answer {
	s.server.refuse(name, "not in "+s.context)
	return failed(w3c.UnknownMethod, "%s is no command in %s", name, s.context)
}

// native carries out a command on the screen of the app.
func (s *session) native(name string, body map[string]any) answer {
	ref, verb := element(name)
	switch {
	case name == "POST elements":
		found, known := s.phone.find(fmt.Sprint(body["using"]), fmt.Sprint(body["value"]))
		if !known {
			s.server.refuse(name, fmt.Sprintf("by %v", body["using"]))
			return failed(w3c.InvalidSelector, "the screen of an app has nothing by %v", body["using"])
		}
		elements := []map[string]string{}
		for _, ref := range found {
			elements = append(elements, map[string]string{elementKey: ref})
		}
		return answer{value: elements}
	case verb == "click":
		if !s.phone.press(ref) {
			return failed(w3c.StaleElementReference, "%s is not there any more", ref)
		}
		return answer{}
	case verb == "displayed":
		return answer{value: true}
	case name == "POST back":
		s.phone.back()
		return answer{}
	case name == "POST execute/sync" && body["script"] == "mobile: setConnectivity":
		args, _ := body["args"].([]any)
		if len(args) != 1 {
			return failed(w3c.InvalidArgument, "setConnectivity takes one object")
		}
		how, _ := args[0].(map[string]any)
		s.phone.connect(how["wifi"] == true && how["data"] == true)
		return answer{}
	}
	return s.wrong(name)
}

// element takes the reference and the verb out of "POST element/REF/click".
func element(name string) (ref, verb string) {
	_, path, ok := strings.Cut(name, " element/")
	if !ok {
		return "", ""
	}
	last := strings.LastIndex(path, "/")
	if last < 0 {
		return path, ""
	}
	return path[:last], path[last+1:]
}

// web carries out a command in the WebView.
func (s *session) web(name string, body map[string]any) answer {
	world := s.phone.world()
	script, _ := body["script"].(string)
	args, hasArgs := body["args"].([]any)
	if strings.HasPrefix(name, "POST execute") && (!hasArgs || strings.HasPrefix(script, "mobile:")) {
		return s.wrong(name + " " + script)
	}
	switch name {
	case "GET url":
		raw, err := world.execute("return location.href", nil)
		return result(raw, err)
	case "GET title":
		return answer{value: "Acme Wallet"}
	case "POST url":
		if err := s.phone.load(); err != nil {
			return failed(w3c.UnknownError, "%v", err)
		}
		return answer{}
	case "GET window":
		return answer{value: handle}
	case "GET window/handles":
		return answer{value: []string{handle}}
	case "POST window":
		if body["handle"] != handle {
			return failed(w3c.NoSuchWindow, "there is no window %v", body["handle"])
		}
		return answer{}
	case "POST frame":
		if id, ok := body["id"]; !ok || id != nil {
			return failed(w3c.NoSuchFrame, "the page has no frames")
		}
		return answer{}
	case "POST elements":
		if body["using"] != w3c.ByCSS && body["using"] != w3c.ByXPath {
			return s.wrong(name)
		}
		return answer{value: []any{}}
	case "POST alert/accept":
		return failed(w3c.NoSuchAlert, "there is no alert")
	case "POST execute/sync":
		raw, err := world.execute(script, args)
		return result(raw, err)
	case "POST execute/async":
		done := make(chan json.RawMessage, 1)
		if err := world.executeAsync(script, args, done); err != nil {
			return failed(w3c.JavaScriptError, "%v", err)
		}
		select {
		case raw := <-done:
			return answer{value: raw}
		case <-time.After(s.script):
			return failed(w3c.ScriptTimeout, "the callback did not come within %s", s.script)
		}
	}
	return s.wrong(name)
}

func result(raw json.RawMessage, err error) answer {
	if err != nil {
		return failed(w3c.JavaScriptError, "%v", err)
	}
	return answer{value: raw}
}
