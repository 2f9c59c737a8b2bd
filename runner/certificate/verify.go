package certificate

import (
	"bytes"
	"context"
	"crypto"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	reportjson "github.com/signspec/signspec/reports/json"
	"github.com/signspec/signspec/reports/run"
)

// Evidence is what a certificate is verified against.
type Evidence struct {
	Certificate []byte
	Report      []byte
	// Artefact is the content of what was judged; nil leaves open whether the certificate is about it.
	Artefact []byte
	// Bundled is as in Request.
	Bundled string
	// Timestamp is the response of a timestamp authority, DER, and Authorities are those who are believed; nil leaves the
	// certificate's time to who signed it.
	Timestamp   []byte
	Authorities *x509.CertPool
	// Issuer is whose token the certificate has to hold; nil leaves the CI's identity to who signed it.
	Issuer *Issuer
	Trust
}

// Verified is a certificate that was verified, and what others than its signer have said of it.
type Verified struct {
	Statement
	// Stamped is when the certificate was there, by an authority; nil where that was not verified.
	Stamped *Stamped
	// Issued is when the CI system issued its token, by the system's own signature; zero where that was not verified.
	Issued time.Time
}

// Verify returns what the certificate states, or the first reason to refuse it: a signature that is not the key's, a
// digest that does not match, a report that is not as its schema has it, or a verdict that does not follow from the
// report's own records.
func Verify(ctx context.Context, e Evidence, key crypto.PublicKey) (Verified, error) {
	statement, r, err := e.statement(ctx, key)
	if err != nil {
		return Verified{}, err
	}
	v := Verified{Statement: statement}
	end := ended(r)
	if e.Authorities != nil {
		if v.Stamped, err = ReadStamp(e.Timestamp, e.Certificate, e.Authorities); err != nil {
			return Verified{}, err
		}
		if err := e.Trust.between("the timestamp", v.Stamped.Time, end); err != nil {
			return Verified{}, err
		}
	}
	if e.Issuer != nil {
		if v.Issued, err = e.Issuer.confirms(ctx, statement.Predicate.Details.Identity); err != nil {
			return Verified{}, err
		}
		if err := e.Trust.between("the token of the CI system", v.Issued, end); err != nil {
			return Verified{}, err
		}
	}
	return v, nil
}

// statement is what the certificate states, and the run that it is about.
func (e Evidence) statement(ctx context.Context, key crypto.PublicKey) (Statement, *run.Run, error) {
	payload, err := open(ctx, e.Certificate, key)
	if err != nil {
		return Statement{}, nil, err
	}
	var s Statement
	if err := json.Unmarshal(payload, &s); err != nil {
		return Statement{}, nil, fmt.Errorf("the certificate does not hold a statement: %w", err)
	}
	if s.Type != statementType || s.PredicateType != predicateType {
		return Statement{}, nil, fmt.Errorf("the certificate holds a %q of the type %q; %q of the type %q is expected",
			s.Type, s.PredicateType, statementType, predicateType)
	}
	if len(s.Subject) != 1 || len(s.Predicate.Configuration) != 1 {
		return Statement{}, nil, errors.New("the certificate is not about one artefact and one report")
	}
	if !reflect.DeepEqual(s.Predicate.Configuration[0].Digest, digest(e.Report)) {
		return Statement{}, nil, errors.New("the report is not the one that was certified: its digest differs")
	}
	if e.Artefact != nil && !reflect.DeepEqual(s.Subject[0].Digest, digest(e.Artefact)) {
		return Statement{}, nil, errors.New("the artefact is not the one that was certified: its digest differs")
	}
	masked, err := reportjson.Read(bytes.NewReader(e.Report))
	if err != nil {
		return Statement{}, nil, err
	}
	r := masked.Run()
	if e.Artefact != nil {
		if err := contradicts(r, e.Artefact, e.Bundled); err != nil {
			return Statement{}, nil, err
		}
	}
	missing, err := e.Trust.sound(ctx, r)
	if err != nil {
		return Statement{}, nil, err
	}
	fresh := newStatement(r, missing, e.Report, s.Subject[0])
	if claimed := s.Predicate.Details.Identity; claimed != nil {
		given, err := readToken(claimed.Token, e.Report, key)
		if err != nil {
			return Statement{}, nil, err
		}
		if *given != *claimed {
			return Statement{}, nil, errors.New("the certificate does not state the identity that its token gives")
		}
		fresh.Predicate.Details.Identity = given
	}
	return s, r, states(payload, fresh)
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
