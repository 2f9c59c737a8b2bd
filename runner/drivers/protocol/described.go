package protocol

import (
	"fmt"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// typeNames are what typeof may say: in a description they stand in an object, as all that JSON cannot hold does.
func typeNames() []string {
	return []string{"undefined", "object", "boolean", "number", "bigint", "string", "symbol", "function"}
}

// checkDescription finds what only a mistake of the adapter can be, and would be taken for one of the wallet. The error has
// CodeConfiguration.
func checkDescription(d wallet.Description) *Error {
	wrong := func(format string, args ...any) *Error {
		return &Error{Code: CodeConfiguration, Message: "the adapter's answer to describe: " + fmt.Sprintf(format, args...)}
	}
	if word, ok := d.Entry.Str(); ok && slices.Contains(typeNames(), word) {
		return wrong(`"entry" is the text %q, which says that the entry point holds a text; what typeof found is {"$type":%q}`, word, word)
	}
	for _, name := range d.Blind {
		if !slices.Contains(wallet.BlindTo(), name) {
			return wrong(`"blind" has %s; it may hold %s%s`, record.Visible(fmt.Sprintf("%q", name)), strings.Join(wallet.BlindTo(), ", "),
				config.DidYouMean(name, wallet.BlindTo()))
		}
	}
	return nil
}
