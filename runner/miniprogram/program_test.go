package miniprogram_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/miniprogram"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
)

func start(t *testing.T, options miniprogram.Options) *miniprogram.Program {
	t.Helper()
	p := miniprogram.Start(options)
	t.Cleanup(func() { p.Close() })
	return p
}

func TestProgram(t *testing.T) {
	dir := write(t, map[string]string{
		"package.json":           `{ "name": "shop", "version": "1.0.0" }`,
		"pages/index/index.axml": `<view onTap="strat"/>`,
		"pages/index/index.js":   `Page({ start() { my.request({ url: 'https://m.test/prepare', method: 'POST', success: (r) => my.signContract({ signStr: r.data.url }) }) } })`,
	})
	p := start(t, configured(t, dir, basic))
	d, err := p.Describe(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if d.Name != "shop" || d.Version != "1.0.0" || strings.Join(d.Pages, " ") != "pages/index/index" || strings.Join(d.Roles, " ") != "prepare result" {
		t.Errorf("described %+v", d)
	}
	if len(d.Warnings) != 1 || !strings.Contains(d.Warnings[0].Message, "did you mean start?") || d.Warnings[0].Place.File != "pages/index/index.axml" {
		t.Errorf("warnings %+v", d.Warnings)
	}
	for i := range 2 {
		performance, err := p.Perform(context.Background(), plain())
		if err != nil {
			t.Fatal(err)
		}
		r := performance.Record
		calls := r.Of(record.Called)
		if len(calls) != 1 || calls[0].Place.File != "pages/index/index.js" || r.Instance != i+1 {
			t.Errorf("performance %d: %d calls, instance %d", i, len(calls), r.Instance)
		}
	}
}

func TestMistakesOfTheConfiguration(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		yaml  string
		want  string
	}{
		"no such page":    {nil, strings.Replace(basic, "index/index", "index/idnex", 1), `app.json lists no page "pages/index/idnex"; the pages are pages/index/index; did you mean pages/index/index?`},
		"no such folder":  {nil, "program: gone" + basic, "there is no such folder"},
		"no such profile": {nil, "profile: documentd" + basic, `there is no profile "documentd"`},
		"no such handler": {nil, basic, "neither the page nor a component on it has such a handler"},
		"no such module":  {nil, strings.Split(basic, "server:")[0] + "server: ./server.ts", "there is no such file"},
		"no mark":         {nil, strings.Replace(basic, "{signStr}", "x", 1), `"{signStr}" belongs where the server puts the sign string`},
		"syntax":          {map[string]string{"pages/index/index.js": "Page({"}, basic, "pages/index/index.js:1:7: "},
		"no route":        {map[string]string{"pages/index/index.js": "Page({ start() { my.request({ url: 'https://m.test/x' }) } })"}, basic, "  - role: status\n    means: pending\n    request: GET /x\n    reply: {}\n"},
	} {
		t.Run(name, func(t *testing.T) {
			p := start(t, configured(t, write(t, c.files), c.yaml))
			_, err := p.Describe(context.Background())
			if err == nil {
				_, err = p.Perform(context.Background(), plain())
			}
			var wrong *config.Error
			var unknown *schemas.UnknownProfile
			if !errors.As(err, &wrong) && !errors.As(err, &unknown) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v\nwant %q", err, c.want)
			}
		})
	}
}

func TestCrashes(t *testing.T) {
	const second = time.Second
	for name, c := range map[string]struct {
		code, want string
		limit      time.Duration // what uses up memory is not to use up its time before
	}{
		"an endless loop":   {"for (;;) {}", "the mini program ran for 1 s without returning, at pages/index/index.js:", second},
		"a growing array":   {"const a = []; for (;;) a.push(new Array(1000).fill(1))", "the mini program used up the 2 GiB of memory that its process may have", time.Minute},
		"stuck in native":   {"for (const a = [];;) a.push('x'.repeat(5e8))", "the mini program used up the 2 GiB of memory", time.Minute},
		"a microtask storm": {"const f = () => Promise.resolve().then(f); f()", "the mini program ran for 1 s without returning", second},
		"a hanging sort":    {"[3, 1, 2].sort(() => { for (;;) {} })", "the mini program ran for 1 s without returning, at pages/index/index.js:2:", second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := write(t, map[string]string{"pages/index/index.js": "Page({ start() {\n" + c.code + "\n} })"})
			options := configured(t, dir, basic)
			options.Limits.Scenario, options.Limits.Lost = c.limit, time.Minute
			p := start(t, options)
			performance, err := p.Perform(context.Background(), plain())
			if err != nil {
				t.Fatal(err)
			}
			r := performance.Record
			if c.limit == second { // how long something takes depends on the machine
				if !strings.HasPrefix(performance.Untested, c.want) {
					t.Errorf("untested: %s\nwant %s", performance.Untested, c.want)
				}
			} else if r.End != record.Crashed || !strings.HasPrefix(r.Reason, c.want) || r.Scenario != "outcome/approve" {
				t.Errorf("ended %q: %s\nwant %s", r.End, r.Reason, c.want)
			}
		})
	}
}

// After a crash the next scenario has a new child; after some crashes the run ends.
func TestCrashesEndTheRun(t *testing.T) {
	dir := write(t, map[string]string{"pages/index/index.js": "Page({ start() { if (!my.canIUse('signContract')) return; for (;;) {} } })"})
	options := configured(t, dir, basic)
	options.Limits.Scenario, options.Limits.Crashes = 300*time.Millisecond, 2
	p := start(t, options)
	old := plain()
	old.Wallet.Answers[0].How = merchant.OldContainer
	var got []string
	for _, s := range []merchant.Scenario{plain(), old, plain(), old} {
		performance, err := p.Perform(context.Background(), s)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(performance.Record.End)+performance.Untested)
	}
	const late = "the mini program ran for 0.3 s without returning, at pages/index/index.js:1:"
	for i := range got {
		if strings.HasPrefix(got[i], late) {
			got[i] = "late"
		}
	}
	want := "late idle late the mini program crashed 2 times, so the run was ended (the last time: the mini program ran for 0.3 s without returning, at pages/index/index.js:1:"
	if joined := strings.Join(got, " "); !strings.HasPrefix(joined, want) {
		t.Errorf("got %s\nwant %s…", joined, want)
	}
}

func TestAProgramThatHangsWhileItLoads(t *testing.T) {
	dir := write(t, map[string]string{"app.js": "for (;;) {}"})
	options := configured(t, dir, basic)
	options.Limits.Scenario = 300 * time.Millisecond
	_, err := start(t, options).Describe(context.Background())
	if err == nil || !strings.Contains(err.Error(), "could not be loaded: the mini program ran for 0.3 s without returning, at app.js:1:") {
		t.Errorf("got %v", err)
	}
}

// real is a merchant's own server: it remembers nothing and answers everything.
func real(t *testing.T) (address string, seen func() []string) {
	t.Helper()
	var requests []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests = append(requests, r.Method+" "+r.URL.Path)
		switch r.URL.Path {
		case "/prepare":
			fmt.Fprint(w, `{"url":"https://wallet.test/real"}`)
		default:
			fmt.Fprint(w, `{"ok":true}`)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL, func() []string { return requests }
}

const flow = `Page({ start() {
	my.request({ url: 'https://m.test/prepare', method: 'POST', success: ({ data }) => {
		if (!data || !data.url) return my.alert({ content: 'no' })
		my.signContract({ signStr: data.url, success: (res) => my.request({ url: 'https://m.test/result', method: 'POST', data: res }) })
	}, fail: () => my.alert({ content: 'no' }) })
} })`

func TestProxy(t *testing.T) {
	address, seen := real(t)
	dir := write(t, map[string]string{"pages/index/index.js": flow})
	p := start(t, configured(t, dir, strings.Split(basic, "server:")[0]+"server: { proxy: "+address+" }"))
	performance, err := p.Perform(context.Background(), plain())
	if err != nil {
		t.Fatal(err)
	}
	r := performance.Record
	if got := strings.Join(seen(), ", "); got != "POST /prepare, POST /result" || r.Stage.SignStr != "https://wallet.test/real" {
		t.Errorf("the server saw %s; staged %q", got, r.Stage.SignStr)
	}
	var roles []string
	for _, e := range r.Of(record.Requested) {
		role, _ := e.Arg().Field("role")
		roles = append(roles, role.String())
	}
	if got := strings.Join(roles, " "); got != `undefined "result"` {
		t.Errorf("roles %s", got)
	}
	rejecting := plain()
	rejecting.Server.Result = merchant.Rejects
	if performance, err = p.Perform(context.Background(), rejecting); err != nil || performance.Untested == "" {
		t.Errorf("rejecting: %q, %v", performance.Untested, err)
	}
}

// A scenario in which prepare fails, alone, first learns which request that is.
func TestProxyLearnsFirst(t *testing.T) {
	address, seen := real(t)
	dir := write(t, map[string]string{"pages/index/index.js": flow})
	p := start(t, configured(t, dir, strings.Split(basic, "server:")[0]+"server: { proxy: "+address+" }"))
	failing := plain()
	failing.Server.Prepare = merchant.Status500
	performance, err := p.Perform(context.Background(), failing)
	if err != nil {
		t.Fatal(err)
	}
	if calls := performance.Record.Of(record.Called); len(calls) > 0 || len(seen()) != 2 {
		t.Errorf("%d calls; the server saw %v", len(calls), seen())
	}
}

func TestProxyToNobody(t *testing.T) {
	dir := write(t, map[string]string{"pages/index/index.js": flow})
	p := start(t, configured(t, dir, strings.Split(basic, "server:")[0]+"server: { proxy: http://127.0.0.1:1 }"))
	_, err := p.Perform(context.Background(), plain())
	var wrong *config.Error
	if err == nil || errors.As(err, &wrong) || !strings.Contains(err.Error(), "the merchant's server does not answer") {
		t.Errorf("got %v", err)
	}
}

func TestModule(t *testing.T) {
	dir := write(t, map[string]string{
		"pages/index/index.js": flow,
		"server.ts": `export default (request: { path: string }, stage: { signStr: string, accept: boolean }) =>
			request.path === '/prepare' ? { role: 'prepare', body: { url: stage.signStr } } : { role: 'result', body: { ok: stage.accept } }`,
	})
	p := start(t, configured(t, dir, strings.Split(basic, "server:")[0]+"server: ./server.ts"))
	performance, err := p.Perform(context.Background(), plain())
	if err != nil {
		t.Fatal(err)
	}
	if calls := performance.Record.Of(record.Called); len(calls) != 1 {
		t.Errorf("%d calls", len(calls))
	}
}

func TestLocalIsLikeTheChild(t *testing.T) {
	dir := write(t, map[string]string{"pages/index/index.js": flow})
	options := configured(t, dir, basic)
	local, err := miniprogram.NewLocal(options.File, options.Config)
	if err != nil {
		t.Fatal(err)
	}
	here, err := local.Perform(context.Background(), plain())
	if err != nil {
		t.Fatal(err)
	}
	there, err := start(t, options).Perform(context.Background(), plain())
	if err != nil {
		t.Fatal(err)
	}
	if a, b := fmt.Sprint(types(here)), fmt.Sprint(types(there)); a != b || len(here.Record.Events) == 0 {
		t.Errorf("here %s\nthere %s", a, b)
	}
}

func types(p merchant.Performance) []record.EventType {
	var all []record.EventType
	for _, e := range p.Record.Events {
		all = append(all, e.Type)
	}
	return all
}
