// Package junit writes a run as JUnit XML, which CI systems show beside the tests.
package junit

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/reports/words"
)

// Write writes the run as JUnit XML for CI systems. Status stands in child elements: failure is nonconformance, error the
// harness, the configuration or a verdict that could not be reached, skipped what was not judged. There is one case a rule
// and scenario, and one named "verdict" that holds the error of a run without a verdict, so that such a run is never
// green.
func Write(w io.Writer, m run.Masked) error { return WriteAll(w, []Named{{Run: m}}) }

// Named is a run with the name of its target, where there are several. A name has no dot in it that CI systems would take
// for the end of a package.
type Named struct {
	Name string
	Run  run.Masked
}

// WriteAll writes several runs as one file, each a suite of its own: the name of the target stands in the name of the
// suite and of every class, so that no two cases are taken for the same.
func WriteAll(w io.Writer, runs []Named) error {
	d := document{Name: "signspec"}
	var ms int64
	for _, named := range runs {
		r, err := named.Run.Checked()
		if err != nil {
			return err
		}
		s := newSuite(r, named.Name)
		d.counts = d.plus(s.counts)
		d.Suites = append(d.Suites, s)
		ms += r.DurationMs
	}
	d.Time = seconds(ms)
	return encode(w, d)
}

func encode(w io.Writer, d document) error {
	var buffer bytes.Buffer
	buffer.WriteString(xml.Header)
	encoder := xml.NewEncoder(&buffer)
	encoder.Indent("", "  ")
	if err := encoder.Encode(d); err != nil {
		return fmt.Errorf("encoding the JUnit file: %w", err)
	}
	buffer.WriteString("\n")
	_, err := w.Write(buffer.Bytes())
	return err
}

func newSuite(r *run.Run, target string) suite {
	cases := casesOf(r)
	for i := range cases {
		cases[i].Class = text(classOf(string(cases[i].Class), target))
	}
	return suite{
		Name: text(classOf(className(r, ""), target)), counts: count(cases), Time: seconds(r.DurationMs),
		// Without a zone, as the format has it: readers take it for UTC.
		Timestamp:  text(r.StartedAt.UTC().Format("2006-01-02T15:04:05")),
		Properties: properties(r), Cases: cases,
	}
}

// classOf puts the name of a target behind the side in a class name: "signspec.wallet.pixel.callbacks".
func classOf(class, target string) string {
	if target == "" {
		return class
	}
	parts := strings.SplitN(class, ".", 3)
	named := append(parts[:min(2, len(parts)):min(2, len(parts))], classPart(target))
	return strings.Join(append(named, parts[min(2, len(parts)):]...), ".")
}

func properties(r *run.Run) []property {
	all := []struct{ name, value string }{
		{"signspec.version", r.Tool.Version},
		{"subject.kind", r.Subject.Kind},
		{"subject.name", r.Subject.Name},
		{"subject.version", r.Subject.Version},
		{"subject.driver", r.Subject.Driver},
		{"subject.source", r.Subject.Source},
		{"subject.sha256", r.Subject.SHA256},
		{"rules.digest", r.RulesDigest},
		{"profile", r.Profile},
		{"plan", r.Plan},
		{"selection", r.Selection},
		{"strict", strconv.FormatBool(r.Strict)},
		{"authorisations", strconv.Itoa(r.Authorisations)},
		{"verdict", string(r.Verdict)},
		{"exit-status", strconv.Itoa(r.ExitStatus)},
	}
	var known []property
	add := func(name, value string) {
		if value != "" {
			known = append(known, property{text(name), text(words.OneLine(value, words.LongestText))})
		}
	}
	for _, p := range all {
		add(p.name, p.value)
	}
	for i, note := range r.Notes {
		add(fmt.Sprintf("note.%d", i+1), note)
	}
	return known
}

// className gives the dotted name that CI systems group cases by: "signspec.wallet.callbacks". Jenkins takes the
// package to be all up to the last dot, so a group has no dot in it.
func className(r *run.Run, group string) string {
	side := "wallet"
	switch r.Subject.Kind {
	case run.MiniProgram:
		side = "merchant"
	case run.Server, run.Platform:
		side = r.Subject.Kind
	}
	name := "signspec." + side
	if group != "" {
		name += "." + classPart(group)
	}
	return name
}

// classPart is a name as a part of a class name.
func classPart(name string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' {
			return c
		}
		return '-'
	}, words.Shorten(name, words.LongestName))
}

func (c counts) plus(d counts) counts {
	return counts{c.Tests + d.Tests, c.Failures + d.Failures, c.Errors + d.Errors, c.Skipped + d.Skipped}
}

func count(cases []testCase) counts {
	c := counts{Tests: len(cases)}
	for _, each := range cases {
		switch {
		case each.Failure != nil:
			c.Failures++
		case each.Error != nil:
			c.Errors++
		case each.Skipped != nil:
			c.Skipped++
		}
	}
	return c
}

func seconds(ms int64) text { return text(fmt.Sprintf("%.3f", float64(ms)/1000)) }
