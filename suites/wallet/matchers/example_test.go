package matchers_test

import (
	"fmt"

	"github.com/onsi/gomega"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet/matchers"
)

// A matcher judges a record wherever it comes from. This one shows a wallet that calls complete too early.
func Example() {
	cancelled := record.Record{
		ID: "cancel#1", Scenario: "cancel", API: "my.signContract", End: record.Settled,
		Args:      record.Fields(map[string]record.Value{"signStr": record.Text("https://wallet.example/authorize?authId=1")}),
		Callbacks: []string{"success", "fail", "complete"},
		Stage:     &record.Stage{Outcome: record.Cancel},
		Events: []record.Event{
			{At: 0, Type: record.Returned, Args: []record.Value{{}}},
			{At: 2, Type: record.Completed},
			{At: 9, Type: record.Failed, Args: []record.Value{record.Fields(map[string]record.Value{
				"error": record.Text("6001"), "errMessage": record.Text("the user cancelled"),
			})}},
		},
	}
	g := gomega.NewGomega(func(message string, _ ...int) { fmt.Println(message) })

	g.Expect(cancelled).To(matchers.ErrorCancelled())
	g.Expect(cancelled).To(matchers.CompleteLast())

	// Output:
	// rule      complete-last
	// call      cancel#1
	// expected  complete comes after success or fail, and nothing comes after complete
	// observed  fail came 7 ms after complete
	//            ┌ stage      cancel
	//       0 ms ├ call       my.signContract({signStr: "https://wallet.example/authorize?authId=1"}) with success, fail, complete
	//       0 ms ├ return     undefined
	//       2 ms ├ complete   (no argument)
	//       9 ms ├ fail       {errMessage: "the user cancelled", error: "6001"}
	//            └ settled    nothing more came
}
