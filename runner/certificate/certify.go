package certificate

import (
	"bytes"
	"context"
	"crypto"
	"encoding/json"
	"errors"
	"fmt"

	reportjson "github.com/signspec/signspec/reports/json"
	"github.com/signspec/signspec/reports/run"
)

// Request is what is to be certified.
type Request struct {
	// Report is a report.json, byte for byte.
	Report []byte
	// Artefact is the content of what was judged, and ArtefactName its name; without them, the report's own digest of
	// its subject is taken.
	Artefact     []byte
	ArtefactName string
	// Bundled is the digest that the tool itself gives to an artefact which is a module, as a run of the script driver
	// notes it; empty where the artefact is none.
	Bundled string
	// Identity is what a CI system says of the job that certifies; nil where there is none.
	Identity *Identity
	// AllowNonconformant certifies a verdict that is not conformant.
	AllowNonconformant bool
	Trust
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
	missing, err := q.Trust.sound(ctx, r)
	if err != nil {
		return nil, Statement{}, err
	}
	statement := newStatement(r, missing, q.Report, artefact)
	statement.Predicate.Details.Identity = q.Identity
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
		if err := contradicts(r, q.Artefact, q.Bundled); err != nil {
			return Resource{}, err
		}
		return Resource{Name: q.ArtefactName, Digest: digest(q.Artefact)}, nil
	case r.Subject.SHA256 != "":
		return Resource{Name: r.Subject.Source, Digest: map[string]string{"sha256": r.Subject.SHA256}}, nil
	}
	return Resource{}, errors.New("the report does not say which artefact was judged; name it with --artifact")
}

// contradicts says that an artefact is not what the report says was judged.
func contradicts(r *run.Run, artefact []byte, bundled string) error {
	judged := r.Subject.SHA256
	if judged == "" || judged == digest(artefact)["sha256"] || judged == bundled {
		return nil
	}
	return fmt.Errorf("the artefact is not what was judged: its digest is %s, and that of the report's subject is %s",
		digest(artefact)["sha256"], judged)
}
