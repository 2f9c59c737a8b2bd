package platform

import (
	"bytes"
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509"

	"github.com/signspec/signspec/suites/platform"
)

// undocumented signs by an algorithm that no page has; ok is false where a change asks for none. Whoever lets the caller
// choose the algorithm falls for it: without a key at all, with the merchant's public key as the secret, which everybody
// may have, or with a digest for which signatures can be forged.
func (m Merchant) undocumented(change platform.Change, content []byte) (algorithm string, signature []byte, ok bool) {
	switch change {
	case platform.AlgorithmNone:
		return "none", []byte("none"), true
	case platform.AlgorithmHMAC, platform.AlgorithmHMACBare, platform.AlgorithmHMACDER, platform.AlgorithmHMACLine:
		mac := hmac.New(sha256.New, m.publicAs(change))
		mac.Write(content)
		return "HS256", mac.Sum(nil), true
	case platform.AlgorithmRSA1:
		sum := sha1.Sum(content)
		signature, err := rsa.SignPKCS1v15(rand.Reader, m.Key, crypto.SHA1, sum[:])
		if err != nil {
			panic("a key of 2048 bits signs: " + err.Error())
		}
		return "RSA1", signature, true
	}
	return "", nil, false
}

// publicAs is the merchant's public key in a form in which a platform may keep it.
func (m Merchant) publicAs(change platform.Change) []byte {
	der, _ := x509.MarshalPKIXPublicKey(&m.Key.PublicKey) // a key that was read can be written
	switch change {
	case platform.AlgorithmHMACDER:
		return der
	case platform.AlgorithmHMACLine:
		return inLine(der)
	case platform.AlgorithmHMACBare:
		return bytes.TrimSpace(inPEM(publicKeyType, der))
	}
	return inPEM(publicKeyType, der)
}
