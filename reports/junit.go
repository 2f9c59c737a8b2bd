package reports

import (
	"fmt"
	"github.com/signspec/signspec/reports/run"
	"io"
	"strconv"
	"strings"
)

// WriteJUnit writes the run as JUnit XML for CI systems. Status is told by child elements: failure is nonconformance,
// error the harness, the configuration or a verdict that could not be reached, skipped what was not judged. There is
// one case a rule and scenario, and one named "verdict" that holds the error of a run without a verdict, so that such
// a run is never green.
func WriteJUnit(w io.Writer, r *run.Run) error { return WriteJUnitOf(w, []NamedRun{{Run: r}}) }

// NamedRun is a run with the name of its target, where there are several. A name has no dot in it that CI systems
// would take for the end of a package.
type NamedRun struct {
	Name string
	Run  *run.Run
}

// WriteJUnitOf writes several runs as one file, each a suite of its own: the name of the target stands in the name of
// the suite and of every class, so that no two cases are taken for the same.
func WriteJUnitOf(w io.Writer, runs []NamedRun) error {
	var total caseCounts
	var ms int64
	suites := make([][]junitCase, len(runs))
	for i, named := range runs {
		suites[i] = junitCases(named.Run)
		for j := range suites[i] {
			suites[i][j].class = classOf(suites[i][j].class, named.Name)
		}
		total = total.plus(countCases(suites[i]))
		ms += named.Run.DurationMs
	}
	var x xmlWriter
	x.buffer.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	x.open("testsuites", append([]string{"name", "signspec"}, total.attributes(ms)...)...)
	for i, named := range runs {
		writeSuite(&x, named, suites[i])
	}
	x.close("testsuites")
	_, err := w.Write(x.buffer.Bytes())
	return err
}

func writeSuite(x *xmlWriter, named NamedRun, cases []junitCase) {
	r := named.Run
	// Without a zone, as the format has it: readers take it for UTC.
	timestamp := r.StartedAt.UTC().Format("2006-01-02T15:04:05")
	attributes := append([]string{"name", classOf(className(r, ""), named.Name)}, countCases(cases).attributes(r.DurationMs)...)
	x.open("testsuite", append(attributes, "timestamp", timestamp)...)
	x.open("properties")
	for _, p := range junitProperties(r) {
		x.element("property", "", "name", p.name, "value", oneLine(p.value, longestText))
	}
	x.close("properties")
	for _, c := range cases {
		c.write(x)
	}
	x.close("testsuite")
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

type property struct{ name, value string }

func junitProperties(r *run.Run) []property {
	all := []property{
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
	for i, note := range r.Notes {
		all = append(all, property{fmt.Sprintf("note.%d", i+1), note})
	}
	var known []property
	for _, p := range all {
		if p.value != "" {
			known = append(known, p)
		}
	}
	return known
}

// className gives the dotted name that CI systems group cases by: "signspec.wallet.callbacks". Jenkins takes the
// package to be all up to the last dot, so a group has no dot in it.
func className(r *run.Run, group string) string {
	side := "wallet"
	if r.Subject.Kind == run.MiniProgram {
		side = "merchant"
	}
	name := "signspec." + side
	if group != "" {
		name += "." + classPart(group)
	}
	return name
}

// classPart is text as a part of a class name.
func classPart(text string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' {
			return c
		}
		return '-'
	}, shorten(text, longestName))
}

type caseCounts struct{ tests, failures, errors, skipped int }

func (c caseCounts) plus(d caseCounts) caseCounts {
	return caseCounts{c.tests + d.tests, c.failures + d.failures, c.errors + d.errors, c.skipped + d.skipped}
}

// attributes are the counts and the time, in milliseconds, as attributes of a suite.
func (c caseCounts) attributes(ms int64) []string {
	return []string{"tests", strconv.Itoa(c.tests), "failures", strconv.Itoa(c.failures), "errors", strconv.Itoa(c.errors),
		"skipped", strconv.Itoa(c.skipped), "time", fmt.Sprintf("%.3f", float64(ms)/1000)}
}

func countCases(cases []junitCase) caseCounts {
	counts := caseCounts{tests: len(cases)}
	for _, c := range cases {
		switch c.outcome {
		case "failure":
			counts.failures++
		case "error":
			counts.errors++
		case "skipped":
			counts.skipped++
		}
	}
	return counts
}
