package server

// Program is the one of Description.Means that says that the merchant's real mini program makes the calls.
const Program = "program"

// BeyondAProgram says why no mini program makes the calls of a scenario, and only an attacker does; "" where it makes them.
// Starts that are to be made at once it makes one after the other.
func (s Scenario) BeyondAProgram() string {
	for i, step := range s.Steps {
		switch {
		case step.By > 0:
			return "another user's result is nothing that a mini program hands over; signspec server does"
		case step.Do == Result && (step.With || step.Code != Own || i == 0 ||
			s.Steps[i-1].Do != Start || s.Steps[i-1].Attempt != step.Attempt):
			return "a mini program hands over what the wallet gave it, once and at once; signspec server hands over what an attacker would"
		}
	}
	return ""
}

func (r *reaching) outOfReach(of Scenario) string {
	if !r.program {
		return ""
	}
	return of.BeyondAProgram()
}
