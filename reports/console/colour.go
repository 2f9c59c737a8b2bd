package console

func (c *console) red(text string) string    { return c.paint("31", text) }
func (c *console) green(text string) string  { return c.paint("32", text) }
func (c *console) yellow(text string) string { return c.paint("33", text) }
func (c *console) bold(text string) string   { return c.paint("1", text) }
func (c *console) dim(text string) string    { return c.paint("2", text) }

// paint puts text between an ANSI colour and its end. Layout is done before, since colours take no columns.
func (c *console) paint(code, text string) string {
	if !c.colours || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}
