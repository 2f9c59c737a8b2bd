package check

import (
	"errors"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/rule"
)

// runError sorts an error by whose it is.
func runError(err error) *run.RunError {
	kind := run.Harness
	switch {
	case IsConfiguration(err):
		kind = run.Configuration
		var reaching *rule.UnreachableError
		if errors.As(err, &reaching) {
			err = reaching.Err // it was reached, and is wrong
		}
	case rule.Unreachable(err):
		kind = run.Unreachable
	}
	return &run.RunError{Kind: kind, Message: err.Error()}
}

// IsConfiguration says whether an error is about what the user wrote, not about the target's behaviour.
func IsConfiguration(err error) bool {
	var wrong *config.Error
	var source *engine.SourceError
	return errors.As(err, &wrong) || errors.As(err, &source)
}
