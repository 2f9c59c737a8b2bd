// Package stage arranges outcomes on targets that cannot do it themselves: it asks an HTTP hook, a command or a person
// for it. What it knows of a target is only what it is told; drivers call it right before each call that is staged.
package stage

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

// Timeout is how long a hook or a command may take to stage one call: it may ask a server for a sign string. The
// observer grants the same to an adapter's own stage.
const Timeout = 10 * time.Second

// maxAnswer bounds what a hook or a command answers, in bytes: fifty times the longest sign string that was seen.
const maxAnswer = 64 << 10

// Stager arranges how the next authorisation ends.
type Stager interface {
	// Stage arranges the outcome of the wish for an authorisation with its state, and returns what came of it. A
	// *config.Error says that the staging is wrong, which is the user's to mend; any other error, that the
	// harness failed.
	Stage(ctx context.Context, wish record.Stage) (Staged, error)
}

// Staged is what came of staging.
type Staged struct {
	// SignStr is the string to sign. It is not blank where Untested is empty.
	SignStr string
	// AuthState is the state that the string carries; empty where nobody knows it, so that nobody can say whether it came
	// back.
	AuthState string
	// Untested says why the outcome cannot be staged; empty where it was.
	Untested string
	// Instruction is what a person must do once the call is made; empty where nobody has to.
	Instruction string
}

// answer is what a hook or a command answers: {"signStr":"..."}, with the authState that it carries where that is not the
// one of the wish, or null or {"untested":"why"} for what it cannot stage.
type answer struct {
	SignStr   *string `json:"signStr"`
	AuthState *string `json:"authState"`
	Untested  string  `json:"untested"`
}

// read makes of an answer what was staged; who names the hook or the command.
func read(who string, text []byte, wish record.Stage) (Staged, error) {
	outcome := wish.Outcome
	must := `; it must be {"signStr": "..."}, or null where the outcome cannot be staged`
	var a *answer
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&a); err != nil {
		return Staged{}, wrong("%s answered %s for outcome %q%s", who, protocol.Show(text), outcome, must)
	}
	switch {
	case a == nil:
		return Staged{Untested: fmt.Sprintf("%s returned null for outcome %s", who, outcome)}, nil
	case a.Untested != "":
		return Staged{Untested: a.Untested}, nil
	case a.SignStr == nil || strings.TrimSpace(*a.SignStr) == "":
		return Staged{}, wrong("%s answered %s for outcome %q, which has no signStr that is not blank%s", who, protocol.Show(text), outcome, must)
	}
	staged := Staged{SignStr: *a.SignStr, AuthState: wish.AuthState}
	if a.AuthState != nil {
		staged.AuthState = *a.AuthState
	}
	return staged, nil
}

func wrong(format string, args ...any) error {
	return &config.Error{Message: fmt.Sprintf(format, args...)}
}
