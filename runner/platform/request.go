package platform

import (
	"bytes"
	"crypto/rsa"
	"encoding/json"
	"net/http"
	"strings"
	"time"
	"unicode"

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
	body := bodyOf(fields, change)
	now := time.Now().Format(time.RFC3339)
	if len(m.Portal.Times.Request) > 0 && m.Portal.Times.Request[0] == "epoch" {
		now = epochMillis()
	}
	out := Outgoing{Method: http.MethodPost, Path: path, Body: body}
	signed := toSign{method: http.MethodPost, path: path, clientID: m.ClientID, time: now, body: body}
	key, sentID := m.Key, m.ClientID
	if method, other := change.Method(); other {
		out.Method, signed.method = method, method
	}
	switch change {
	case platform.BodyBlanks:
		out.Body = withBlanks(body)
	case platform.BodyByte:
		signed.body = bytesChanged(body)
	case platform.Path:
		signed.path = path + "/other"
	case platform.OwnPath:
		signed.path = otherPath(m.Portal, path)
	case platform.Method:
		signed.method = http.MethodPut
	case platform.ClientID:
		signed.clientID = m.ClientID + "0"
	case platform.Time:
		signed.time = now + "0"
	case platform.OtherKey, platform.OtherClients, platform.OtherKeyVersion, platform.NoKeyVersion:
		key = other
	case platform.UnknownClient:
		sentID = "NOBODY_000000000000001"
	case platform.LongerClient:
		sentID = m.ClientID + "0"
	case platform.ShorterClient:
		sentID = m.ClientID[:len(m.ClientID)-1]
	}
	if sentID != m.ClientID {
		signed.clientID = sentID
	}
	h := m.header(signed, key, change)
	separator := ","
	if change == platform.Blanks {
		separator = ", "
	}
	names := [3]string{"Client-Id", "Request-Time", "Signature"}
	switch change {
	case platform.UpperNames:
		names = [3]string{"CLIENT-ID", "REQUEST-TIME", "SIGNATURE"}
	case platform.MixedNames:
		names = [3]string{"Client-ID", "request-Time", "sIGNATURE"}
	case platform.LowerNames:
		names = [3]string{"client-id", "request-time", "signature"}
	}
	out.Header = http.Header{
		names[0]:       {sentID},
		names[1]:       {now},
		names[2]:       {h.Text(separator)},
		"Content-Type": {"application/json; charset=UTF-8"},
	}
	switch change {
	case platform.NoContentType:
		delete(out.Header, "Content-Type")
	case platform.BareType:
		out.Header.Set("Content-Type", "application/json")
	case platform.Unsigned:
		delete(out.Header, names[2])
	case platform.EmptyHeader:
		out.Header[names[2]] = []string{""}
	case platform.NoSignature:
		out.Header[names[2]] = []string{strings.TrimSuffix(h.Text(separator), separator+"signature=")}
	}
	return out
}

// bodyOf writes the fields of a call, or what stands in their place.
func bodyOf(fields map[string]any, change platform.Change) []byte {
	switch change {
	case platform.Unusual:
		return unusual(fields)
	case platform.NullBody:
		return plain(nil)
	case platform.ListBody:
		return plain([]string{})
	case platform.TextBody:
		return plain("consult")
	case platform.NoBody:
		return nil
	}
	return plain(fields)
}

// OtherCase writes each letter in its other case.
func OtherCase(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsUpper(r) {
			return unicode.ToLower(r)
		}
		return unicode.ToUpper(r)
	}, text)
}

// toSign is what a signature is made over.
type toSign struct {
	method, path, clientID, time string
	body                         []byte
}

func (c toSign) bytes() []byte { return StringToSign(c.method, c.path, c.clientID, c.time, c.body) }

// header makes the Signature header of a request, by an algorithm that is documented or by one that is not.
func (m Merchant) header(signed toSign, key *rsa.PrivateKey, change platform.Change) Header {
	h := Header{Algorithm: "RSA256", KeyVersion: m.Portal.KeyVersion}
	if algorithm, signature, ok := m.undocumented(change, signed.bytes()); ok {
		h.Algorithm, h.Signature = algorithm, Spell(signature, m.Portal.Signature.Writes)
		return h
	}
	signature, err := Sign(key, signed.bytes())
	if err != nil {
		panic("a key of 2048 bits signs: " + err.Error())
	}
	h.Signature = Spell(signature, m.Portal.Signature.Writes)
	switch change {
	case platform.EmptySignature, platform.NoSignature:
		h.Signature = ""
	case platform.BadEscape:
		middle := len(h.Signature) / 2
		h.Signature = h.Signature[:middle] + "%ZZ" + h.Signature[middle+len("%ZZ"):]
	case platform.OtherKeyVersion:
		h.KeyVersion += "0"
	case platform.NoKeyVersion:
		h.KeyVersion = ""
	case platform.LowerAlgorithm:
		h.Algorithm = "rsa256"
	case platform.MixedAlgorithm:
		h.Algorithm = "Rsa256"
	case platform.LowerEscapes:
		h.Signature = percentPair.ReplaceAllStringFunc(Spell(signature, schemas.PercentSpelling), strings.ToLower)
	case platform.OtherSpelling:
		h.Signature = Spell(signature, m.Portal.Signature.Accepts[1])
	}
	return h
}

// withBlanks writes a body that is JSON with blanks between its parts.
func withBlanks(body []byte) []byte {
	var b bytes.Buffer
	if json.Indent(&b, body, "", " ") != nil {
		return body
	}
	return b.Bytes()
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
		"present": record.Bool(
			text != "",
		), "time": record.Bool(h.Get(timeName) != ""), "client": record.Bool(h.Get("Client-Id") == m.ClientID),
		"verified": record.Bool(false), "spellings": record.Texts([]string{}),
	}
	signature, spelling, err := ReadSignature(header.Signature)
	if err == nil && header.Signature != "" {
		fields["spellings"] = record.Texts(spellingsOf(header.Signature, signature, spelling))
		fields["verified"] = record.Bool(
			Verify(m.Platform, StringToSign(method, path, h.Get("Client-Id"), h.Get(timeName), body), signature),
		)
	}
	return record.Fields(fields)
}
