package check

import "github.com/signspec/signspec/runner/drivers/script"

// scriptDriver is the name of the driver that runs a wallet's module in the embedded engine.
const scriptDriver = "script"

// advise notes of a module that asks for what the engine has not what to do: a broken rule would not tell.
func (c *check) advise() {
	if c.Subject.Driver == scriptDriver {
		c.Notes = append(c.Notes, script.Advice(c.records)...)
	}
}
