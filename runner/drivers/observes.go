package drivers

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/signspec/signspec/suites/wallet"
)

// Sight is what a driver can observe.
type Sight struct {
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

// Sights lists the drivers and what they can observe. Those that run probe.js see what a caller sees; what the
// authorisation page was opened with, only the target can show.
func Sights() []Sight {
	caller := map[string]string{wallet.ReturnOrder: always, wallet.OptionsObject: always, wallet.Promise: always, wallet.Opened: ifShown}
	adapter := map[string]string{wallet.ReturnOrder: asItSays, wallet.OptionsObject: asItSays, wallet.Promise: asItSays,
		wallet.Opened: asItSays}
	return []Sight{
		{"script", caller}, {"exec", adapter}, {"browser", caller}, {"webdriver", caller}, {"socket", caller}, {"replay", adapter},
	}
}

// SightTable is the table of drivers against the rules that need to observe something, in Markdown. Every other rule
// can be judged through every driver.
func SightTable() string {
	needs := wallet.Needs()
	rules := slices.Sorted(maps.Keys(needs))
	var b strings.Builder
	b.WriteString("| driver |")
	for _, rule := range rules {
		fmt.Fprintf(&b, " `%s` |", rule)
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(rules)) + "\n")
	for _, s := range Sights() {
		fmt.Fprintf(&b, "| `%s` |", s.Driver)
		for _, rule := range rules {
			fmt.Fprintf(&b, " %s |", s.Of[needs[rule]])
		}
		b.WriteString("\n")
	}
	return b.String()
}
