package socket

import (
	"fmt"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// TestTheMiniProgramSeesACorrectWallet performs every scenario of the full plan with the mini program, on either
// transport: no rule is broken.
func TestTheMiniProgramSeesACorrectWallet(t *testing.T) {
	plan, err := wallet.NewPlan(wallet.Full, schemas.Documented())
	if err != nil {
		t.Fatal(err)
	}
	for _, polling := range []bool{false, true} {
		t.Run(fmt.Sprintf("polling=%v", polling), func(t *testing.T) {
			t.Parallel()
			o := options()
			o.Settle, o.Quiet = 1500*time.Millisecond, 10*time.Millisecond // a busy machine is slow
			d, url := open(t, o, newCutter(t))
			phone := newPhone(t)
			phone.withoutSockets = polling
			phone.open(url)
			about, err := d.Describe(drivertest.Within(t))
			if err != nil {
				t.Fatal(err)
			}
			records := []record.Record{drivertest.Availability(about)}
			authorisations := 0
			for _, s := range plan.Scenarios {
				records = append(records, drivertest.Perform(t, d, s.Name)...)
				for _, n := range wallet.Authorisations(s) {
					authorisations += n
				}
			}
			drivertest.WantBroken(t, records)
			wantOnce(t, phone.authorisations(), authorisations)
		})
	}
}
