package certificate

import (
	"bytes"
	"context"
	"crypto"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	reportjson "github.com/signspec/signspec/reports/json"
)

// Evidence is what a certificate is verified against.
type Evidence struct {
	Certificate []byte
	Report      []byte
	// Artefact is the content of what was judged; nil leaves open whether the certificate is about it.
	Artefact []byte
	// Bundled is as in Request.
	Bundled string
	Trust
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
	if e.Artefact != nil {
		if err := contradicts(r, e.Artefact, e.Bundled); err != nil {
			return Statement{}, err
		}
	}
	missing, err := e.Trust.sound(ctx, r)
	if err != nil {
		return Statement{}, err
	}
	fresh := newStatement(r, missing, e.Report, s.Subject[0])
	if claimed := s.Predicate.Details.Identity; claimed != nil {
		given, err := readToken(claimed.Token, e.Report)
		if err != nil {
			return Statement{}, err
		}
		if *given != *claimed {
			return Statement{}, errors.New("the certificate does not state the identity that its token gives")
		}
		fresh.Predicate.Details.Identity = given
	}
	return s, states(payload, fresh)
}

// states says whether the payload is the statement, byte for byte: another reader may make something else of a name that
// stands in it twice, or of one that is not known here.
func states(payload []byte, statement Statement) error {
	text, err := json.Marshal(statement)
	if err == nil && !bytes.Equal(text, payload) {
		return errors.New("the certificate does not state what the report says")
	}
	return err
}
