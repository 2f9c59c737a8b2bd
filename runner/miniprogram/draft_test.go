package miniprogram_test

import (
	"context"
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

// With what was drafted, nobody having looked at it, every correct program of the fixtures is found to be correct.
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
			if err != nil || !d.Found {
				t.Fatalf("%+v, %v", d, err)
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
