package certificate

import (
	"bytes"
	"context"
	"crypto"
	"encoding/json"
	"errors"
	"fmt"
	reportjson "github.com/signspec/signspec/reports/json"
	"reflect"
)

// Evidence is what a certificate is verified against.
type Evidence struct {
	Certificate []byte
	Report      []byte
	// Artefact is the content of what was judged; nil leaves open whether the certificate is about it.
	Artefact []byte
}

// Verify returns what the certificate states, or the first reason to refuse it: a signature that is not the key's, a
// digest that does not match, a report that is not as its schema has it, or a verdict that does not follow from the
// report's own records.
func Verify(ctx context.Context, e Evidence, key crypto.PublicKey) (Statement, error) {
	payload, err := open(ctx, e.Certificate, key)
	if err != nil {
		return Statement{}, err
	}
	var s Statement
	if err := json.Unmarshal(payload, &s); err != nil {
		return Statement{}, fmt.Errorf("the certificate does not hold a statement: %w", err)
	}
	if s.Type != statementType || s.PredicateType != predicateType {
		return Statement{}, fmt.Errorf("the certificate holds a %q of the type %q; %q of the type %q is expected",
			s.Type, s.PredicateType, statementType, predicateType)
	}
	if len(s.Subject) != 1 || len(s.Predicate.Configuration) != 1 {
		return Statement{}, errors.New("the certificate is not about one artefact and one report")
	}
	if !reflect.DeepEqual(s.Predicate.Configuration[0].Digest, digest(e.Report)) {
		return Statement{}, errors.New("the report is not the one that was certified: its digest differs")
	}
	if e.Artefact != nil && !reflect.DeepEqual(s.Subject[0].Digest, digest(e.Artefact)) {
		return Statement{}, errors.New("the artefact is not the one that was certified: its digest differs")
	}
	masked, err := reportjson.Read(bytes.NewReader(e.Report))
	if err != nil {
		return Statement{}, err
	}
	r := masked.Run()
	if err := sound(ctx, r); err != nil {
		return Statement{}, err
	}
	if !reflect.DeepEqual(s, newStatement(r, e.Report, s.Subject[0])) {
		return Statement{}, errors.New("the certificate does not state what the report says")
	}
	return s, nil
}
