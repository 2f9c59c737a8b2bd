package protocol

import "github.com/signspec/signspec/schemas"

// Entry is where the API stands, as in a profile.
type Entry = schemas.Entry
