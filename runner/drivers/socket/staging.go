package socket

import (
	"context"

	"github.com/signspec/signspec/suites/wallet"
)

// stage stages the calls and returns what a person has to do for them. The sign string travels as the one that the suite
// would like to see signed, which is what a probe without a stage of its own signs, and the state is the one that it
// carries.
func (d *Driver) stage(ctx context.Context, s wallet.Scenario) (todo []string, untested string, err error) {
	for i, call := range s.Calls {
		if call.Stage == nil {
			continue
		}
		staged, err := d.options.Stager.Stage(ctx, *call.Stage)
		if err != nil || staged.Untested != "" {
			return nil, staged.Untested, err
		}
		wish := *call.Stage
		wish.SignStr, wish.AuthState = staged.SignStr, staged.AuthState
		s.Calls[i].Stage = &wish
		if staged.Instruction != "" && isAuthorised(call) {
			d.operator.takes[call.Stage.Outcome] = staged.Instruction
			todo = append(todo, staged.Instruction)
		}
	}
	return todo, "", nil
}
