package stage

import (
	"context"

	"github.com/signspec/signspec/schemas/record"
)

// Fixed stages by sign strings that are given beforehand, by outcome: those of sandbox accounts that always end so.
type Fixed map[record.Outcome]string

// Stage returns the string of the outcome.
func (f Fixed) Stage(_ context.Context, wish record.Stage) (Staged, error) {
	signStr, ok := f[wish.Outcome]
	if !ok {
		return Staged{Untested: "no sign string is given for outcome " + string(wish.Outcome)}, nil
	}
	return Staged{SignStr: signStr}, nil
}
