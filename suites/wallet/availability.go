package wallet

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet/matchers"
)

// Availability is the name of the scenario that calls nothing and shows what stands in the container.
const Availability = "availability"

// record puts a description into the form of a record, so that it is kept, replayed and judged like a call.
func (d Description) record() record.Record {
	seen := map[string]record.Value{"entry": d.Entry}
	if d.SDKVersion != nil {
		seen["sdkVersion"] = *d.SDKVersion
	}
	if d.CanIUse != nil {
		seen["canIUse"] = *d.CanIUse
	}
	if d.Time != "" {
		seen["time"] = record.Text(d.Time)
	}
	if len(d.Blind) > 0 {
		seen["blind"] = record.Texts(d.Blind)
	}
	return record.Record{
		ID: Availability + "#1", Scenario: Availability, API: matchers.AvailabilityAPI,
		Args: record.Of(record.Undefined), Callbacks: []string{},
		Events: []record.Event{{Type: record.Returned, Args: []record.Value{record.Fields(seen)}}},
		End:    record.Settled,
	}
}
