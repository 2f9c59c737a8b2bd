// Package page is what the drivers that perform scenarios in a web page have in common: host.js, which makes of a page
// what probe.js needs, and the driver's side of it. How the page and the driver speak to each other is each driver's own.
package page

import (
	_ "embed"
	"strings"

	"github.com/signspec/signspec/runner/drivers"
)

//go:embed host.js
var host string

// HasWallet is the expression that says whether a page has my. A classic script's "const my" is no property of the
// global object.
const HasWallet = `typeof my !== "undefined"`

// The scripts that the driver's own script answers by what host.js returns: bodies of functions that return text.
const (
	// values are the last two arguments of describe and run in host.js.
	values = `typeof my === "undefined" ? undefined : my, typeof signspecAdapter === "undefined" ? undefined : signspecAdapter`

	describeScript = `return __signspec.describe(arguments[0], ` + values + `);`
	runScript      = `__signspec.run(arguments[0], arguments[1], arguments[2], ` + values + `); return "";`
)

// Install returns the statements that put probe.js and host.js into a page and call the driver's own script with the
// page's global object, signspecProbe, signspecHost and whatever more there is. The script is a function expression. The
// statements belong into a function that has a parameter called module: otherwise probe.js would take the page's.
func Install(script string, more ...string) string {
	arguments := append([]string{"self", "signspecProbe", "signspecHost"}, more...)
	return drivers.Probe + "\n;" + host + "\n;" + strings.TrimSpace(script) + "(" + strings.Join(arguments, ", ") + ");\n"
}
