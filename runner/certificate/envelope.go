package certificate

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/secure-systems-lab/go-securesystemslib/dsse"
)

// payloadType is what a DSSE envelope says it holds.
const payloadType = "application/vnd.in-toto+json"

// seal signs a payload and returns the envelope as it is kept in a file.
func seal(ctx context.Context, payload []byte, key crypto.Signer) ([]byte, error) {
	signer, err := dsse.NewEnvelopeSigner(keyPair{private: key, public: key.Public()})
	if err != nil {
		return nil, fmt.Errorf("preparing to sign: %w", err)
	}
	envelope, err := signer.SignPayload(ctx, payloadType, payload)
	if err != nil {
		return nil, fmt.Errorf("signing: %w", err)
	}
	return format(envelope)
}

// open verifies an envelope and returns its payload. The envelope is to be, byte for byte, as seal writes it: JSON
// leaves room for changes that mean nothing, and a certificate that was changed at all is refused.
func open(ctx context.Context, text []byte, key crypto.PublicKey) ([]byte, error) {
	var envelope dsse.Envelope
	if err := json.Unmarshal(text, &envelope); err != nil {
		return nil, fmt.Errorf("this is not a DSSE envelope: %w", err)
	}
	if envelope.PayloadType != payloadType {
		return nil, fmt.Errorf("the envelope holds %q, where %q is expected", envelope.PayloadType, payloadType)
	}
	if len(envelope.Signatures) != 1 {
		return nil, fmt.Errorf("the envelope has %d signatures, where one is expected", len(envelope.Signatures))
	}
	verifier, err := dsse.NewEnvelopeVerifier(keyPair{public: key})
	if err != nil {
		return nil, fmt.Errorf("preparing to verify: %w", err)
	}
	_, payload, err := verifier.VerifyAndDecode(ctx, &envelope)
	if err != nil {
		return nil, errors.New("the signature is not of this key and this content")
	}
	if same, err := canonical(envelope, payload); err != nil || !bytes.Equal(same, text) {
		return nil, errors.New("the envelope is not as it was written")
	}
	return payload, nil
}

// canonical is the envelope written again from what was understood of it.
func canonical(envelope dsse.Envelope, payload []byte) ([]byte, error) {
	signature, err := base64.StdEncoding.DecodeString(envelope.Signatures[0].Sig)
	if err != nil {
		return nil, err
	}
	envelope.Payload = base64.StdEncoding.EncodeToString(payload)
	envelope.Signatures = []dsse.Signature{{KeyID: envelope.Signatures[0].KeyID, Sig: base64.StdEncoding.EncodeToString(signature)}}
	return format(&envelope)
}

func format(envelope *dsse.Envelope) ([]byte, error) {
	text, err := json.MarshalIndent(envelope, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing the envelope: %w", err)
	}
	return append(text, '\n'), nil
}

// keyPair signs and verifies for DSSE; private is nil where it only verifies.
type keyPair struct {
	private crypto.Signer
	public  crypto.PublicKey
}

// Sign signs the message: Ed25519 as it is, ECDSA its SHA-256.
func (k keyPair) Sign(_ context.Context, message []byte) ([]byte, error) {
	if _, ok := k.public.(ed25519.PublicKey); ok {
		return k.private.Sign(rand.Reader, message, crypto.Hash(0))
	}
	digest := sha256.Sum256(message)
	return k.private.Sign(rand.Reader, digest[:], crypto.SHA256)
}

// Verify checks a signature of the message.
func (k keyPair) Verify(_ context.Context, message, signature []byte) error {
	valid := false
	switch public := k.public.(type) {
	case ed25519.PublicKey:
		valid = ed25519.Verify(public, message, signature)
	case *ecdsa.PublicKey:
		digest := sha256.Sum256(message)
		valid = ecdsa.VerifyASN1(public, digest[:], signature)
	}
	if !valid {
		return errors.New("the signature does not match")
	}
	return nil
}

// KeyID returns the id of the public key.
func (k keyPair) KeyID() (string, error) { return dsse.SHA256KeyID(k.public) }

// Public returns the public key.
func (k keyPair) Public() crypto.PublicKey { return k.public }
