package browsertest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// promised evaluates an expression that gives a promise of a text.
func promised(b *tab, expression string) string {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](expression, chromedp.EvalAwaitPromise))
	b.must(err)
	return value
}

// rows are the ids of the rules that the list shows.
const rows = `[...document.querySelectorAll('.rules tbody tr')].filter(r => r.offsetParent || r.getClientRects().length).map(r => r.querySelector('code').textContent)`

// click clicks a box of the filter as a person does, which works without scripts too.
func (b *tab) click(id string) {
	b.t.Helper()
	b.must(chromedp.Do(b.ctx, chromedp.Click(chromedp.CSS("#"+id), chromedp.NodeVisible)))
}

func TestTheFilterWorksWithAndWithoutScripts(t *testing.T) {
	for _, scripts := range []bool{true, false} {
		t.Run(fmt.Sprintf("scripts=%v", scripts), func(t *testing.T) {
			b := newTab(t)
			_, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !scripts})
			b.must(err)
			b.open(render(t, sample("nonconformant")), "")
			steps := []struct{ box, want string }{
				{"", "api-available can-i-use settles complete-last callback-errors-contained auth-code-length error-cancelled"},
				{"show-held", "can-i-use complete-last callback-errors-contained auth-code-length"},
				{"show-should", "complete-last auth-code-length"},
				{"show-broken", ""},
				{"show-held", "api-available settles error-cancelled"},
			}
			for _, step := range steps {
				if step.box != "" {
					b.click(step.box)
				}
				shown := ask[[]string](b, rows)
				if got := strings.Join(shown, " "); got != step.want {
					t.Errorf("after %s the list shows %s, want %s", step.box, got, step.want)
				}
				count := ask[string](b, "document.getElementById('shown').textContent")
				if want := map[bool]string{true: fmt.Sprintf("%d of 7 rules shown", len(shown))}[scripts]; count != want {
					t.Errorf("after %s the count says %q, want %q", step.box, count, want)
				}
			}
			if n := ask[int](b, "[...document.querySelectorAll('#broken article, .matrix tr.s-broken')].filter(e => e.getClientRects().length).length"); n != 0 {
				t.Errorf("%d broken rules are left beside the list", n)
			}
		})
	}
}

func TestEveryRecordCanBeOpened(t *testing.T) {
	b := newTab(t)
	run := sample("nonconformant")
	b.open(render(t, run), "#record-2")
	if !ask[bool](b, "document.getElementById('record-2').open") {
		t.Error("a link to a record does not open it")
	}
	for i, r := range run.Records {
		b.must(chromedp.Do(b.ctx, chromedp.Evaluate[chromedp.Void](fmt.Sprintf("document.getElementById('record-%d').open = true", i+1))))
		shown := ask[string](b, fmt.Sprintf("document.getElementById('record-%d').innerText", i+1))
		for _, event := range r.Events {
			if !strings.Contains(shown, string(event.Type)) {
				t.Errorf("%s does not show %s", r.ID, event.Type)
			}
		}
	}
}

func TestThePageCanBeUsedFromTheKeyboard(t *testing.T) {
	b := newTab(t)
	b.open(render(t, sample("nonconformant")), "")
	b.must(chromedp.Do(b.ctx, chromedp.KeyEvent(kb.Tab)))
	if got := ask[string](b, "document.activeElement.textContent"); got != "Skip to the report" {
		t.Errorf("the first stop is %q", got)
	}
	if ask[float64](b, "document.activeElement.getBoundingClientRect().height") < 20 {
		t.Error("the link past the sections is not seen when it has the focus")
	}
	boxes, opens := 0, 0
	for range 200 {
		b.must(chromedp.Do(b.ctx, chromedp.KeyEvent(kb.Tab)))
		switch ask[string](b, "document.activeElement.tagName") {
		case "INPUT":
			boxes++
			b.must(chromedp.Do(b.ctx, chromedp.KeyEvent(" ")))
			if ask[bool](b, "document.activeElement.checked") {
				t.Error("the space bar does not clear a box")
			}
			b.must(chromedp.Do(b.ctx, chromedp.KeyEvent(" ")))
		case "SUMMARY":
			opens++
			b.must(chromedp.Do(b.ctx, chromedp.KeyEvent(kb.Enter)))
			if !ask[bool](b, "document.activeElement.parentElement.open") {
				t.Error("Enter does not open a part")
			}
		case "BODY":
			if boxes != 6 || opens < 9 {
				t.Errorf("the keyboard reached %d boxes and %d parts that open", boxes, opens)
			}
			return
		}
	}
	t.Error("the keyboard never comes to the end of the page")
}
