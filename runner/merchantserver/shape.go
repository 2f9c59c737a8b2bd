package merchantserver

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

func escape(s string) string { return url.QueryEscape(s) }

// bodyOf takes down an answer.
func bodyOf(body []byte) value { return platform.BodyValue(body, shownBody) }

// shapeOf lists the leaves of an answer, each as its path and its value, without the one at that path: what tells a
// success from a failure stands among them.
func shapeOf(body []byte, without string) value {
	leaves := map[string]bool{}
	isJSON := httpcall.EachLeaf(body, func(path string, leaf any) {
		if path != without {
			leaves[fmt.Sprintf("%s=%v", path, leaf)] = true
		}
	})
	if !isJSON {
		return record.Texts([]string{"text"})
	}
	return record.Texts(slices.Sorted(maps.Keys(leaves)))
}

// mostLogged is how many lines of a log are taken down: one is enough to show that secrets are printed.
const mostLogged = 12

// readLogs takes down the lines of the server's logs that a secret of the run stands in.
func (p *play) readLogs() {
	all := p.printed.List()
	for _, l := range p.logs {
		all = append(all, l.read()...)
	}
	attempts := p.platform.Attempts()
	masker := maskerOf(attempts)
	readings := make([][]string, len(all))
	for i, line := range all {
		readings[i] = platform.Readings(line)
	}
	// Each looks into everything at once first: there are many lines, and many attempts.
	everything := []string{strings.Join(slices.Concat(readings...), "\n")}
	printed := slices.DeleteFunc(slices.Clone(attempts), func(a *platform.Attempt) bool { return len(a.CarriedIn(everything)) == 0 })
	found := 0
	for i, line := range all {
		var carried []string
		for _, a := range printed {
			if carried = a.CarriedIn(readings[i]); len(carried) > 0 {
				break
			}
		}
		if len(carried) == 0 {
			continue
		}
		if found++; found > mostLogged {
			break
		}
		p.to.Saw(record.Logged, map[string]value{
			"level": record.Text("log"), "text": record.Text(masker.Text(line)), "carries": record.Texts(carried),
		})
	}
	p.to.Saw(record.Sent, map[string]value{"to": record.Text("logs"), "lines": record.Num(float64(len(all)))})
}

// maskerOf knows the secrets of attempts. A log holds those of scenarios that are performed at the same time, and of some whose
// record is not kept, so that whoever masks the run's records may never have seen them.
func maskerOf(attempts []*platform.Attempt) *secret.Masker {
	var seen []record.Event
	for _, a := range attempts {
		seen = append(seen, record.Event{Type: record.Applied, Args: []value{a.Secrets()}})
	}
	masker := secret.NewMasker()
	masker.Learn(record.Record{Events: seen})
	return masker
}
