package socket

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/signspec/signspec/fixtures/chromium"
	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

func planOf(t testing.TB, name string) []wallet.Scenario {
	t.Helper()
	plan, err := wallet.NewPlan(name, schemas.Documented())
	if err != nil {
		t.Fatal(err)
	}
	return plan.Scenarios
}

// todo is what a person is told for each call of a scenario that opens a page.
func todo(s wallet.Scenario) (instructions []string) {
	for _, c := range s.Calls {
		if c.Stage != nil && c.Fill != "" {
			instructions = append(instructions, stage.Instruction(c.Stage.Outcome))
		}
	}
	return instructions
}

// taps counts how often a person has to say that they are ready for the scenarios: whenever there is something else to
// do than before. The two pages of calls that overlap are something else than one.
func taps(scenarios []wallet.Scenario) int {
	n, before := 0, ""
	for _, s := range scenarios {
		pages := todo(s)
		if s.Overlap {
			pages = []string{strings.Join(pages, " and ")}
		}
		for _, page := range pages {
			if page != before {
				n++
			}
			before = page
		}
	}
	return n
}

// byHand performs a plan with a person at the device and sees how often they were asked.
func byHand(t *testing.T, d *Driver, scenarios []wallet.Scenario) []record.Record {
	t.Helper()
	about, err := d.Describe(drivertest.Within(t))
	if err != nil {
		t.Fatal(err)
	}
	records := []record.Record{drivertest.Availability(about)}
	for _, s := range scenarios {
		p, err := d.Perform(drivertest.Within(t), s)
		if err != nil || p.Untested != "" {
			t.Fatalf("%s came to %+v, %v", s.Name, p, err)
		}
		records = append(records, p.Records...)
	}
	return records
}

// TestTapsByHandOnAPhone counts the taps of each plan in the mini program, and the authorisations.
func TestTapsByHandOnAPhone(t *testing.T) {
	for _, plan := range wallet.PlanNames() {
		t.Run(plan, func(t *testing.T) {
			t.Parallel()
			o, heard := instructed()
			o.Plan, o.Settle = planOf(t, plan), time.Second // the four calls that nobody hears take so long
			d, url := open(t, o, newCutter(t))
			phone := newPhone(t)
			phone.open(url)
			phone.obey()
			drivertest.WantBroken(t, byHand(t, d, o.Plan))
			var want []string
			for _, s := range o.Plan {
				want = append(want, todo(s)...)
			}
			if !slices.Equal(heard.all(), want) {
				t.Errorf("told of %d instructions, want %d:\n%q", len(heard.all()), len(want), heard.all())
			}
			if n := phone.tapped(); n != taps(o.Plan) {
				t.Errorf("%d taps, want %d", n, taps(o.Plan))
			}
			wantOnce(t, phone.authorisations(), len(want))
			t.Logf("%d authorisations, %d taps", len(want), phone.tapped())
		})
	}
}

// obeyer presses Ready in a page whenever it is there, and counts.
const obeyer = `window.taps = 0; setInterval(function () {
	var ready = document.getElementById('signspec-ready');
	if (!ready.hidden) { taps++; ready.click(); }
}, 1)`

// TestTapsByHandInABrowser counts the taps of each plan in the H5 page.
func TestTapsByHandInABrowser(t *testing.T) {
	tab := chromium.Open(t)
	for _, plan := range wallet.PlanNames() {
		t.Run(plan, func(t *testing.T) {
			o, _ := instructed()
			o.Plan, o.Settle = planOf(t, plan), time.Second
			count := &counting{}
			d, page := ownPage(t, open, o, newCutter(t), count.signed)
			navigate(t, tab, page)
			if _, err := chromedp.Run(tab, chromedp.Evaluate[int](obeyer)); err != nil {
				t.Fatal(err)
			}
			drivertest.WantBroken(t, byHand(t, d, o.Plan))
			if n, err := chromedp.Run(tab, chromedp.Evaluate[int](`taps`)); err != nil || n != taps(o.Plan) {
				t.Errorf("%d taps, want %d (%v)", n, taps(o.Plan), err)
			}
			waitFor(t, "every authorisation to be told of", func() bool { return len(count.all()) == authorisations(o.Plan...) })
			wantOnce(t, count.all(), authorisations(o.Plan...))
		})
	}
}

// TestTheGuideSaysHowManyTaps keeps fixtures/probe/README.md true.
func TestTheGuideSaysHowManyTaps(t *testing.T) {
	text, err := os.ReadFile("../../../fixtures/probe/README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, plan := range wallet.PlanNames() {
		scenarios := planOf(t, plan)
		row := fmt.Sprintf("| %s | %d | %d | %d |", plan, len(scenarios), authorisations(scenarios...), taps(scenarios))
		if !strings.Contains(string(text), row) {
			t.Errorf("the guide does not have the row\n%s", row)
		}
	}
}
