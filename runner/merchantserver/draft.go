package merchantserver

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
	"github.com/signspec/signspec/suites/server"
)

// draft is a target file that is being made of an attempt that was watched.
type draft struct {
	*Watch
	call struct{ start, result, status *httpcall.Call }
	bare bool // without the headers of the calls
}

// Draft makes the target file of the attempt that was watched, to stand at file, and tries it: a good attempt must be bound by
// it and a refused one not. The error says what it was that cannot work; nothing is returned then.
func (w *Watch) Draft(ctx context.Context, file string) ([]byte, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.server.platform.Started(w.attempt, "") // a first call that comes now is of another
	var wrong error
	for _, bare := range []bool{true, false} {
		for _, text := range w.texts() {
			d := &draft{Watch: w, bare: bare}
			if err := d.calls(text); err != nil {
				return nil, err
			}
			content, err := d.find(ctx, file)
			if err == nil || ctx.Err() != nil {
				d.warn()
				return content, err
			}
			wrong = err // the last is the one that is nearest to what was seen
		}
	}
	return nil, wrong
}

// texts are the values of the start that the suite might choose, because they came to the platform as they are; and none.
func (w *Watch) texts() []string {
	sent := map[string]bool{}
	for _, e := range w.seen.Close() {
		if e.Type != record.Consulted {
			continue
		}
		body, _ := json.Marshal(e.Value("body").JSON())
		httpcall.EachLeaf(body, func(_ string, leaf any) {
			if text, ok := leaf.(string); ok {
				sent[text] = true
			}
		})
	}
	var found []string
	httpcall.EachLeaf(w.all[w.start].body, func(_ string, leaf any) {
		if text, ok := leaf.(string); ok && text != "" && sent[text] {
			found = append(found, text)
		}
	})
	return append(found, "")
}

// calls makes templates of the calls that were seen.
func (d *draft) calls(text string) error {
	templateOf := func(c passed, values map[string]string) (*httpcall.Call, error) {
		call, err := template(c, values)
		if err == nil && !d.bare {
			call.Headers = lastingOf(c)
		}
		return call, err
	}
	var err error
	if d.call.start, err = templateOf(d.all[d.start], map[string]string{text: "{{text}}"}); err != nil {
		return err
	}
	d.call.start.SignStr = d.path
	if d.call.result, err = templateOf(d.all[d.result], map[string]string{d.code: "{{authCode}}", d.state: "{{authState}}"}); err != nil {
		return err
	}
	if !strings.Contains(plainly(d.call.result), "{{authCode}}") {
		return fmt.Errorf("%s carries the authCode within a longer text, which the file cannot say", d.all[d.result].name())
	}
	if last := d.all[len(d.all)-1]; len(d.all)-1 > d.result && last.name() != d.all[d.start].name() {
		d.call.status, err = templateOf(last, nil)
	}
	return err
}

// lastingOf are the headers of a call that are of its client, but for those that hold a secret.
func lastingOf(c passed) map[string]string {
	plain := map[string]string{}
	for name := range c.header {
		plain[name] = c.header.Get(name)
	}
	kept := lasting(plain)
	for name := range kept {
		if lower := strings.ToLower(name); lower == "authorization" || lower == "user-agent" || strings.Contains(lower, "token") ||
			strings.HasPrefix(lower, "x-forwarded") || strings.HasPrefix(lower, "sec-") || lower == "origin" || lower == "referer" {
			delete(kept, name)
		}
	}
	return kept
}

// template makes a template of a call: each value that is one of some, whole, becomes what stands for it.
func template(c passed, values map[string]string) (*httpcall.Call, error) {
	delete(values, "")
	path := c.path
	for value, hole := range values {
		path = strings.ReplaceAll(strings.ReplaceAll(path, escape(value), hole), value, hole)
	}
	call := &httpcall.Call{Request: c.method + " " + path}
	if len(bytes.TrimSpace(c.body)) == 0 {
		return call, nil
	}
	if strings.HasPrefix(c.header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		form, err := url.ParseQuery(string(c.body))
		if err != nil {
			return nil, fmt.Errorf("the form of %s cannot be read: %w", c.name(), err)
		}
		call.Form = map[string]string{}
		for name := range form {
			call.Form[name] = replaced(form.Get(name), values).(string)
		}
		return call, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(c.body))
	decoder.UseNumber()
	if err := decoder.Decode(&call.JSON); err != nil {
		return nil, fmt.Errorf("the body of %s is neither JSON nor a form", c.name())
	}
	call.JSON = replaced(call.JSON, values)
	return call, nil
}

// replaced puts what stands for a value into its place, at any depth.
func replaced(node any, values map[string]string) any {
	switch n := node.(type) {
	case string:
		if hole, ok := values[n]; ok {
			return hole
		}
	case map[string]any:
		for name, inner := range n {
			n[name] = replaced(inner, values)
		}
	case []any:
		for i, inner := range n {
			n[i] = replaced(inner, values)
		}
	}
	return node
}

// trial is one attempt that is made by the templates: what result and status were answered.
type trial struct{ result, status answer }

// find makes two good attempts, a refused one and one whose end is unknown, finds in what their answers differ, and tries the
// file that says so.
func (d *draft) find(ctx context.Context, file string) ([]byte, error) {
	config := *d.server.config
	config.Start, config.Result, config.Status, config.Unbind, config.Notify = *d.call.start, *d.call.result, d.call.status, nil, ""
	trials := map[string]trial{}
	for _, t := range []struct {
		name  string
		apply []server.Answer
	}{{"good", nil}, {"good again", nil}, {"refused", []server.Answer{{Status: "F", Code: "final"}}},
		{"unknown", []server.Answer{{Status: "U", Code: "unknown"}}}} {
		made, err := d.server.attempt(ctx, &config, server.Attempt{Apply: t.apply})
		if err != nil {
			return nil, fmt.Errorf("the attempt was repeated as the file would say it, and %w%s", err, d.borrowed())
		}
		trials[t.name] = made
	}
	of := func(which func(trial) answer) telling {
		return differing(which(trials["good"]), which(trials["good again"]), which(trials["refused"]), which(trials["unknown"]))
	}
	result, status := of(func(t trial) answer { return t.result }), of(func(t trial) answer { return t.status })
	if d.call.status != nil {
		if status.bound == nil {
			config.Status = nil // it does not tell how an attempt ended
		} else {
			d.call.status.Bound, d.call.status.Pending = status.bound, status.pending
		}
	}
	if result.bound == nil && config.Status != nil {
		result = status // the answer to the result may be that the server still works
	}
	if result.bound == nil {
		return nil, fmt.Errorf("the answers to %s are alike whether the attempt was bound or refused by the platform, and no call "+
			"that followed told them apart%s", d.call.result.Request, d.borrowed())
	}
	d.call.result.Bound, d.call.result.Pending = result.bound, result.pending
	if config.Status == nil {
		d.call.status = nil
	}
	content := d.write()
	return content, d.verify(ctx, file, content)
}

// warn tells of values in the file that look like secrets: they were in the calls that were watched.
func (d *draft) warn() {
	for name, c := range map[string]*httpcall.Call{"start": d.call.start, "result": d.call.result} {
		httpcall.EachLeaf([]byte(plainly(map[string]any{"json": c.JSON, "form": c.Form, "headers": c.Headers})), func(path string, leaf any) {
			if text, ok := leaf.(string); ok && secret.Suspected(text) != text {
				d.tell(fmt.Sprintf("Look at %s of the %s before you commit the file: it looks like a secret.", path, name))
			}
		})
	}
}

// borrowed says which values of the result came from the answer to the start, which no template can say.
func (d *draft) borrowed() string {
	given := map[any]string{}
	httpcall.EachLeaf(d.all[d.start].said.body, func(path string, leaf any) {
		if text, ok := leaf.(string); ok && len(text) > 5 {
			given[leaf] = path
		}
	})
	var names []string
	httpcall.EachLeaf(d.all[d.result].body, func(path string, leaf any) {
		if from, ok := given[leaf]; ok && leaf != d.state {
			names = append(names, fmt.Sprintf("%s of the result is %s of the answer to the start", path, from))
		}
	})
	if len(names) > 0 {
		return "; " + strings.Join(names, ", ") + ", which the file cannot say"
	}
	if d.all[d.result].header.Get("Authorization") != "" {
		return "; the calls carry Authorization, which is not written: users.login or users.each of the file say who a user is"
	}
	return ""
}

// attempt makes one attempt by templates.
func (s *Server) attempt(ctx context.Context, c *Config, staged server.Attempt) (made trial, err error) {
	p := s.newPlay(server.Scenario{Name: server.Described, Attempts: []server.Attempt{staged}})
	a, u := p.attempts[0], p.users[0]
	defer s.platform.Rest(a)
	s.platform.Starting(a)
	said := s.call(ctx, c.Start, u, httpcall.Values{"text": plainText, "user": u.name}, a)
	found, _ := httpcall.At(said.body, c.Start.SignStr)
	signStr, _ := found.(string)
	if _, ok := s.platform.Started(a, signStr); !ok {
		return made, fmt.Errorf("%s gave no sign string: it was answered %s", c.Start.Request, shortly(said))
	}
	state, _ := a.State()
	made.result = s.call(ctx, c.Result, u, httpcall.Values{"authCode": a.Code(s.portal), "authState": state, "user": u.name}, a)
	if made.result.err != nil {
		return made, fmt.Errorf("%s was not answered: %w", c.Result.Request, made.result.err)
	}
	for deadline := time.Now().Add(grace); time.Now().Before(deadline) && !p.to.Quiet(2*quiet); {
		time.Sleep(firstPoll)
	}
	if c.Status != nil {
		made.status = s.call(ctx, *c.Status, u, httpcall.Values{"user": u.name}, a)
	}
	return made, ctx.Err()
}

// shortly is an answer in few words, with what looks like a secret masked.
func shortly(a answer) string {
	if a.err != nil {
		return "not at all"
	}
	const most = 200
	return fmt.Sprintf("%d %s", a.status, secret.Suspected(string(a.body[:min(len(a.body), most)])))
}

// verify tries a file: it must be read, and the two controls must end as they should.
func (d *draft) verify(ctx context.Context, file string, content []byte) error {
	folder, err := os.MkdirTemp(filepath.Dir(file), ".signspec-init-")
	if err != nil {
		return fmt.Errorf("trying the file: %w", err)
	}
	defer os.RemoveAll(folder)
	written := filepath.Join(folder, "signspec.yaml")
	if err := os.WriteFile(written, content, 0o600); err != nil {
		return fmt.Errorf("trying the file: %w", err)
	}
	c, err := Load(written)
	if err != nil {
		return fmt.Errorf("what would be written cannot be read: %w", err)
	}
	for _, control := range []struct {
		name  string
		apply []server.Answer
		bound bool
	}{{"a good attempt", nil, true}, {"a refused attempt", []server.Answer{{Status: "F", Code: "final"}}, false}} {
		made, err := d.server.attempt(ctx, c, server.Attempt{Apply: control.apply})
		if err != nil {
			return fmt.Errorf("%s was made as the file says it, and %w", control.name, err)
		}
		said := c.Result.As(made.result.status, made.result.body)
		if c.Status != nil {
			said = c.Status.As(made.status.status, made.status.body)
		}
		if bound := said == "bound"; bound != control.bound {
			return fmt.Errorf("%s was made as the file says it, and looks %s: the result was answered %s", control.name, said, shortly(made.result))
		}
	}
	return nil
}
