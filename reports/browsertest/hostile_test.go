package browsertest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/signspec/signspec/reports/internal/samples"
)

// payloads would each run in a page that showed them carelessly. What runs sets the title, which nothing else does.
var payloads = map[string]string{
	"script":          `<script>document.title='owned'</script>`,
	"image":           `<img src=x onerror="document.title='owned'">`,
	"attribute":       `" onmouseover="document.title='owned'" autofocus onfocus="document.title='owned'" x="`,
	"quote":           `' onfocus='document.title="owned"' tabindex=0 autofocus '`,
	"link":            `javascript:document.title='owned'`,
	"svg":             `</text></svg><svg onload="document.title='owned'"><animate onbegin="document.title='owned'" attributeName=x dur=1s>`,
	"foreign":         `<svg><foreignObject><body onload="document.title='owned'"></foreignObject></svg>`,
	"end of style":    `</style><script>document.title='owned'</script>`,
	"end of title":    `</title><script>document.title='owned'</script>`,
	"end of script":   `</script><script>document.title='owned'</script>`,
	"comment":         `--><script>document.title='owned'</script><!--`,
	"template":        "{{.Title}} ${document.title='owned'} `${document.title='owned'}`",
	"iframe":          `<iframe srcdoc="<script>parent.document.title='owned'</script>"></iframe>`,
	"base":            `<base href="https://evil.test/"><link rel=stylesheet href="https://evil.test/a.css">`,
	"redirect":        `<meta http-equiv=refresh content="0;url=https://evil.test/">`,
	"form":            `</pre></details></main><form action="https://evil.test/"><button>ok</button></form>`,
	"clobbering":      `<a id=shown><a id=shown name=textContent>`,
	"css":             `</style><style>*{display:none!important}</style>`,
	"style attribute": `x" style="position:fixed;inset:0;background:url(https://evil.test/a.png)`,
	"bidi":            "\u202e\u2066\u2067owned\u2069 \u200f\u061c abc \u05d0\u05d1\u05d2 \u0627\u0644\u0639",
	"control":         "\x00\x1b]0;owned\a\r\n\u2028\u2029\u0085\ufeff\ufffe",
	"long word":       strings.Repeat("W", 300),
}

// opened opens all that can be opened, moves over all there is, and focuses it.
const opened = `(() => {
	document.querySelectorAll('details').forEach(d => { d.open = true });
	document.querySelectorAll('*').forEach(e => { if (e.focus) e.focus(); e.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})) });
	return document.querySelectorAll('details').length;
})()`

// foreign lists what is on the page and did not come from the templates. The only links that lead away are those to the pages
// of rules.
const foreign = `[...document.querySelectorAll('*')].filter(e =>
	!['A','ARTICLE','B','BDI','BLOCKQUOTE','BODY','BUTTON','CAPTION','CODE','DD','DETAILS','DIV','DL','DT','FIELDSET','FIGCAPTION','FIGURE','FOOTER','H1','H2','H3','H4',
	'HEAD','HEADER','HTML','INPUT','LABEL','LEGEND','LI','MAIN','META','NAV','P','PRE','SCRIPT','SECTION','SPAN','STYLE','SUMMARY','TABLE','TBODY','TD','TH','THEAD',
	'TITLE','TR','UL','svg','line','g','circle','text','tspan'].includes(e.tagName)
	|| [...e.attributes].some(a => a.name.startsWith('on') || a.name === 'style' || a.name === 'autofocus' || a.name === 'src')
	|| (e.tagName === 'A' && !/^#|^https:\/\/github\.com\/signspec\/signspec\/blob\/main\/schemas\/RULES\.md#[a-z-]+$/.test(e.getAttribute('href')))
	|| (e.tagName === 'INPUT' && e.type !== 'checkbox')
	|| (e.tagName === 'META' && e.httpEquiv && e.httpEquiv !== 'Content-Security-Policy')).map(e => e.outerHTML.slice(0, 200))`

// tooWide lists what reaches beyond the edge of the page; what scrolls in a frame of its own may.
const tooWide = `[...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll') && e.getBoundingClientRect().right > innerWidth + 1)
	.map(e => e.tagName + '.' + (e.getAttribute('class') || '')).slice(-4)`

// acting finds a character that reverses, hides or controls text.
const acting = `/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/.test(document.documentElement.textContent)`

func TestNoTextRunsOrBreaksThePage(t *testing.T) {
	b := newTab(t)
	b.width(375)
	for _, base := range []string{"interrupted", "miniprogram"} {
		counts := map[string]int{}
		for name, text := range payloads {
			r := samples.Everywhere(base, text)
			b.open(render(t, r), "")
			counts[name] = ask[int](b, opened)
			requests, dialogs, errors := b.seen()
			if len(requests) != 1 || len(dialogs) > 0 || len(errors) > 0 {
				t.Errorf("%s, %s: asked for %q, dialogs %q, errors %q", base, name, requests, dialogs, errors)
			}
			if title := ask[string](b, "document.title"); title == "owned" || !strings.Contains(title, ": ") {
				t.Errorf("%s, %s: the title is %q", base, name, title)
			}
			if found := ask[[]string](b, foreign); len(found) > 0 {
				t.Errorf("%s, %s: there is %q", base, name, found)
			}
			if ask[bool](b, acting) {
				t.Errorf("%s, %s: a character that acts is on the page", base, name)
			}
			if n := ask[int](b, "document.scripts.length"); n != 1 {
				t.Errorf("%s, %s: %d scripts", base, name, n)
			}
			if out := ask[[]string](b, tooWide); len(out) > 0 {
				t.Errorf("%s, %s: wider than a phone: %s", base, name, strings.Join(out, ", "))
			}
			if last := ask[string](b, "document.querySelector('body > footer').textContent"); !strings.Contains(last, "Made by") {
				t.Errorf("%s, %s: the page does not end as it should", base, name)
			}
		}
		for name, n := range counts {
			if n != counts["script"] {
				t.Errorf("%s, %s: %d parts that open, others have %d", base, name, n, counts["script"])
			}
		}
	}
}

// The policy is the second wall: it holds even where a template were to write a text as it is.
func TestThePolicyStopsWhatTheTemplatesWouldLetThrough(t *testing.T) {
	var fetched atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { fetched.Add(1) }))
	defer server.Close()
	b := newTab(t)
	page := string(render(t, sample("nonconformant")))
	injected := func(page string) []byte {
		evil := `<script>document.title='owned'</script><img src=x onerror="document.title='owned'"><img src="URL/a.png"><iframe src="URL/b"></iframe>` +
			`<link rel=stylesheet href="URL/c.css"><script src="URL/d.js"></script><div style="background:url(URL/e.png)">x</div>` +
			`<form action="URL/f"></form><a id=evil href="javascript:void(document.title='owned')">x</a>`
		return []byte(strings.Replace(page, "<main", strings.ReplaceAll(evil, "URL", server.URL)+"<main", 1))
	}
	const act = `document.getElementById('evil').click(); new Promise(done => setTimeout(() => done(document.title), 100))`
	b.open(injected(page), "")
	if got := promised(b, act); got == "owned" {
		t.Error("the policy lets a foreign script run")
	}
	if n := fetched.Load(); n != 0 {
		t.Errorf("the policy lets the page fetch %d times", n)
	}
	b.open(injected(strings.Replace(page, "Content-Security-Policy", "X-Nothing", 1)), "")
	if got := promised(b, act); got != "owned" || fetched.Load() == 0 {
		t.Errorf("without the policy the title is %q, and it fetches %d times: this test cannot fail", got, fetched.Load())
	}
}

func TestStringsOfAMegabyteAreShownInShort(t *testing.T) {
	b := newTab(t)
	const megabyte = 1 << 20
	for name, text := range map[string]string{
		"word": strings.Repeat("x", megabyte), "tags": strings.Repeat("<b>", megabyte/3), "lines": strings.Repeat("a\n", megabyte/2),
		"bidi": strings.Repeat("\u202e", megabyte/3), "wide": strings.Repeat("中", megabyte/3),
	} {
		page := render(t, samples.Everywhere("nonconformant", text))
		if len(page) > 2*megabyte {
			t.Errorf("%s: the page has %d bytes", name, len(page))
		}
		b.open(page, "")
		ask[int](b, opened)
		if found := ask[[]string](b, foreign); len(found) > 0 {
			t.Errorf("%s: there is %q", name, found)
		}
		if heading := ask[string](b, "document.querySelector('h1').innerText"); !strings.EqualFold(heading, "nonconformant") {
			t.Errorf("%s: the heading is %q", name, heading)
		}
	}
}
