package stage

import (
	"context"

	"github.com/signspec/signspec/schemas/record"
)

// Fixed stages by sign strings that are given beforehand, by outcome: those of sandbox accounts that always end so. The
// state that a string carries was made by whoever made the string; it is empty where they did not say it.
type Fixed map[record.Outcome]Staged

// Stage returns the string of the outcome.
func (f Fixed) Stage(_ context.Context, wish record.Stage) (Staged, error) {
	staged, ok := f[wish.Outcome]
	if !ok {
		return Staged{Untested: "no sign string is given for outcome " + string(wish.Outcome)}, nil
	}
	return staged, nil
}
