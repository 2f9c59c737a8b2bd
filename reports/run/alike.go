package run

import "regexp"

// spans are times in what was observed, such as "0.1 ms" or "45 s": they differ from run to run on a real clock.
var spans = regexp.MustCompile(`(less than )?\b\d+(\.\d+)? (ms|s)\b`)

// Alike puts findings together that say the same of the same place, but for the time that something took, in the order of
// the first of each.
func Alike(findings []Finding) [][]Finding {
	type key struct {
		expected, observed, place string
		known                     Known
	}
	var alike [][]Finding
	index := map[key]int{}
	for _, finding := range findings {
		k := key{expected: finding.Expected, observed: spans.ReplaceAllString(finding.Observed, "#"), place: finding.Place()}
		if finding.Known != nil {
			k.known = *finding.Known
		}
		at, seen := index[k]
		if !seen {
			at = len(alike)
			index[k] = at
			alike = append(alike, nil)
		}
		alike[at] = append(alike[at], finding)
	}
	return alike
}

// FirstAlike returns, of the findings put together by Alike, the first n, and the scenarios of the others.
func FirstAlike(findings []Finding, n int) (first [][]Finding, rest []string) {
	alike := Alike(findings)
	n = min(n, len(alike))
	for _, each := range alike[n:] {
		rest = append(rest, ScenariosOf(each...)...)
	}
	return alike[:n], Distinct(rest)
}

// ScenariosOf returns the scenarios of the findings, each once, in order.
func ScenariosOf(findings ...Finding) []string {
	var names []string
	for _, finding := range findings {
		if finding.Scenario != "" {
			names = append(names, finding.Scenario)
		}
	}
	return Distinct(names)
}
