package webdriver_test

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"testing"

	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/runner/drivers/webdriver"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// childServer is the environment variable that makes of the test binary a process which has a session on that server
// until it is interrupted.
const childServer = "SIGNSPEC_TEST_WEBDRIVER"

func TestMain(m *testing.M) {
	if address := os.Getenv(childServer); address != "" {
		if err := untilInterrupted(address); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// untilInterrupted does what the command does: the interrupt ends a context, and the driver is closed, deferred.
func untilInterrupted(address string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	d, err := webdriver.New(webdriver.Options{Server: address, Stage: forEver{}, Entry: schemas.Documented().Entry})
	if err != nil {
		return err
	}
	defer d.Close(ctx)
	_, err = d.Perform(ctx, wallet.Scenario{Name: "a",
		Calls: []wallet.Call{{ID: "a#1", Stage: &record.Stage{Outcome: record.Approve}, Args: record.Fields(nil)}}})
	if ctx.Err() == nil {
		return fmt.Errorf("it was not interrupted: %w", err)
	}
	return nil
}

// forEver is a person who does not answer.
type forEver struct{}

func (forEver) Stage(ctx context.Context, _ record.Stage) (stage.Staged, error) {
	fmt.Println("asked")
	<-ctx.Done()
	return stage.Staged{}, ctx.Err()
}
