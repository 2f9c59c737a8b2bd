package matchers

import (
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// What another profile takes is said, so that nobody mends what the wallet's own portal asks for.
func TestFailureShapeNamesTheProfileThatTakesAField(t *testing.T) {
	field, err := schemas.LoadProfile("field")
	if err != nil {
		t.Fatal(err)
	}
	failure := func(key string) record.Record {
		return record.Record{ID: "a#1", Scenario: "a", Stage: &record.Stage{Outcome: record.Cancel}, Callbacks: []string{"fail"}, End: record.Settled,
			Events: []record.Event{{Type: record.Failed, Args: []record.Value{record.Fields(map[string]record.Value{
				"error": record.Text("6001"), key: record.Text("cancelled"),
			})}}}}
	}
	for _, c := range []struct {
		profile  *schemas.Profile
		key      string
		status   Status
		observed string
	}{
		{schemas.Documented(), "errMessage", Held, ""},
		{schemas.Documented(), "errorMessage", Broken,
			"errMessage is missing; errorMessage is there; did you mean errMessage? (the profile field takes errorMessage)"},
		{schemas.Documented(), "text", Broken, "errMessage is missing"},
		{field, "errorMessage", Held, ""},
	} {
		judged := FailureShape().Under(c.profile).Judge(failure(c.key))[0]
		if judged.Status != c.status || judged.Observed != c.observed {
			t.Errorf("%s under %s is %v, %q; want %v, %q", c.key, c.profile.Name, judged.Status, judged.Observed, c.status, c.observed)
		}
	}
}
