// Package certificatetest has what tests of certificates need of others: a timestamp authority and a CI system.
package certificatetest

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/digitorus/timestamp"
)

// TSA is a timestamp authority with a root of its own. Each field that is set makes it do something wrong.
type TSA struct {
	Usage     []x509.ExtKeyUsage
	Lenient   bool // its key usage is not critical
	CA        bool // its own certificate may issue others
	Bare      bool // its response has no certificate
	Other     bool // it stamps something else
	NoNonce   bool
	Shift     time.Duration
	Refuses   bool
	Status    int
	Root, own *x509.Certificate
	key       crypto.Signer
}

func issue(t testing.TB, template, parent *x509.Certificate, public any, by crypto.Signer) *x509.Certificate {
	t.Helper()
	template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	der, err := x509.CreateCertificate(rand.Reader, template, parent, public, by)
	if err != nil {
		t.Fatal(err)
	}
	issued, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return issued
}

// Start serves the authority and returns its address.
func (a *TSA) Start(t testing.TB) string {
	t.Helper()
	rootKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	root := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "A Root"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign,
	}
	a.Root = issue(t, root, root, rootKey.Public(), rootKey)
	if a.Usage == nil {
		a.Usage = []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}
	}
	own := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "An Authority"}, KeyUsage: x509.KeyUsageDigitalSignature,
		IsCA: a.CA, BasicConstraintsValid: a.CA, ExtKeyUsage: a.Usage,
	}
	if !a.Lenient && len(a.Usage) == 1 && a.Usage[0] == x509.ExtKeyUsageTimeStamping {
		value, err := asn1.Marshal([]asn1.ObjectIdentifier{{1, 3, 6, 1, 5, 5, 7, 3, 8}})
		if err != nil {
			t.Fatal(err)
		}
		own.ExtKeyUsage = nil
		own.ExtraExtensions = []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 37}, Critical: true, Value: value}}
	}
	a.own, a.key = issue(t, own, a.Root, key.Public(), rootKey), key
	server := httptest.NewServer(a)
	t.Cleanup(server.Close)
	return server.URL
}

// ServeHTTP answers a query as the fields say.
func (a *TSA) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	query, err := timestamp.ParseRequest(body)
	if err != nil || r.Header.Get("Content-Type") != "application/timestamp-query" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/timestamp-reply")
	if a.Status != 0 {
		w.WriteHeader(a.Status)
	}
	if a.Refuses {
		response, _ := timestamp.CreateErrorResponse(timestamp.Rejection, timestamp.BadRequest)
		_, _ = w.Write(response)
		return
	}
	token := timestamp.Timestamp{
		HashAlgorithm: query.HashAlgorithm, HashedMessage: query.HashedMessage, Time: time.Now().Add(a.Shift), Nonce: query.Nonce,
		Policy: asn1.ObjectIdentifier{1, 2, 3}, AddTSACertificate: query.Certificates && !a.Bare,
	}
	if a.Other {
		token.HashedMessage = bytes.Repeat([]byte{1}, len(query.HashedMessage))
	}
	if a.NoNonce {
		token.Nonce = nil
	}
	response, err := token.CreateResponseWithOpts(a.own, a.key, crypto.SHA256)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	_, _ = w.Write(response)
}
