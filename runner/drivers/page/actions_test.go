package page

import (
	"errors"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/drivers/ui"
)

// broken is a page on which nothing can be done without a panic.
type broken struct{ ui.Surface }

// A panic in a goroutine of the driver's own would end the process, and leave the session.
func TestAPanicWhilePressingIsAnError(t *testing.T) {
	err := recovered(func() error { return ui.Perform(t.Context(), broken{}, []ui.Action{{Click: "#a"}}, ui.Patience) })
	var caught *panicError
	if !errors.As(err, &caught) || !strings.Contains(err.Error(), "perform.go") {
		t.Errorf("the error is %v", err)
	}
}
