package drivers

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/signspec/signspec/suites/wallet"
)

// Observation is what a driver can observe.
type Observation struct {
	Driver string
	// Of says, for what a driver may be blind to (wallet.Opened, ...), whether it sees it: "always", or on what that
	// depends. A target says by its Description what the driver is blind to on it.
	Of map[string]string
}

const (
	always   = "always"
	ifShown  = "where the target shows it"
	asItSays = "as the adapter says"
)

// Observations lists the drivers and what they can observe. Those that run probe.js see what a caller sees; what the
// authorisation page was opened with, only the target can show.
func Observations() []Observation {
	caller := map[string]string{wallet.ReturnOrder: always, wallet.OptionsObject: always, wallet.Promise: always, wallet.Opened: ifShown}
	adapter := map[string]string{wallet.ReturnOrder: asItSays, wallet.OptionsObject: asItSays, wallet.Promise: asItSays,
		wallet.Opened: asItSays}
	return []Observation{
		{"script", caller}, {"exec", adapter}, {"browser", caller}, {"webdriver", caller}, {"socket", caller}, {"replay", adapter},
	}
}

// ObservationTable is the table of drivers against the rules that need to observe something, in Markdown. Every other rule
// can be judged through every driver.
func ObservationTable() string {
	needs := wallet.Needs()
	rules := slices.Sorted(maps.Keys(needs))
	var b strings.Builder
	b.WriteString("| driver |")
	for _, rule := range rules {
		fmt.Fprintf(&b, " `%s` |", rule)
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(rules)) + "\n")
	for _, s := range Observations() {
		fmt.Fprintf(&b, "| `%s` |", s.Driver)
		for _, rule := range rules {
			fmt.Fprintf(&b, " %s |", s.Of[needs[rule]])
		}
		b.WriteString("\n")
	}
	return b.String()
}
