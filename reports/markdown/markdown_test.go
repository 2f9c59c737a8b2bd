package markdown_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	renderer "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"github.com/signspec/signspec/reports/internal/dom"
	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
	"github.com/signspec/signspec/reports/markdown"
	"github.com/signspec/signspec/reports/run"
)

func TestGoldenSummaries(t *testing.T) { golden.Check(t, "summary.md", markdown.Write) }

// asGitHub renders GitHub-flavoured Markdown, with whatever HTML is in it.
func asGitHub(t *testing.T, source []byte) []*html.Node {
	t.Helper()
	var page bytes.Buffer
	gfm := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(renderer.WithUnsafe()))
	if err := gfm.Convert(source, &page); err != nil {
		t.Fatal(err)
	}
	return dom.Elements(page.Bytes())
}

// poison is text that acts on a page that Markdown is made into.
var poison = []string{
	"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</code></pre></details><h1>owned</h1>", "<!-- ", "-->",
	"```\n# owned\n```", "`a` ``b`` ```c```", "````````", "[link](https://evil.test)", "![image](https://evil.test/x.png)",
	"https://evil.test/x", "www.evil.test", "mail@evil.test", "@octocat", "octo/repo#1", "#1", "!1", "~bug", "$1", "%1", "&1", "GH-1",
	"0123456789abcdef0123456789abcdef01234567", ":smile:", "| a | b |", `\| a \\| b \`, "a\r\n\r\n# owned", "\n> owned", "- owned", "1. owned",
	"**bold** _it_ ~~gone~~", "$$x^2$$", "[[ATTACHMENT|/etc/passwd]]", "<https://evil.test>", "&lt;b&gt; &#64;octocat", "\u202eowned", "   ", "",
}

// poisoned puts the text wherever a target, or whoever wrote a report that is rendered again, can put it.
func poisoned(text string) *run.Run {
	r := samples.Nonconformant()
	r.Subject.Name, r.Subject.Source, r.Subject.Driver, r.Profile, r.Selection = text, text, text, text, text
	r.Notes = []string{text}
	for i := range r.Rules {
		rule := &r.Rules[i]
		rule.Title, rule.Clause, rule.Group, rule.Reason = text, text, text, text
		rule.Untested = []run.Untested{{Scenario: text, Reason: text}}
		for j := range rule.Findings {
			f := &rule.Findings[j]
			f.Expected, f.Observed, f.Reproduce, f.File, f.Scenario = text+fmt.Sprint(j), text, text, text, text
		}
	}
	r.Rules[0].ID = text
	r.Rules[0].Status = run.Broken
	r.Rules[0].Findings = r.Rules[3].Findings
	r.Records[1].Console, r.Records[1].Reason = []string{text}, text
	r.Conclude()
	return r
}

// outline is a page without its texts.
func outline(all []*html.Node) string {
	var names []string
	for _, e := range all {
		name := e.Data
		for _, a := range e.Attr {
			name += " " + a.Key
		}
		if name != "code" { // whether a text stands in code is the one thing that it may decide
			names = append(names, name)
		}
	}
	return strings.Join(names, ">")
}

func TestNoTextChangesWhatTheMarkdownIsMadeInto(t *testing.T) {
	want := outline(asGitHub(t, golden.Render(t, markdown.Write, poisoned("harmless"))))
	for _, bad := range poison {
		if strings.TrimSpace(bad) == "" {
			continue // leaves out what says nothing
		}
		got := outline(asGitHub(t, golden.Render(t, markdown.Write, poisoned(bad))))
		if got != want {
			t.Errorf("%q makes\n%s\nof\n%s", bad, got, want)
		}
	}
}

// A host makes mentions, references and links of what stands in the finished page outside of code.
func TestNoTextMentionsOrLinksAnything(t *testing.T) {
	acts := regexp.MustCompile(`@octocat|#1\b|!1\b|~bug|\$1\b|\$\$|%1\b|&1\b|GH-1|[0-9a-f]{40}|:smile:|evil\.test|\[\[`)
	for _, bad := range poison {
		for _, e := range asGitHub(t, golden.Render(t, markdown.Write, poisoned(bad))) {
			if e.Data == "a" || e.Data == "img" {
				t.Errorf("%q makes a link", bad)
			}
			for child := e.FirstChild; child != nil; child = child.NextSibling {
				if child.Type == html.TextNode && e.Data != "code" && acts.MatchString(child.Data) {
					t.Errorf("%q stands in <%s>, outside of code: %s", bad, e.Data, child.Data)
				}
			}
		}
	}
}

func TestTheMarkdownSaysWhatWasSaid(t *testing.T) {
	for _, bad := range poison {
		if strings.ContainsAny(bad, "\r\n\u202e") || strings.TrimSpace(bad) == "" {
			continue // shown as an escape
		}
		var cells []string
		for _, e := range asGitHub(t, golden.Render(t, markdown.Write, poisoned(bad))) {
			if e.Data == "td" || e.Data == "blockquote" {
				cells = append(cells, dom.Text(e))
			}
		}
		if n := strings.Count(strings.Join(cells, "\n"), bad); n < 4 {
			t.Errorf("%q is shown %d times in\n%s", bad, n, strings.Join(cells, "\n"))
		}
	}
}

func TestTheSummaryFitsACIJobWhateverTheTargetSaid(t *testing.T) {
	long := strings.Repeat("<b>@a|`", 150_000)
	r := poisoned(long)
	for range 4 {
		r.Rules = append(r.Rules, r.Rules...)
	}
	const jobSummary = 1 << 20 // what GitHub takes
	if n := len(golden.Render(t, markdown.Write, r)); n > jobSummary {
		t.Errorf("the summary has %d bytes", n)
	}
}
