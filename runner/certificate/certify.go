package certificate

import (
	"bytes"
	"context"
	"crypto"
	"encoding/json"
	"errors"
	"fmt"
	reportjson "github.com/signspec/signspec/reports/json"
	"slices"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas"
)

// Request is what is to be certified.
type Request struct {
	// Report is a report.json, byte for byte.
	Report []byte
	// Artefact is the content of what was judged, and ArtefactName its name; without them, the report's own digest of
	// its subject is taken.
	Artefact     []byte
	ArtefactName string
	// AllowNonconformant certifies a verdict that is not conformant.
	AllowNonconformant bool
}

// Certify returns the certificate of a report, signed with the key. It refuses a report whose verdict does not follow
// from its own records.
func Certify(ctx context.Context, q Request, key crypto.Signer) ([]byte, Statement, error) {
	masked, err := reportjson.Read(bytes.NewReader(q.Report))
	if err != nil {
		return nil, Statement{}, err
	}
	r := masked.Run()
	artefact, err := q.artefact(r)
	if err != nil {
		return nil, Statement{}, err
	}
	if err := sound(ctx, r); err != nil {
		return nil, Statement{}, err
	}
	statement := newStatement(r, q.Report, artefact)
	if v := statement.Predicate.Details.Verdict; v != run.Conformant && !q.AllowNonconformant {
		return nil, Statement{}, fmt.Errorf("the verdict without a baseline is %s, which is only certified with --allow-nonconformant", v)
	}
	payload, err := json.Marshal(statement)
	if err != nil {
		return nil, Statement{}, fmt.Errorf("writing the statement: %w", err)
	}
	envelope, err := seal(ctx, payload, key)
	return envelope, statement, err
}

func (q Request) artefact(r *run.Run) (Resource, error) {
	switch {
	case q.Artefact != nil:
		return Resource{Name: q.ArtefactName, Digest: digest(q.Artefact)}, nil
	case r.Subject.SHA256 != "":
		return Resource{Name: r.Subject.Source, Digest: map[string]string{"sha256": r.Subject.SHA256}}, nil
	}
	return Resource{}, errors.New("the report does not say which artefact was judged; name it with --artifact")
}

// sound says whether the report can be vouched for: a wallet's, by rules and a profile that this build knows, and a
// verdict that its records give again.
func sound(ctx context.Context, r *run.Run) error {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return err
	}
	switch {
	case r.Subject.Kind != run.Wallet:
		return errors.New("the report is of a mini program; certificates are for wallets")
	case r.Error != nil:
		return fmt.Errorf("the run could not be carried out (%s), so it says nothing of its subject", r.Error.Kind)
	case r.RulesDigest != catalogue.Digest():
		return fmt.Errorf("the report was judged by rules %q; this build knows %s only", r.RulesDigest, catalogue.Digest())
	case !slices.Contains(schemas.ProfileNames(), r.Profile):
		return fmt.Errorf("the profile %q is not one that everybody has; the profiles are %v", r.Profile, schemas.ProfileNames())
	}
	again, err := check.Again(ctx, r)
	if err != nil {
		return fmt.Errorf("judging the records again: %w", err)
	}
	return follows(r, again)
}

// follows says whether what the report says follows from its records, which were judged again.
func follows(r, again *run.Run) error {
	if len(r.Rules) != len(again.Rules) {
		return fmt.Errorf("the report has %d rules, its records give %d", len(r.Rules), len(again.Rules))
	}
	for i, rule := range r.Rules {
		fresh := again.Rules[i]
		switch {
		case rule.ID != fresh.ID:
			return fmt.Errorf("rule %d of the report is %s, where %s stands: they are not in their order", i+1, rule.ID, fresh.ID)
		case rule.Level != fresh.Level:
			return fmt.Errorf("the report gives %s the level %s, which is %s", rule.ID, rule.Level, fresh.Level)
		case rule.Status != fresh.Status:
			return fmt.Errorf("the report says that %s is %s; its records say %s", rule.ID, rule.Status, fresh.Status)
		case !sameFindings(rule, fresh):
			return fmt.Errorf("the findings of %s are not those that the records give", rule.ID)
		}
	}
	concluded := *r
	concluded.Rules = slices.Clone(r.Rules)
	concluded.Conclude()
	if concluded.Verdict != r.Verdict || concluded.ExitStatus != r.ExitStatus {
		return fmt.Errorf("the report's verdict is %s (exit status %d); what it says of its rules gives %s (%d)",
			r.Verdict, r.ExitStatus, concluded.Verdict, concluded.ExitStatus)
	}
	return nil
}

func sameFindings(rule, fresh run.Rule) bool {
	return slices.EqualFunc(rule.Findings, fresh.Findings, func(a, b run.Finding) bool {
		return a.Scenario == b.Scenario && a.Record == b.Record
	})
}
