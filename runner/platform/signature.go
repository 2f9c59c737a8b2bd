package platform

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/signspec/signspec/schemas"
)

// StringToSign is what is signed: method, path as it is sent, client id, time, and the bytes of the body. Of an answer the
// method and the path are the request's.
func StringToSign(method, path, clientID, time string, body []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s\n%s.%s.", method, path, clientID, time)
	b.Write(body)
	return b.Bytes()
}

// Sign signs by RSA256: PKCS #1 v1.5 with SHA-256, which is deterministic.
func Sign(key *rsa.PrivateKey, content []byte) ([]byte, error) {
	sum := sha256.Sum256(content)
	return rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, sum[:])
}

// Verify says whether a signature is that of the content.
func Verify(key *rsa.PublicKey, content, signature []byte) bool {
	sum := sha256.Sum256(content)
	return rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], signature) == nil
}

// Spell writes a signature in one of the spellings of schemas.PortalSignature.
func Spell(signature []byte, spelling string) string {
	switch spelling {
	case schemas.Base64URLSpelling:
		return base64.RawURLEncoding.EncodeToString(signature)
	case schemas.Base64Spelling:
		return base64.StdEncoding.EncodeToString(signature)
	}
	return url.QueryEscape(base64.StdEncoding.EncodeToString(signature))
}

var percentPair = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)

// ReadSignature reads a signature in any of the spellings and says which it is. A + is never a blank: that is what
// decoders of queries get wrong.
func ReadSignature(text string) (signature []byte, spelling string, err error) {
	spelling = schemas.Base64Spelling
	if percentPair.MatchString(text) {
		spelling = schemas.PercentSpelling
		if text, err = url.PathUnescape(text); err != nil {
			return nil, spelling, err
		}
	}
	if strings.ContainsAny(text, "-_") || spelling == schemas.Base64Spelling && len(text)%4 != 0 {
		spelling = schemas.Base64URLSpelling
	}
	text = strings.TrimRight(strings.NewReplacer("-", "+", "_", "/").Replace(text), "=")
	signature, err = base64.RawStdEncoding.DecodeString(text)
	return signature, spelling, err
}

// spelledAs says whether a text is a signature in that spelling: one without + / or = is the same in several.
func spelledAs(text string, signature []byte, spelling string) bool {
	return Spell(signature, spelling) == text
}

// partly is what a text is spelt in that has some of its + / = percent-encoded and others not: no edition's spelling.
const partly = "percent, in part"

// spellingsOf lists every spelling that a text may be in.
func spellingsOf(text string, signature []byte, read string) []string {
	if read == schemas.PercentSpelling && strings.ContainsAny(text, "+/=") {
		return []string{partly}
	}
	var spellings []string
	for _, s := range []string{schemas.PercentSpelling, schemas.Base64Spelling, schemas.Base64URLSpelling} {
		if s == read || spelledAs(text, signature, s) {
			spellings = append(spellings, s)
		}
	}
	return spellings
}

// epochMillis is the time as some editions write it.
func epochMillis() string { return strconv.FormatInt(time.Now().UnixMilli(), 10) }
