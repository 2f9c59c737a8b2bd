package certificate_test

import (
	"bytes"
	"testing"

	"github.com/signspec/signspec/runner/certificate"
	"github.com/signspec/signspec/runner/certificate/certificatetest"
	"github.com/signspec/signspec/suites/wallet/wallettest"
)

// FuzzVerify verifies envelopes that are not the one that was signed: none is accepted, and none makes it panic.
func FuzzVerify(f *testing.F) {
	report := written(f, checked(f, &wallettest.Acme{}))
	private, public := keys(f, certificate.Ed25519)
	signed, _, err := certify(f, private, certificate.Request{Report: report})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(signed)
	f.Add([]byte(`{"payloadType":"application/vnd.in-toto+json","payload":"","signatures":[]}`))
	f.Add([]byte(`{}`))
	f.Add([]byte(`[`))
	key, err := certificate.ParsePublic(public)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, envelope []byte) {
		_, err := certificate.Verify(t.Context(), certificate.Evidence{Certificate: envelope, Report: report, Trust: trust()}, key)
		if err == nil && !bytes.Equal(envelope, signed) {
			t.Errorf("%q is accepted", envelope)
		}
	})
}

// FuzzReadStamp reads what a timestamp authority may answer, or a forger may put beside a certificate: nothing makes it panic, and
// nothing is accepted but what the authority has signed.
func FuzzReadStamp(f *testing.F) {
	envelope := []byte("a certificate")
	authority := &certificatetest.TSA{}
	response, err := certificate.Stamp(f.Context(), authority.Start(f), envelope)
	if err != nil {
		f.Fatal(err)
	}
	roots := rootsOf(f, authority.Root)
	said, err := certificate.ReadStamp(response, envelope, roots)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(response)
	f.Add([]byte{0x30, 0x80, 0x02, 0x01})
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, changed []byte) {
		if seen, err := certificate.ReadStamp(changed, envelope, roots); err == nil && *seen != *said {
			t.Errorf("%x says %v", changed, *seen)
		}
	})
}
