package certificate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas"
)

// Trust is what a report is held against besides its own records.
type Trust struct {
	// Versions are the versions of the tool whose reports are understood. A report of any other is refused, since nobody
	// here knows what it meant to say.
	Versions []string
	// Challenge is the nonce that the run has to answer; empty where nobody has set one.
	Challenge string
	// Now is the time; zero is that of the machine.
	Now time.Time
}

// skew is how far ahead of this machine's clock another one may be: a run that ends later than that has not been.
const skew = 5 * time.Minute

// sound says whether the report can be vouched for: of a wallet, a server or a platform, of a version, rules and a profile
// that this build knows, of the past, and nothing in it that its plan and its records do not give again. It returns the
// scenarios of the plan that the records do not show.
func (t Trust) sound(ctx context.Context, r *run.Run) (missing []string, err error) {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return nil, err
	}
	switch {
	case r.Subject.Kind == run.MiniProgram:
		return nil, errors.New("the report is of a mini program; certificates are for wallets, servers and platforms")
	case r.Error != nil:
		return nil, fmt.Errorf("the run could not be carried out (%s), so it says nothing of its subject", r.Error.Kind)
	case r.Partial():
		return nil, errors.New("the run performed a chosen part of its plan only, which no certificate can speak for")
	case len(r.Resumed) > 0 && r.Subject.SHA256 == "":
		return nil, errors.New("the run was resumed, and no digest says that its subject was the same before and after")
	case r.Tool.Name != "signspec" || !slices.Contains(t.Versions, r.Tool.Version):
		return nil, fmt.Errorf("the report is of %s %q; this build knows signspec %q only", r.Tool.Name, r.Tool.Version, t.Versions)
	case r.RulesDigest != catalogue.Digest():
		return nil, fmt.Errorf("the report was judged by rules %q; this build knows %s only", r.RulesDigest, catalogue.Digest())
	case !slices.Contains(profiles(r), r.Profile):
		return nil, fmt.Errorf("the profile %q is not one that everybody has; the profiles are %v", r.Profile, profiles(r))
	}
	if err := t.past(r); err != nil {
		return nil, err
	}
	if err := eachOnce(r); err != nil {
		return nil, err
	}
	if err := drawn(r, t.Challenge); err != nil {
		return nil, err
	}
	judged, err := check.Again(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("judging the records again: %w", err)
	}
	if missing, err = notShown(r, judged); err != nil {
		return nil, err
	}
	return missing, follows(r, judged.Run)
}

// profiles are the editions that everybody has for a target of the run's kind.
func profiles(r *run.Run) []string {
	if r.Subject.Kind == run.Wallet {
		return schemas.ProfileNames()
	}
	return schemas.PortalNames()
}

// past refuses a run that has not ended yet.
func (t Trust) past(r *run.Run) error {
	if end := ended(r); end.After(t.now().Add(skew)) {
		return fmt.Errorf("the run ended on %s, which is yet to come", end.Format(time.RFC3339))
	}
	return nil
}

// between refuses a time of a certificate that is before the run's end, or yet to come.
func (t Trust) between(what string, at, ended time.Time) error {
	switch {
	case at.Before(ended.Add(-skew)):
		return fmt.Errorf("%s is of %s, and the run is said to have ended on %s",
			what, at.Format(time.RFC3339), ended.Format(time.RFC3339))
	case at.After(t.now().Add(skew)):
		return fmt.Errorf("%s is of %s, which is yet to come", what, at.Format(time.RFC3339))
	}
	return nil
}

func (t Trust) now() time.Time {
	if t.Now.IsZero() {
		return time.Now()
	}
	return t.Now
}

// ended is when the run ended, as its report says.
func ended(r *run.Run) time.Time {
	return r.StartedAt.Add(time.Duration(r.DurationMs) * time.Millisecond).UTC()
}

// notShown lists the scenarios that the records do not show. One of which there is a record that cannot be of this plan
// is a forgery, or of a version that this one does not know.
func notShown(r *run.Run, judged check.Judged) ([]string, error) {
	missing := []string{}
	for _, m := range judged.Missing {
		for _, call := range r.Records {
			if call.Scenario == m.Scenario {
				return nil, fmt.Errorf("the records of %s are not those of the plan: %s", m.Scenario, m.Reason)
			}
		}
		missing = append(missing, m.Scenario)
	}
	return missing, nil
}
