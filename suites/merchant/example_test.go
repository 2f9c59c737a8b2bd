package merchant_test

import (
	"fmt"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/merchant"
)

// A plan is data: what the staged wallet answers, what the server does, what the person does.
func ExampleNewPlan() {
	plan := merchant.NewPlan(schemas.Documented())
	scenario, _ := plan.Scenario("flow/start-twice")
	fmt.Println(scenario.Wallet.Answers[0].Outcome, scenario.Server.Result, scenario.Flow.Starts, scenario.Flow.Together)

	// Output:
	// approve accept 2 true
}
