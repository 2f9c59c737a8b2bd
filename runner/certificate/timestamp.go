package certificate

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"
)

const (
	stampPatience = 30 * time.Second
	longestStamp  = 1 << 20 // bytes; with a long chain of certificates it is 10,000
	nonceBits     = 128
)

// Stamp asks a timestamp authority (RFC 3161) when the certificate was there, and returns its response, DER. What is
// stamped is the whole file, its signature included, so that other tools, such as "openssl ts -verify", can tell as well.
func Stamp(ctx context.Context, authority string, certificate []byte) ([]byte, error) {
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), nonceBits))
	if err != nil {
		return nil, fmt.Errorf("drawing a nonce: %w", err)
	}
	options := timestamp.RequestOptions{Hash: crypto.SHA256, Certificates: true, Nonce: nonce}
	query, err := timestamp.CreateRequest(bytes.NewReader(certificate), &options)
	if err != nil {
		return nil, fmt.Errorf("asking for a timestamp: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, stampPatience)
	defer cancel()
	response, err := ask(ctx, authority, query)
	if err != nil {
		return nil, fmt.Errorf("asking for a timestamp: %w", err)
	}
	token, err := timestamp.ParseResponse(response)
	switch {
	case err != nil:
		return nil, fmt.Errorf("the timestamp authority gives no timestamp: %w", err)
	case !isOf(token, certificate):
		return nil, errors.New("the timestamp authority stamped something else")
	case token.Nonce == nil || token.Nonce.Cmp(nonce) != 0:
		return nil, errors.New("the timestamp authority answers another question: its nonce is not the one that was sent")
	}
	return response, nil
}

func ask(ctx context.Context, authority string, query []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, authority, bytes.NewReader(query))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/timestamp-query")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answers with status %d", answer.StatusCode)
	}
	return io.ReadAll(io.LimitReader(answer.Body, longestStamp))
}

func isOf(token *timestamp.Timestamp, certificate []byte) bool {
	return token.HashAlgorithm == crypto.SHA256 && hex.EncodeToString(token.HashedMessage) == digest(certificate)["sha256"]
}

// Stamped is what a timestamp shows: the certificate was there at that time.
type Stamped struct {
	Time time.Time
	// Authority is the subject of the authority's own certificate.
	Authority string
}

// ParseRoots reads the certificates of those whose timestamps are believed: one or more, in PEM.
func ParseRoots(text []byte) (*x509.CertPool, error) {
	roots := x509.NewCertPool()
	for n := 1; ; n++ {
		block, rest := pem.Decode(text)
		if block == nil {
			if n == 1 {
				return nil, errors.New("this is not PEM; certificates of timestamp authorities are expected")
			}
			return roots, nil
		}
		root, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("block %d, a %q, is not a certificate: %w", n, block.Type, err)
		}
		roots.AddCert(root)
		text = rest
	}
}

// ReadStamp verifies a timestamp of the certificate by the roots of authorities that are believed.
func ReadStamp(response, certificate []byte, roots *x509.CertPool) (*Stamped, error) {
	token, err := timestamp.ParseResponse(response)
	if err != nil {
		return nil, fmt.Errorf("this is no timestamp: %w", err)
	}
	if !isOf(token, certificate) {
		return nil, errors.New("the timestamp is of something else than the certificate")
	}
	signer, err := signerOf(token, roots)
	if err != nil {
		return nil, fmt.Errorf("the timestamp: %w", err)
	}
	return &Stamped{Time: token.Time.UTC(), Authority: signer.Subject.String()}, nil
}

// timeStampContent is the type of what a timestamp authority signs (RFC 3161, 2.4.2: id-ct-TSTInfo).
func timeStampContent() asn1.ObjectIdentifier {
	return asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
}

// signerOf is the certificate that signed the token. It chains to a root, at the time of the stamp, and is for timestamps
// only.
func signerOf(token *timestamp.Timestamp, roots *x509.CertPool) (*x509.Certificate, error) {
	signed, err := pkcs7.Parse(token.RawToken)
	if err != nil {
		return nil, err
	}
	var content asn1.ObjectIdentifier
	if err := signed.UnmarshalSignedAttribute(pkcs7.OIDAttributeContentType, &content); err != nil {
		return nil, err
	}
	if !content.Equal(timeStampContent()) {
		return nil, fmt.Errorf("what was signed is of the type %s, which is no timestamp", content)
	}
	signer := signed.GetOnlySigner()
	if signer == nil {
		return nil, errors.New("it does not hold the certificate of one signer")
	}
	if err := signed.Verify(); err != nil {
		return nil, err
	}
	others := x509.NewCertPool()
	for _, c := range signed.Certificates {
		others.AddCert(c)
	}
	if _, err := signer.Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: others, CurrentTime: token.Time, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping},
	}); err != nil {
		return nil, err
	}
	return signer, stampsOnly(signer)
}

// stampsOnly says that a certificate is not one of an authority for timestamps, which is for that and nothing else, and
// says so in a critical extension (RFC 3161, 2.3).
func stampsOnly(signer *x509.Certificate) error {
	usage := asn1.ObjectIdentifier{2, 5, 29, 37}
	for _, extension := range signer.Extensions {
		alone := len(signer.ExtKeyUsage) == 1 && len(signer.UnknownExtKeyUsage) == 0
		if extension.Id.Equal(usage) && extension.Critical && alone && !signer.IsCA {
			return nil // and that the one usage is this one, the chain was verified for
		}
	}
	return fmt.Errorf("the certificate %q is not for timestamps alone", signer.Subject)
}
