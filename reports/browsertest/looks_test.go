package browsertest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/signspec/signspec/reports/internal/samples"
)

// pale lists the texts whose contrast to what is behind them is less than WCAG 2.2 asks for at level AA: 4.5, or 3 where
// the letters are large.
const pale = `(() => {
	document.querySelectorAll('details').forEach(d => { d.open = true });
	const canvas = Object.assign(document.createElement('canvas'), {width: 1, height: 1}).getContext('2d', {willReadFrequently: true});
	const rgba = css => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = css; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data] };
	const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
	const behind = e => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c } return [255, 255, 255] };
	const found = new Set();
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	let texts = 0;
	for (let n; n = walk.nextNode();) {
		const e = n.parentElement, style = getComputedStyle(e);
		if (!n.data.trim() || ['STYLE', 'SCRIPT'].includes(e.tagName) || !e.getClientRects().length) continue;
		texts++;
		const drawn = e.closest('svg');
		const [a, b] = [light(rgba(drawn ? style.fill : style.color)), light(behind(e))];
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
		const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
		if (ratio < (large ? 3 : 4.5)) found.add(ratio.toFixed(2) + ' ' + e.tagName + '.' + (e.getAttribute('class') || '') + ' ' + n.data.trim().slice(0, 30));
	}
	return [String(texts), ...found];
})()`

func TestTextHasContrastInLightAndInDark(t *testing.T) {
	b := newTab(t)
	for _, scheme := range []string{"light", "dark"} {
		b.media("screen", scheme)
		papers := map[string]bool{}
		for _, name := range slices.Sorted(maps.Keys(samples.All())) {
			b.open(render(t, sample(name)), "")
			found := ask[[]string](b, pale)
			if found[0] == "0" {
				t.Errorf("%s, %s: no text was looked at", scheme, name)
			}
			for _, each := range found[1:] {
				t.Errorf("%s, %s: too pale: %s", scheme, name, each)
			}
			papers[ask[string](b, "getComputedStyle(document.body).backgroundColor")] = true
		}
		if dark := papers["rgb(17, 21, 27)"]; len(papers) != 1 || dark != (scheme == "dark") {
			t.Errorf("%s: the paper is %v", scheme, papers)
		}
	}
}

func TestThePageFitsPhoneTabletAndDesk(t *testing.T) {
	b := newTab(t)
	for _, name := range slices.Sorted(maps.Keys(samples.All())) {
		b.open(render(t, sample(name)), "")
		ask[int](b, opened)
		for _, width := range []int64{320, 375, 768, 1280} {
			b.width(width)
			if got := ask[int64](b, "document.documentElement.scrollWidth"); got > width {
				t.Errorf("%s at %d pixels: the page is %d wide", name, width, got)
			}
			// What is wider than the page scrolls in its own frame, which the keyboard reaches.
			cut := ask[[]string](b, `[...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll, .hidden, legend, svg') && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
				&& getComputedStyle(e).display !== 'inline').map(e => e.tagName + '.' + e.className)`)
			if len(cut) > 0 {
				t.Errorf("%s at %d pixels: cut off: %s", name, width, strings.Join(cut, ", "))
			}
			// A drawing that ran out of its frame would lose the end of its texts.
			out := ask[[]string](b, `[...document.querySelectorAll('svg text')].filter(e => { const f = e.ownerSVGElement.getBoundingClientRect(), r = e.getBoundingClientRect();
				return r.left < f.left - 1 || r.right > f.right + 1 || r.bottom > f.bottom + 1 }).map(e => e.textContent)`)
			if len(out) > 0 {
				t.Errorf("%s at %d pixels: drawn outside of the frame: %q", name, width, out)
			}
		}
	}
}

func TestOnPaper(t *testing.T) {
	b := newTab(t)
	b.open(render(t, sample("nonconformant")), "#record-2")
	b.media("print", "dark") // a dark screen prints on white paper all the same
	shown := func(selector string) int {
		return ask[int](b, fmt.Sprintf("[...document.querySelectorAll(%q)].filter(e => e.getClientRects().length).length", selector))
	}
	for _, gone := range []string{"nav", ".filter", ".copy", "#record-1"} {
		if shown(gone) != 0 {
			t.Errorf("%s is on paper", gone)
		}
	}
	for _, there := range []string{"h1", ".basis", "article .finding", "article svg", ".command", ".matrix", ".rules", "#record-2"} {
		if shown(there) == 0 {
			t.Errorf("%s is not on paper", there)
		}
	}
	for _, each := range ask[[]string](b, pale)[1:] {
		t.Errorf("too pale on paper: %s", each)
	}
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	b.must(err)
	if !strings.HasPrefix(string(pdf[:min(5, len(pdf))]), "%PDF-") {
		t.Error("it cannot be printed")
	}
}
