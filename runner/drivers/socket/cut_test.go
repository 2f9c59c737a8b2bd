package socket

import (
	"fmt"
	"testing"

	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/schemas/record"
)

// phases are the moments at which a connection may be cut.
func phases() map[string]cut {
	return map[string]cut{
		"before the welcome":                 {`"method":"welcome"`, "before"},
		"after the welcome":                  {`"method":"welcome"`, "after"},
		"before describe":                    {`"method":"describe"`, "before"},
		"after describe":                     {`"method":"describe"`, "after"},
		"before run arrives":                 {`"method":"run"`, "before"},
		"while it runs, before the answer":   {`"method":"run"`, "after"},
		"while the answer travels":           {`"method":"run"`, "answer"},
		"after the answer, before the ack":   {`"method":"ack"`, "before"},
		"after the answer and after the ack": {`"method":"ack"`, "after"},
	}
}

// TestACutConnectionCostsNothing cuts the connection in each phase, with the real probe on either transport, and sees
// that every record is there and that nothing was authorised twice.
func TestACutConnectionCostsNothing(t *testing.T) {
	for _, transport := range []string{"socket", "polling"} {
		for name, phase := range phases() {
			for _, times := range []int{1, 3} {
				t.Run(fmt.Sprintf("%s/%s/%d", transport, name, times), func(t *testing.T) {
					t.Parallel()
					testCut(t, transport == "polling", phase, times)
				})
			}
		}
	}
}

func testCut(t *testing.T, polling bool, phase cut, times int) {
	cutter := newCutter(t)
	cutter.arrange(phase, times)
	d, url := open(t, options(), cutter)
	phone := newPhone(t)
	phone.withoutSockets = polling
	phone.open(url)
	if _, err := d.Describe(drivertest.Within(t)); err != nil {
		t.Fatalf("describing: %v", err)
	}
	for _, want := range []struct {
		scenario string
		calls    []record.EventType
	}{
		{"approve/all-callbacks", []record.EventType{record.Success}},
		{"recover/cancel", []record.EventType{record.Failed, record.Success}},
		{"overlap/approve+cancel", []record.EventType{record.Success, record.Failed}},
	} {
		records := drivertest.Perform(t, d, want.scenario)
		for i, outcome := range want.calls {
			if _, ok := records[i].First(outcome); !ok || records[i].End != record.Settled {
				t.Errorf("%s, call %d has no %s: %+v", want.scenario, i+1, outcome, records[i])
			}
			if records[i].Instance != 1 {
				t.Errorf("the record is of instance %d, where the probe kept its memory", records[i].Instance)
			}
		}
	}
	// What has arrived once is not sent again, so not every cut happens as often as it might.
	if cutter.cuts() == 0 {
		t.Error("the connection was never cut")
	}
	wantOnce(t, phone.authorisations(), 5)
}

// TestACutInTheMiddleOfACall cuts every connection while the authorisation page is open, as a person does who was told
// to switch the network off.
func TestACutInTheMiddleOfACall(t *testing.T) {
	for _, polling := range []bool{false, true} {
		t.Run(fmt.Sprintf("polling=%v", polling), func(t *testing.T) {
			t.Parallel()
			cutter := newCutter(t)
			d, url := open(t, options(), cutter)
			phone := newPhone(t)
			phone.withoutSockets = polling
			phone.signed = func(string) { cutter.all() }
			phone.open(url)
			if _, err := d.Describe(drivertest.Within(t)); err != nil {
				t.Fatal(err)
			}
			for range 3 {
				if _, ok := drivertest.Perform(t, d, "network/all-callbacks")[0].First(record.Failed); !ok {
					t.Error("fail was not called")
				}
			}
			wantOnce(t, phone.authorisations(), 3)
		})
	}
}
