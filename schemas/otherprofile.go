package schemas

import (
	"fmt"
	"slices"
	"sync"
)

// ProfileTaking names the first built-in profile by which the message of a failure may stand in a field, such as "field" for
// errorMessage; empty where none does, or where it is the default one.
func ProfileTaking(field string) string { return messageFields()[field] }

// messageFields are the names of the fields that are no default ones, with the profile that takes each.
var messageFields = sync.OnceValue(func() map[string]string {
	fields := map[string]string{}
	for _, name := range ProfileNames() {
		p, err := builtIn(name)
		if err != nil {
			panic(fmt.Sprintf("the embedded profile %s: %v", name, err))
		}
		for _, field := range p.Failure.Message {
			if fields[field] == "" && !slices.Contains(Documented().Failure.Message, field) {
				fields[field] = p.Name
			}
		}
	}
	return fields
})
