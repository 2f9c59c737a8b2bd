package platform

import (
	"crypto/hmac"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/platform"
)

// Merchant signs requests as a merchant's server does.
type Merchant struct {
	Portal   *schemas.Portal
	ClientID string
	Key      *rsa.PrivateKey
	Platform *rsa.PublicKey // whose signatures are looked at
}

// Outgoing is what is sent: the headers and the bytes, changed in the one way that was asked for.
type Outgoing struct {
	Method, Path string
	Header       http.Header
	Body         []byte
}

// Prepare makes a request of fields. other is a key that is not the merchant's.
func (m Merchant) Prepare(path string, fields map[string]any, change platform.Change, other *rsa.PrivateKey) Outgoing {
	body, _ := json.Marshal(fields) // fields are plain JSON
	if change == platform.Unusual {
		body = unusual(fields)
	}
	now := time.Now().Format(time.RFC3339)
	if len(m.Portal.Times.Request) > 0 && m.Portal.Times.Request[0] == "epoch" {
		now = epochMillis()
	}
	out := Outgoing{Method: http.MethodPost, Path: path, Body: body}
	method, signedPath, clientID, signedTime, key := http.MethodPost, path, m.ClientID, now, m.Key
	switch change {
	case platform.Get, platform.Put:
		out.Method = map[platform.Change]string{platform.Get: http.MethodGet, platform.Put: http.MethodPut}[change]
		method = out.Method
	case platform.Path:
		signedPath = path + "/other"
	case platform.Method:
		method = http.MethodPut
	case platform.ClientID:
		clientID = m.ClientID + "0"
	case platform.Time:
		signedTime = now + "0"
	case platform.OtherKey, platform.OtherClients:
		key = other
	case platform.UnknownClient:
		clientID = "NOBODY_000000000000001"
	}
	content := StringToSign(method, signedPath, clientID, signedTime, body)
	signature, err := Sign(key, content)
	if err != nil {
		panic("a key of 2048 bits signs: " + err.Error())
	}
	h := Header{Algorithm: "RSA256", KeyVersion: m.Portal.KeyVersion, Signature: Spell(signature, m.Portal.Signature.Writes)}
	separator := ","
	sentID := m.ClientID
	switch change {
	case platform.BodyByte:
		out.Body = bytesChanged(body)
	case platform.NoSignature:
		h.Signature = ""
	case platform.AlgorithmNone:
		h.Algorithm, h.Signature = "none", "bm9uZQ=="
	case platform.AlgorithmHMAC:
		h.Algorithm, h.Signature = "HS256", Spell(m.hmac(content), m.Portal.Signature.Writes)
	case platform.AlgorithmRSA1:
		h.Algorithm, h.Signature = "RSA1", "AAAA"
	case platform.LowerAlgorithm:
		h.Algorithm = "rsa256"
	case platform.Blanks:
		separator = ", "
	case platform.OtherSpelling:
		h.Signature = Spell(signature, m.Portal.Signature.Accepts[1])
	case platform.UnknownClient:
		sentID = clientID
	}
	names := [3]string{"Client-Id", "Request-Time", "Signature"}
	switch change {
	case platform.UpperNames:
		names = [3]string{"CLIENT-ID", "REQUEST-TIME", "SIGNATURE"}
	case platform.LowerNames:
		names = [3]string{"client-id", "request-time", "signature"}
	}
	out.Header = http.Header{names[0]: {sentID}, names[1]: {now}, names[2]: {h.Text(separator)}, "Content-Type": {"application/json; charset=UTF-8"}}
	switch change {
	case platform.Unsigned:
		delete(out.Header, names[2])
	case platform.EmptyHeader:
		out.Header[names[2]] = []string{""}
	}
	return out
}

// hmac signs with the platform's public key as the secret, as somebody does who has nothing else.
func (m Merchant) hmac(content []byte) []byte {
	public, _ := x509.MarshalPKIXPublicKey(m.Platform) // a key that was read can be written
	mac := hmac.New(sha256.New, []byte(base64.StdEncoding.EncodeToString(public)))
	mac.Write(content)
	return mac.Sum(nil)
}

// bytesChanged changes one byte of a body that is JSON, and leaves it JSON: the last letter or digit of its texts.
func bytesChanged(body []byte) []byte {
	changed := append([]byte{}, body...)
	for i := len(changed) - 1; i > 0; i-- {
		if c := changed[i]; c >= 'a' && c < 'z' || c >= '0' && c < '9' || c >= 'A' && c < 'Z' {
			changed[i]++
			return changed
		}
	}
	return changed
}

// Judge takes down what the signature of an answer, or of a notification, says: over these bytes, by the platform's key.
func (m Merchant) Judge(method, path string, h http.Header, timeName string, body []byte) record.Value {
	text := h.Get("Signature")
	header := ParseHeader(text)
	fields := map[string]value{
		"present": record.Bool(text != ""), "time": record.Bool(h.Get(timeName) != ""), "client": record.Bool(h.Get("Client-Id") == m.ClientID),
		"verified": record.Bool(false), "spellings": record.Texts([]string{}),
	}
	signature, spelling, err := ReadSignature(header.Signature)
	if err == nil && header.Signature != "" {
		fields["spellings"] = record.Texts(spellingsOf(header.Signature, signature, spelling))
		fields["verified"] = record.Bool(Verify(m.Platform, StringToSign(method, path, h.Get("Client-Id"), h.Get(timeName), body), signature))
	}
	return record.Fields(fields)
}
