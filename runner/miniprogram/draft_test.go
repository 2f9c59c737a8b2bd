package miniprogram_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/fixtures/miniprograms"
	"github.com/signspec/signspec/runner/miniprogram"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/rule"
)

func TestDraft(t *testing.T) {
	dir := write(t, map[string]string{
		"pages/index/index.axml": `<checkbox id="box" onTap="tick"/><button disabled="{{!agreed}}" onTap="sign">Sign</button>`,
		"pages/index/index.js": `Page({
			data: { agreed: false },
			onLoad({ plan }) { my.request({ url: 'https://m.test/plans/' + plan, success: ({ data }) => this.setData({ items: data.items.map((i) => i.name) }) }) },
			tick() { this.setData({ agreed: true }) },
			async sign() {
				const { data } = await my.request({ url: 'https://m.test/sign', method: 'POST' })
				if (data.code !== 200) return
				my.signContract({
					signStr: data.body.link,
					success: async (res) => {
						const { data } = await my.request({ url: 'https://m.test/signed', method: 'POST', data: res })
						if (data.code === 200 && data.body.state === 'SIGNED') my.alert({ content: 'done' })
					},
					fail: () => my.request({ url: 'https://m.test/state', success: ({ data }) => console.log(data.body.signed ? 'yes' : 'no') }),
				})
			},
		})`,
	})
	d, err := miniprogram.Draft(context.Background(), dir, miniprogram.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		schemas.EditorLine(schemas.MerchantSchema) + "# How this mini program is checked.",
		"open: pages/index/index ", `query: { plan: "1" } `, `start: [{ fire: tick }, { fire: sign }] `, "profile: documented ",
		"  - role: prepare\n    request: POST /sign\n    reply: { body: { link: \"{signStr}\" }, code: 200 }\n",
		"  - role: result\n    request: POST /signed\n    accept: { body: { state: \"SIGNED\" }, code: 200 }\n    reject: { body: { state: \"REJECTED\" }, code: 200 }\n",
		"  - role: status\n    request: GET /state\n    reply: { body: { signed: false } }\n",
		"  - request: GET /plans/*\n    reply: { items: [{ name: \"text\" }] }\n",
	} {
		if !strings.Contains(string(d.YAML), want) {
			t.Errorf("the draft lacks\n%s\nin\n%s", want, d.YAML)
		}
	}
}

func TestDraftSaysWhatHappenedInstead(t *testing.T) {
	dir := write(t, map[string]string{
		"pages/index/index.axml": `<button onTap="go">Go</button>`,
		"pages/index/index.js":   `Page({ go() { my.request({ url: 'https://m.test/a', success: () => my.navigateTo({ url: '/pages/index/index' }) }) } })`,
	})
	d, err := miniprogram.Draft(context.Background(), dir, miniprogram.Options{})
	if err != nil {
		t.Fatal(err)
	}
	story := strings.Join(d.Story, "\n")
	if want := "pages/index/index: go was fired: GET /a; navigateTo /pages/index/index"; d.Found || !strings.Contains(story, want) {
		t.Errorf("found %t, story\n%s\nwant %s", d.Found, story, want)
	}
	if _, err := schemas.ParseMerchantConfig("signspec.yaml", d.YAML); err != nil {
		t.Errorf("the draft is no configuration: %v", err)
	}
}

// With what was drafted, nobody having looked at it, every correct program of the fixtures is found to be correct; but
// closed-door has a button only once its server has said false, and a server that answers everything says true.
func TestDraftsOfCorrectPrograms(t *testing.T) {
	programs, err := miniprograms.Programs()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range programs {
		if p.Built || !strings.HasPrefix(p.Dir, "correct/") {
			continue
		}
		t.Run(p.Dir, func(t *testing.T) {
			dir := unpack(t, p.Dir)
			d, err := miniprogram.Draft(context.Background(), dir, miniprogram.Options{})
			if found := p.Name() != "closed-door"; err != nil || d.Found != found {
				t.Fatalf("found %t, want %t; %v\n%s", d.Found, found, err, strings.Join(d.Story, "\n"))
			}
			if !d.Found {
				return
			}
			file := filepath.Join(dir, miniprogram.ConfigFile)
			config, err := schemas.ParseMerchantConfig(file, d.YAML)
			if err != nil {
				t.Fatal(err)
			}
			profile, err := miniprogram.LoadProfile(file, config.Profile)
			if err != nil {
				t.Fatal(err)
			}
			program, err := miniprogram.NewLocal(file, config)
			if err != nil {
				t.Fatal(err)
			}
			results, err := merchant.Judge(context.Background(), program, merchant.Options{Profile: profile})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range results {
				if r.Status == rule.Broken || r.Status == rule.Errored {
					t.Errorf("%s %s: %s\n%s", r.Rule.ID, r.Status, r.Reason, d.YAML)
				}
			}
		})
	}
}

// What leads to the signing may stand behind a query, a field, a list, a tab, a scan or another page.
func TestDraftFindsItsWay(t *testing.T) {
	const sign = `my.request({ url: 'https://m.test/prepare', method: 'POST', success: ({ data }) => my.signContract({ signStr: data.url, success: () => {}, fail: () => {} }) })`
	for name, c := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"a query": {map[string]string{
			"pages/index/index.axml": `<button onTap="go">Go</button>`,
			"pages/index/index.js":   `Page({ onLoad(q) { this.mode = q.mode; this.kind = Number(q.kind) }, go() { if (this.mode === 'monthly' && this.kind === 3) ` + sign + ` } })`,
		}, []string{`query: { kind: "3", mode: "monthly" }`, "start: go "}},
		"a field": {map[string]string{
			"pages/index/index.axml": `<input class="who" placeholder="mobile" onInput="typed" /><button id="go" disabled="{{!who}}" onTap="go">Go</button>`,
			"pages/index/index.js":   `Page({ data: { who: '' }, typed(e) { this.setData({ who: e.detail.value }) }, go() { if (/^1\d{10}$/.test(this.data.who)) ` + sign + ` } })`,
		}, []string{`start: [{ input: ".who", value: "13800138000" }, { fire: go }]`}},
		"a field that leads elsewhere": {map[string]string{
			"app.json":               `{ "pages": ["pages/index/index", "pages/find/find"] }`,
			"pages/index/index.axml": `<input class="find" placeholder="Where to" onInput="find" /><button onTap="go">Go</button>`,
			"pages/index/index.js":   `Page({ find() { my.navigateTo({ url: '/pages/find/find' }) }, go() { ` + sign + ` } })`,
			"pages/find/find.axml":   `<view>found</view>`,
			"pages/find/find.js":     `Page({})`,
		}, []string{"start: go "}},
		"a member named as a method of lists": {map[string]string{
			"pages/index/index.axml": `<button onTap="go">Go</button>`,
			"pages/index/index.js": `Page({ go() { my.request({ url: 'https://m.test/prepare', method: 'POST', success: ({ data }) => {
				if (data.flat !== 'ON') my.signContract({ signStr: data.url, success: () => {}, fail: () => {} }) } }) } })`,
		}, []string{`reply: { url: "{signStr}" }`}},
		"a list": {map[string]string{
			"pages/index/index.axml": `<view a:for="{{plans}}" class="plan" data-id="{{item.id}}" onTap="pick"><text>{{item.name}}</text></view><button a:if="{{id}}" onTap="go">Go</button>`,
			"pages/index/index.js": `Page({ data: { plans: [], id: 0 }, onLoad() { my.request({ url: 'https://m.test/plans', success: ({ data }) => this.setData({ plans: data.plans }) }) },
				pick(e) { this.setData({ id: e.currentTarget.dataset.id }) }, go() { ` + sign + ` } })`,
		}, []string{`{ fire: pick }, { fire: go }]`}},
		"two rows": {map[string]string{
			"pages/index/index.axml": `<view a:for="{{[1, 2]}}" class="plan" data-id="{{item}}" onTap="pick">{{item}}</view><button a:if="{{id}}" onTap="go">Go</button>`,
			"pages/index/index.js":   `Page({ data: { id: 0 }, pick(e) { this.setData({ id: e.currentTarget.dataset.id }) }, go() { ` + sign + ` } })`,
		}, []string{`start: [{ tap: ".plan" }, { fire: go }]`}},
		"another page": {map[string]string{
			"app.json":               `{ "pages": ["pages/index/index", "pages/plan/plan"] }`,
			"pages/index/index.axml": `<view onTap="open">Plan</view>`,
			"pages/index/index.js":   `Page({ open() { getApp().plan = { id: 7 }; my.navigateTo({ url: '/pages/plan/plan' }) } })`,
			"pages/plan/plan.axml":   `<block a:if="{{plan}}"><button onTap="go">Go</button></block>`,
			"pages/plan/plan.js":     `Page({ onLoad() { this.setData({ plan: getApp().plan }) }, go() { ` + sign + ` } })`,
		}, []string{"open: pages/index/index ", `{ fire: open }, { fire: go }]`}},
		"another page, which stands before it": {map[string]string{
			"app.json":               `{ "pages": ["pages/plan/plan", "pages/index/index"] }`,
			"pages/index/index.axml": `<view onTap="open">Plan</view>`,
			"pages/index/index.js":   `Page({ open() { getApp().plan = { id: 7 }; my.navigateTo({ url: '/pages/plan/plan' }) } })`,
			"pages/plan/plan.axml":   `<button onTap="go">Go</button>`,
			"pages/plan/plan.js":     `Page({ go() { if (getApp().plan) ` + sign + ` } })`,
		}, []string{"open: pages/index/index ", `{ fire: open }, { fire: go }]`}},
		"three boxes": {map[string]string{
			"pages/index/index.axml": `<checkbox id="a" onTap="a"/><checkbox id="b" onTap="b"/><switch id="c" onChange="c"/><button onTap="go">Go</button>`,
			"pages/index/index.js":   `Page({ a() { this.isA = true }, b() { this.isB = true }, c(e) { this.isC = e.detail.value }, go() { if (this.isA && this.isB && this.isC) ` + sign + ` } })`,
		}, []string{`start: [{ fire: a }, { fire: b }, { `, `, { fire: go }]`}},
		"a choice": {map[string]string{
			"pages/index/index.axml": `<picker class="day" range="{{['Monday', 'Friday']}}" onChange="choose"><view>day</view></picker><button onTap="go">Go</button>`,
			"pages/index/index.js":   `Page({ choose(e) { this.day = e.detail.value }, go() { if (this.day !== undefined) ` + sign + ` } })`,
		}, []string{`start: [{ change: ".day", value: 0 }, { fire: go }]`}},
		"two questions": {map[string]string{
			"pages/index/index.axml": `<button onTap="go">Go</button>`,
			"pages/index/index.js": `Page({ go() { my.confirm({ content: 'agree?', success: (a) => a.confirm && my.confirm({ content: 'sure?', success: (b) => {
				if (b.confirm) ` + sign + ` } }) }) } })`,
		}, []string{"start: go "}},
		"a scan": {map[string]string{
			"pages/index/index.axml": `<button onTap="scan">Scan</button>`,
			"pages/index/index.js":   `Page({ scan() { my.scan({ success: ({ code }) => { if (code) ` + sign + ` } }) } })`,
		}, []string{"stubs: ", "  my.scan: { success: { code: \"1\"", "start: scan "}},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := miniprogram.Draft(context.Background(), write(t, c.files), miniprogram.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range c.want {
				if !d.Found || !strings.Contains(string(d.YAML), want) {
					t.Errorf("found %t, %q; the draft lacks %q:\n%s", d.Found, d.Story, want, d.YAML)
				}
			}
			if _, err := schemas.ParseMerchantConfig("signspec.yaml", d.YAML); err != nil {
				t.Errorf("the draft is no configuration: %v", err)
			}
		})
	}
}

// What cannot be found out is told, in the file too.
func TestDraftSaysWhatIsMissing(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"a page of the web": {map[string]string{"pages/index/index.axml": `<web-view src="https://m.test"/>`}, "pages/index/index: it shows a page of the web (<web-view>)"},
		"a package":         {map[string]string{"pages/index/index.js": "import { go } from 'gone'\nPage({ go })"}, `there is no module "gone"; no packages are installed here: run npm install first`},
		"a query":           {map[string]string{"pages/index/index.js": "Page({ onLoad(q) { this.id = q.id } })"}, "pages/index/index: it reads of its query: id"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := miniprogram.Draft(context.Background(), write(t, c.files), miniprogram.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if d.Found || !strings.Contains(strings.Join(d.Story, "\n"), c.want) || !strings.Contains(string(d.YAML), c.want) {
				t.Errorf("story %q\nwant %s in it and in\n%s", d.Story, c.want, d.YAML)
			}
		})
	}
}

func TestDraftOfSourcesThatAreBuiltFirst(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"uni-app": {map[string]string{"src/manifest.json": "{}", "src/pages.json": "{}"}, "these are the sources of uni-app, which are built first: run npm install and npx uni build -p mp-alipay"},
		"Taro":    {map[string]string{"package.json": `{ "dependencies": { "@tarojs/taro": "4" } }`}, "npx taro build --type alipay"},
		"Remax":   {map[string]string{"package.json": `{ "dependencies": { "remax": "2" } }`}, "npx remax build -t ali"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := write(t, c.files)
			if err := os.Remove(filepath.Join(dir, "app.json")); err != nil {
				t.Fatal(err)
			}
			if _, err := miniprogram.Draft(context.Background(), dir, miniprogram.Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// The output of a build is named by the folder of its sources, where the file stands: the next build would take it away.
func TestDraftOfABuild(t *testing.T) {
	dir := write(t, map[string]string{
		"package.json": `{ "dependencies": { "@tarojs/taro": "4" } }`, "dist/app.json": `{ "pages": ["p"] }`, "dist/app.js": "App({})",
		"dist/p.js": "Page({ go() { my.signContract({ signStr: 'x' }) } })", "dist/p.axml": `<button onTap="go">Go</button>`,
	})
	if err := os.Remove(filepath.Join(dir, "app.json")); err != nil {
		t.Fatal(err)
	}
	for _, named := range []string{dir, filepath.Join(dir, "dist")} {
		target, err := miniprogram.Find(named)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := filepath.Abs(target.Folder); got != dir {
			t.Errorf("%s is checked from %s", named, target.Folder)
		}
		d, err := miniprogram.Draft(context.Background(), target.Folder, miniprogram.Options{})
		if err != nil || !d.Found || !strings.Contains(string(d.YAML), "program: dist ") {
			t.Errorf("%v, %+v\n%s", err, d, d.YAML)
		}
	}
}
