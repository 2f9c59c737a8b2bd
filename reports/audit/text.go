package audit

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
	"github.com/signspec/signspec/schemas/record"
)

const (
	textWidth   = 120
	labelWidth  = 13
	idWidth     = 26
	mostTargets = 6  // of a broken rule that are named
	mostListed  = 20 // problems that are listed
)

// WriteText writes the audit for a person: a line a rule, each broken rule with where and since when it is, and its plainest
// example, then what could not be judged, and the verdict. Nothing that stands in a record can act upon a terminal.
func WriteText(w io.Writer, a Audit) error {
	t := &text{audit: a, targets: a.Targets()}
	t.line("Audit: %s of %s, %s", calls(a.Calls), plural(int64(a.Input.Files), "file"), period(a.First, a.Last))
	t.rules()
	for _, r := range t.broken() {
		t.brokenRule(r)
	}
	t.problems()
	t.line("")
	t.line("%s", a.Conclusion())
	_, err := io.WriteString(w, t.text.String())
	return err
}

type text struct {
	audit   Audit
	targets []Group
	text    strings.Builder
}

func (t *text) line(format string, args ...any) {
	t.text.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
}

// rules writes a line a rule that some call could show, under its group.
func (t *text) rules() {
	group := ""
	for _, r := range t.audit.Rules {
		if r.Judged == 0 {
			continue
		}
		if heading := words.Heading(run.Wallet, r.Group); heading != group {
			group = heading
			t.line("")
			t.line("%s", heading)
		}
		mark, count := "✓", "0 of "+number(r.Judged)
		if r.Broken > 0 {
			mark, count = "✗", fmt.Sprintf("%s of %s, %s", number(r.Broken), number(r.Judged), percent(r.Rate))
		}
		room := textWidth - 6 - idWidth - len(count)
		t.line("  %s %s  %s%s", mark, words.Pad(r.ID, idWidth), words.Pad(words.Fit(r.Title, room-2), room), count)
	}
}

// broken lists the broken rules, those that count most first.
func (t *text) broken() []Rule {
	broken := slices.DeleteFunc(slices.Clone(t.audit.Rules), func(r Rule) bool { return r.Broken == 0 })
	slices.SortStableFunc(broken, func(a, b Rule) int { return cmp.Compare(weight(a.Level), weight(b.Level)) })
	return broken
}

func weight(level string) int { return slices.Index([]string{run.Must, run.Should, run.May}, level) }

func (t *text) brokenRule(r Rule) {
	t.line("")
	t.line("✗ %s (%s)", r.ID, r.Level)
	t.line("  %s", r.Title)
	t.labelled("clause", r.Clause)
	t.labelled("more", "signspec rules "+r.ID)
	t.labelled("broken by", fmt.Sprintf("%s of %s, %s, %s", number(r.Broken), calls(r.Judged), percent(r.Rate), period(r.First, r.Last)))
	t.where(r.ID)
	if r.Example == nil {
		return
	}
	t.line("")
	t.labelled("plainest", fmt.Sprintf("%s:%d", r.Example.File, r.Example.Line))
	t.labelled("expected", r.Example.Expected)
	t.labelled("observed", r.Example.Observed)
	if r.Example.Record != nil {
		for row := range strings.SplitSeq(record.Timeline(*r.Example.Record), "\n") {
			t.line("  %s", row)
		}
	}
}

// where writes the targets that break a rule most often.
func (t *text) where(id string) {
	type breaking struct {
		name string
		GroupRule
	}
	var all []breaking
	for _, g := range t.targets {
		if r, ok := g.Rule(id); ok && r.Broken > 0 {
			all = append(all, breaking{g.Name(), r})
		}
	}
	slices.SortStableFunc(all, func(a, b breaking) int { return cmp.Compare(b.Broken, a.Broken) })
	for i, b := range all {
		if i == mostTargets {
			t.labelled("", fmt.Sprintf("and %d more, which audit.json has", len(all)-i))
			return
		}
		label := "where"
		if i > 0 {
			label = ""
		}
		t.labelled(label, fmt.Sprintf("%s: %s of %s, %s, %s", b.name, number(b.Broken), number(b.Judged), percent(b.Rate),
			period(b.First, b.Last)))
	}
}

// problems lists what could not be judged.
func (t *text) problems() {
	list := t.audit.Input.Problems
	if len(list) == 0 {
		return
	}
	t.line("")
	t.line("not judged")
	for i, p := range list {
		if i == mostListed {
			t.line("  and %d more, which audit.json has", len(list)-i)
			return
		}
		place := p.File
		if p.Line > 0 {
			place += fmt.Sprintf(":%d", p.Line)
		}
		t.line("  ✗ %s  %s", words.Pad(string(p.Kind), len(UnknownProfile)), words.Name(place))
		head := ""
		if p.Count > 1 {
			head = number(p.Count) + " of these; the first: "
		}
		t.wrapped(strings.Repeat(" ", 21), head+p.Why)
	}
}

func (t *text) labelled(label, content string) {
	head := "  " + words.Pad(label, labelWidth-2)
	t.wrapped(head, content)
}

// wrapped writes a text behind a head, and its further lines under the first.
func (t *text) wrapped(head, content string) {
	for _, line := range words.Wrap(words.OneLine(content, words.LongestShown), textWidth-words.Columns(head)) {
		t.line("%s%s", head, line)
		head = strings.Repeat(" ", words.Columns(head))
	}
}

// Conclusion says the verdict in a sentence.
func (a *Audit) Conclusion() string { return string(a.Verdict) + ": " + a.counted() }

// counted says how many calls break a rule, and how much could not be judged.
func (a *Audit) counted() string {
	if a.Calls == 0 {
		return "no call could be judged"
	}
	found := fmt.Sprintf("%s of %s break a rule, %s", number(a.Broken), calls(a.Calls), percent(a.Rate))
	if a.Broken == 0 {
		found = fmt.Sprintf("%s, and none breaks a rule that one call can show", calls(a.Calls))
	}
	var count int64
	for _, p := range a.Input.Problems {
		count += p.Count
	}
	if count > 0 {
		found += fmt.Sprintf("; %s in the input", plural(count, "problem"))
	}
	return found
}

func calls(n int64) string { return plural(n, "call") }

func plural(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return number(n) + " " + noun + "s"
}

// number writes a count with commas between thousands.
func number(n int64) string {
	digits := strconv.FormatInt(n, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// percent writes a rate to three digits that mean something.
func percent(rate float64) string { return strconv.FormatFloat(100*rate, 'g', 3, 64) + " %" }

// period says from when to when something was seen.
func period(first, last string) string {
	switch {
	case first == "":
		return "at a time that no record says"
	case first == last:
		return "at " + first
	}
	return first + " to " + last
}
