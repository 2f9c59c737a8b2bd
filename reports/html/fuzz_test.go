package html_test

import (
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/html"
	"github.com/signspec/signspec/reports/internal/dom"
	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
)

// outline is the elements and attributes of a page, without its texts.
func outline(page []byte) string {
	var b strings.Builder
	for _, e := range dom.Elements(page) {
		b.WriteString(e.Data)
		for _, a := range e.Attr {
			b.WriteString(" " + a.Key)
		}
		b.WriteString(">")
	}
	return b.String()
}

// No text makes an element or an attribute, or reaches the page with a character that acts.
func FuzzPage(f *testing.F) {
	allowed := outline(golden.Render(f, html.Write, samples.Everywhere("miniprogram", "x")))
	samples.Fuzz(f, func(t *testing.T, text string) {
		page := golden.Render(t, html.Write, samples.Everywhere("miniprogram", "x"+text))
		if n := strings.Count(string(page), "<script"); n != 1 {
			t.Errorf("%d scripts", n)
		}
		own := strings.NewReplacer("\t", "", "\u00ad", "", "\ufffd", "") // of the style and of a heading; and what is no UTF-8
		if r, acts := samples.Acting(own.Replace(string(page))); acts {
			t.Errorf("%U is on the page", r)
		}
		for _, element := range strings.Split(outline(page), ">") {
			if !strings.Contains(allowed, element+">") {
				t.Errorf("there is <%s>", element)
			}
		}
	})
}
