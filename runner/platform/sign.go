package platform

import (
	"net/http"
	"strings"
	"time"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/server"
)

// sign puts the headers of an answer: a signature over the bytes that are sent, changed in the one way that is staged.
// Tampering changes the body afterwards.
func (p *Platform) sign(h http.Header, method string, x exchange, body *[]byte) {
	p.put(h, responseTime, method, x.path, x.staged.Change, time.Now(), body)
}

// put puts Client-Id, a time under that name, and Signature.
func (p *Platform) put(h http.Header, timeName, method, path string, change server.Change, at time.Time, body *[]byte) {
	now := at.Format(time.RFC3339)
	key := p.Keys.Platform
	switch change {
	case server.OtherKey, server.OtherVersion, server.OtherAlgorithm, server.OtherKeyBlanks, server.OtherKeyCapitals, server.OtherKeyNoVersion:
		key = p.Keys.Stranger()
	case server.MerchantsKey:
		key = p.Keys.Merchant
	case server.OtherPath:
		path = otherPath(p.Portal, path)
	}
	signature, err := Sign(key, StringToSign(method, path, p.ClientID, now, *body))
	if err != nil {
		panic("a key of 2048 bits signs: " + err.Error())
	}
	header := Header{Algorithm: "RSA256", KeyVersion: p.Portal.KeyVersion, Signature: Spell(signature, p.Portal.Signature.Writes)}
	separator := ","
	switch change {
	case server.Blanks, server.OtherKeyBlanks:
		separator = ", "
	case server.NoKeyVersion, server.OtherKeyNoVersion:
		header.KeyVersion = ""
	case server.OtherVersion:
		header.KeyVersion += "7"
	case server.OtherAlgorithm:
		header.Algorithm = "RSA512"
	case server.EmptySignature:
		header.Signature = ""
	case server.Tampered:
		*body = tampered(*body)
	}
	signed := p.signedLast(timeName, signing{now, header.Text(separator)}, change)
	names := [3]string{"Client-Id", timeName, "Signature"}
	if timeName == responseTime && change != server.CapitalNames && change != server.OtherKeyCapitals {
		for i, name := range names {
			names[i] = strings.ToLower(name)
		}
	}
	h[names[0]] = []string{p.ClientID}
	if change != server.NoTime && change != server.Bare {
		h[names[1]] = []string{signed.time}
	}
	if change != server.Unsigned && change != server.Unsigned500 && change != server.Bare {
		h[names[2]] = []string{signed.header}
	}
}

// signing is a time and the Signature header that goes with it.
type signing struct{ time, header string }

// signedLast is what was signed last of a kind where it is to be sent once more, and otherwise what is signed now, which is kept where
// nothing is wrong with it.
func (p *Platform) signedLast(kind string, now signing, change server.Change) signing {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch last, ok := p.signed[kind]; {
	case change == server.Replayed && ok:
		return last
	case change == "":
		p.signed[kind] = now
	}
	return now
}

// responseTime is the name of the time of an answer.
const responseTime = "Response-Time"

// otherPath is another path of the same platform, for which a signature was never made.
func otherPath(portal *schemas.Portal, path string) string {
	for _, operation := range []string{schemas.ConsultOperation, schemas.ApplyOperation} {
		if other := portal.Path(operation); other != path {
			return other
		}
	}
	return path
}

// tampered changes one byte of a body so that it says the same kind of thing of another person: a digit of an id,
// or else the case of a letter of a message.
func tampered(body []byte) []byte {
	changed := append([]byte{}, body...)
	for _, pair := range [][2]string{
		{`"customerId":"2188`, `"customerId":"2189`}, {`"as staged"`, `"as Staged"`}, {`"userId":"2188`, `"userId":"2189`},
	} {
		if i := index(changed, pair[0]); i >= 0 {
			copy(changed[i:], pair[1])
			return changed
		}
	}
	return changed
}
