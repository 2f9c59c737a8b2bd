package check

import (
	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/schemas"
	servermatchers "github.com/signspec/signspec/suites/server/matchers"
)

// scriptDriver is the name of the driver that runs a wallet's module in the embedded engine.
const scriptDriver = "script"

// advise notes what to do about a module that asks for what the engine has not, and about a target file that does not tell
// ends apart: a broken rule would not say.
func (c *check) advise() {
	switch {
	case c.Subject.Driver == scriptDriver:
		c.Notes = append(c.Notes, script.Advice(c.records)...)
	case c.Subject.Kind == schemas.MerchantServer:
		c.Notes = append(c.Notes, servermatchers.Advice(c.records)...)
	}
}
