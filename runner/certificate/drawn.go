package certificate

import (
	"errors"
	"fmt"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

// drawn says whether the states that the records staged are those that were drawn for their calls, from the report's seed or
// from a challenge. Records of more than one run cannot be put together, then; and those of a challenge are not older than
// it. What servers and platforms are asked is drawn from nothing that anybody could draw again. asked is the challenge that
// whoever verifies has set; empty where nobody has.
func drawn(r *run.Run, asked string) error {
	if r.Subject.Kind != run.Wallet {
		if asked != "" || r.Challenge != "" {
			return errors.New("the states of servers and platforms are their own, so that no record of one answers a challenge")
		}
		return nil
	}
	switch {
	case asked != "" && r.Challenge != asked:
		return fmt.Errorf("the run answers the challenge %q, not %q", r.Challenge, asked)
	case r.Seed == "" && r.Challenge == "":
		return errors.New("the report does not say what its states were drawn from")
	}
	profile, err := schemas.LoadProfile(r.Profile)
	if err != nil {
		return err
	}
	if r.Challenge != "" && !profile.ReturnsState {
		return fmt.Errorf("the profile %s has no state, so that its records cannot answer a challenge", r.Profile)
	}
	plan, err := wallet.DrawPlan(r.Plan, profile, run.DrawnFrom(r.Seed, r.Challenge))
	if err != nil {
		return err
	}
	states := map[string]string{}
	for _, s := range plan.Scenarios {
		for _, call := range s.Calls {
			if call.Stage != nil {
				states[call.ID] = call.Stage.AuthState
			}
		}
	}
	for _, call := range r.Records {
		state, planned := states[call.ID]
		if planned && call.Stage != nil && call.Stage.AuthState != state {
			return fmt.Errorf("the record %s did not stage the state that was drawn for it: it is of another run", call.ID)
		}
	}
	return nil
}
