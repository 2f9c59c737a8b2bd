package webdriver_test

import (
	"context"
	"testing"

	"github.com/signspec/signspec/runner/drivers/webdriver"
	"github.com/signspec/signspec/schemas"
)

// start makes a driver that is closed with the test.
func start(t testing.TB, options webdriver.Options) *webdriver.Driver {
	t.Helper()
	options.Entry = schemas.Documented().Entry
	d, err := webdriver.New(options)
	if err != nil {
		t.Fatalf("making the driver: %v", err)
	}
	t.Cleanup(func() {
		if err := d.Close(context.Background()); err != nil {
			t.Errorf("closing the driver: %v", err)
		}
	})
	return d
}
