package wallet_test

import (
	"fmt"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// A plan says what a run will cost, before anybody presses a button.
func ExampleAuthorisations() {
	plan, err := wallet.NewPlan(wallet.Thrifty, schemas.Documented())
	if err != nil {
		panic(err)
	}
	cost := wallet.Authorisations(plan.Scenarios...)
	for _, outcome := range record.Outcomes() {
		fmt.Println(outcome, cost[outcome])
	}

	// Output:
	// approve 7
	// cancel 2
	// network 1
	// unknown 1
	// fail 1
}
