package certificate

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
)

// The kinds of key.
const (
	Ed25519   = "ed25519"
	ECDSAP256 = "ecdsa-p256"
)

// KeyKinds lists the kinds of key, the usual one first.
func KeyKinds() []string { return []string{Ed25519, ECDSAP256} }

// The types of PEM block: PKCS#8 for a private key, PKIX for a public one.
const (
	privateBlock = "PRIVATE KEY"
	publicBlock  = "PUBLIC KEY"
)

// NewKey makes a key pair of a kind, both halves as PEM.
func NewKey(kind string) (private, public []byte, err error) {
	var key crypto.Signer
	switch kind {
	case Ed25519:
		_, key, err = ed25519.GenerateKey(rand.Reader)
	case ECDSAP256:
		key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	default:
		return nil, nil, fmt.Errorf("unknown kind of key %q; the kinds are %v", kind, KeyKinds())
	}
	if err != nil {
		return nil, nil, fmt.Errorf("making a key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, nil, fmt.Errorf("writing the private key: %w", err)
	}
	pub, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return nil, nil, fmt.Errorf("writing the public key: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: privateBlock, Bytes: der}),
		pem.EncodeToMemory(&pem.Block{Type: publicBlock, Bytes: pub}), nil
}

// ParsePrivate reads a private key: PKCS#8 in PEM, Ed25519 or ECDSA on P-256.
func ParsePrivate(text []byte) (crypto.Signer, error) {
	block, err := decode(text, privateBlock, "a private key in PKCS#8")
	if err != nil {
		return nil, err
	}
	key, err := x509.ParsePKCS8PrivateKey(block)
	if err != nil {
		return nil, fmt.Errorf("this is not a private key in PKCS#8: %w", err)
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("a %T cannot sign; Ed25519 and ECDSA on P-256 can be used", key)
	}
	return signer, supported(signer.Public())
}

// ParsePublic reads a public key: PKIX in PEM, Ed25519 or ECDSA on P-256.
func ParsePublic(text []byte) (crypto.PublicKey, error) {
	block, err := decode(text, publicBlock, "a public key in PKIX")
	if err != nil {
		return nil, err
	}
	key, err := x509.ParsePKIXPublicKey(block)
	if err != nil {
		return nil, fmt.Errorf("this is not a public key in PKIX: %w", err)
	}
	return key, supported(key)
}

func decode(text []byte, kind, what string) ([]byte, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("this is not PEM; " + what + " is expected")
	}
	if block.Type != kind {
		return nil, fmt.Errorf("this PEM holds a %q; %s is expected, a %q", block.Type, what, kind)
	}
	return block.Bytes, nil
}

func supported(key crypto.PublicKey) error {
	switch k := key.(type) {
	case ed25519.PublicKey:
		return nil
	case *ecdsa.PublicKey:
		if k.Curve == elliptic.P256() {
			return nil
		}
		return fmt.Errorf("an ECDSA key on %s cannot be used; Ed25519 and ECDSA on P-256 can", k.Params().Name)
	}
	return fmt.Errorf("a key of the type %T cannot be used; Ed25519 and ECDSA on P-256 can", key)
}
