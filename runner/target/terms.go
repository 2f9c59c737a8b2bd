package target

import (
	"cmp"

	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/exec"
	"github.com/signspec/signspec/runner/drivers/stage"
)

// terms are those of a target whose time is real, as every driver of one has them.
func (o Options) terms(person bool) drivers.Terms {
	usual := exec.DefaultSettle
	if person {
		usual = stage.OperatorSettle
	}
	return drivers.Terms{Person: person, Call: cmp.Or(o.Settle, usual) + cmp.Or(o.Quiet, exec.DefaultQuiet)}
}
