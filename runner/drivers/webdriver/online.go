package webdriver

import (
	"context"
	"fmt"
	"time"

	"github.com/signspec/signspec/runner/drivers/page"
)

// onlineScript asks the page whether it has a network.
const onlineScript = `return navigator.onLine !== false;`

// awaitOnline waits until the page has its network again: a device takes seconds to find its Wi-Fi.
func (a *access) awaitOnline(ctx context.Context) error {
	limited, cancel := context.WithTimeout(ctx, onlineTimeout)
	defer cancel()
	for every := shortestPause; ; every = min(2*every, longestPause) {
		var is bool
		err := a.document.script(limited, onlineScript, &is)
		if is || err != nil && limited.Err() == nil {
			return err
		}
		if page.Sleep(limited, every) != nil {
			break
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("the network was switched on again, and the page was still without one after %s", onlineTimeout.Round(time.Second))
}
