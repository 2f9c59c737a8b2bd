package webdrivertest

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
)

// answer is what a command comes to.
type answer struct {
	value   any
	code    w3c.Code // of an error
	message string
}

func failed(code w3c.Code, format string, args ...any) answer {
	return answer{code: code, message: fmt.Sprintf(format, args...)}
}

// serve answers a command.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	path, ok := strings.CutPrefix(r.URL.Path, s.options.Path+"/")
	if !ok {
		http.NotFound(w, r)
		return
	}
	if user, password, _ := r.BasicAuth(); s.options.User != "" && (user != s.options.User || password != s.options.Password) {
		w.Header().Set("WWW-Authenticate", "Basic")
		http.Error(w, "<html>who are you?</html>", http.StatusUnauthorized)
		return
	}
	id, rest := "", path
	if below, ok := strings.CutPrefix(path, "session/"); ok {
		id, rest, _ = strings.Cut(below, "/")
	}
	command := Command{Session: id, Name: strings.TrimSpace(r.Method + " " + rest), Number: s.commands.Add(1)}
	if s.options.Before != nil {
		if how := s.options.Before(command); how != None {
			fail(w, how)
			return
		}
	}
	body, problem := read(r)
	var a answer
	if problem != "" {
		s.refuse(command.Name, problem)
		a = failed(w3c.InvalidArgument, "%s", problem)
	} else {
		a = s.dispatch(id, command.Name, body)
	}
	if s.options.After != nil {
		if how := s.options.After(command); how != None {
			failWith(w, how, a)
			return
		}
	}
	write(w, a)
}

// read reads the body of a command: a JSON object for a POST, and nothing otherwise.
func read(r *http.Request) (map[string]any, string) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err.Error()
	}
	if r.Method != http.MethodPost {
		if len(raw) > 0 {
			return nil, r.Method + " has a body"
		}
		return nil, ""
	}
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		return nil, "the content is " + kind
	}
	var body map[string]any
	if json.Unmarshal(raw, &body) != nil || body == nil {
		return nil, "the body is no JSON object"
	}
	return body, ""
}

// dispatch carries a command out.
func (s *Server) dispatch(id, name string, body map[string]any) answer {
	switch {
	case name == "GET status":
		return answer{value: map[string]any{"ready": true, "message": "a simulated phone"}}
	case id == "" && name == "POST session":
		return s.create(body)
	case id == "":
		s.refuse(name, "there is no such command")
		return failed(w3c.UnknownCommand, "%s", name)
	}
	s.mu.Lock()
	one, ok := s.sessions[id]
	if ok && name == http.MethodDelete {
		delete(s.sessions, id)
	}
	s.mu.Unlock()
	switch {
	case !ok:
		return failed(w3c.InvalidSessionID, "there is no session %s", id)
	case name == http.MethodDelete:
		one.phone.world().leave()
		return answer{}
	}
	one.mu.Lock()
	defer one.mu.Unlock()
	return one.command(name, body)
}

// status is the HTTP status of an error, as in the table of section 6.6 of the standard.
func status(code w3c.Code) int {
	switch code {
	case "":
		return http.StatusOK
	case w3c.InvalidSessionID, w3c.NoSuchElement, w3c.NoSuchWindow, w3c.NoSuchFrame, w3c.StaleElementReference, w3c.UnknownCommand,
		w3c.NoSuchAlert:
		return http.StatusNotFound
	case w3c.InvalidArgument, w3c.ElementClickIntercepted, w3c.ElementNotInteractable, w3c.InvalidSelector, w3c.NoSuchContext:
		return http.StatusBadRequest
	case w3c.UnknownMethod:
		return http.StatusMethodNotAllowed
	}
	return http.StatusInternalServerError
}

func write(w http.ResponseWriter, a answer) {
	value := a.value
	if a.code != "" {
		value = map[string]string{"error": string(a.code), "message": a.message, "stacktrace": ""}
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status(a.code))
	_ = json.NewEncoder(w).Encode(map[string]any{"value": value}) // the client may have gone
}

// fail fails without having done anything.
func fail(w http.ResponseWriter, how Failure) { failWith(w, how, answer{}) }

// failWith fails in one of the ways, where the answer would have been another.
func failWith(w http.ResponseWriter, how Failure, a answer) {
	created, _ := a.value.(map[string]any)
	switch how {
	case BadGateway:
		http.Error(w, "<html>Bad Gateway</html>", http.StatusBadGateway)
	case Refuse:
		write(w, failed(w3c.UnknownError, "no"))
	case Crash:
		write(w, failed(w3c.UnknownError, "session deleted because of page crash\nfrom tab crashed"))
	case Legacy:
		_ = json.NewEncoder(w).Encode(map[string]any{"status": 0, "sessionId": created["sessionId"], "value": created["capabilities"]})
	case Nameless:
		write(w, answer{value: map[string]any{"sessionId": created["sessionId"]}})
	case HalfAnswer:
		text, _ := json.Marshal(map[string]any{"value": a.value})
		half := strings.Index(string(text), `"sessionId"`)
		if half < 0 {
			half = len(text) / 2
		} else {
			half += len(`"sessionId":"`) + len(fmt.Sprint(created["sessionId"])) + 1
		}
		w.Header().Set("Content-Length", fmt.Sprint(len(text)))
		_, _ = w.Write(text[:half])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	default:
		panic(http.ErrAbortHandler)
	}
}
