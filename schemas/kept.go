package schemas

// Kept are flags that a target file keeps, so that nobody has to give them: a flag that is given wins. Paths are as they
// are written, relative to the file.
type Kept struct {
	// Report are the names of the reports to write; none leaves them to the command.
	Report []string `json:"report,omitempty"`
	// Out is the folder for the reports; empty leaves it to the command.
	Out string `json:"out,omitempty"`
	// Strict makes a broken should count; nil leaves it to the command.
	Strict *bool `json:"strict,omitempty"`
	// Baseline is a file of known breaks; empty is none.
	Baseline string `json:"baseline,omitempty"`
}
