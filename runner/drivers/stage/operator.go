package stage

import (
	"context"
	"time"

	"github.com/signspec/signspec/schemas/record"
)

// OperatorSettle is how long a call may take to settle where a person authorises and nobody said otherwise: they may have
// to find an account and to type a PIN.
const OperatorSettle = 2 * time.Minute

// Operator stages by a person: what is to be signed comes from a Source, and the person is told what to do on the
// page that the wallet then opens.
type Operator struct {
	// Source yields the sign string; a merchant's sandbox, for example. The outcome that it arranges is that of an
	// account which is to be used; what a person does is up to the person.
	Source Stager
}

// Stage asks the source and adds the instruction.
func (o *Operator) Stage(ctx context.Context, wish record.Stage) (Staged, error) {
	staged, err := o.Source.Stage(ctx, wish)
	if err != nil || staged.Untested != "" {
		return staged, err
	}
	staged.Instruction = Instruction(wish.Outcome)
	return staged, nil
}

// Instruction says what a person must do on the authorisation page, for an outcome.
func Instruction(outcome record.Outcome) string {
	switch outcome {
	case record.Approve:
		return "Confirm on the next page."
	case record.Cancel:
		return "Tap Cancel on the next page."
	case record.Network:
		return "When the next page has opened, switch the network off and confirm. Switch it on again when the page has closed."
	case record.Unknown:
		return "Confirm on the next page, and switch the network off at once, before the result is there. Switch it on again when the " +
			"page has closed."
	case record.Fail:
		return "Confirm on the next page with an account whose signing fails."
	}
	return ""
}
