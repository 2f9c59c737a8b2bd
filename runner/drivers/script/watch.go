package script

import (
	"time"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/sandbox"
)

// watch runs programs within the limits of the sandbox.
type watch struct {
	inside *sandbox.Inside
	limit  time.Duration // real time of one program
}

// over runs f, which runs a program on the VM, within the limit of time. It does not return when the program was
// stopped: the process is about to end.
func (w *watch) over(vm *engine.VM, f func() error) error {
	w.inside.Watch(vm)
	err := w.inside.Over(w.limit, f)
	vm.ClearInterrupt() // one that came too late for this program is not for the next
	return err
}
