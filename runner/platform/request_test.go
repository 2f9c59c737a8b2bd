package platform_test

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha1"
	"encoding/json"
	"net/http"
	"reflect"
	"testing"

	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas"
	suite "github.com/signspec/signspec/suites/platform"
)

// TestAnAttackDiffersFromAGoodCallInItsSignatureAlone guards against a call that is refused for a second reason: what is
// sent is good, and nothing is wrong but what was signed, and by whom.
func TestAnAttackDiffersFromAGoodCallInItsSignatureAlone(t *testing.T) {
	keys, err := platform.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	portal, err := schemas.LoadPortal(schemas.DefaultPortal)
	if err != nil {
		t.Fatal(err)
	}
	m := platform.Merchant{Portal: portal, ClientID: "C1", Key: keys.Merchant, Platform: &keys.Platform.PublicKey}
	path := portal.Path(schemas.CancelOperation)
	fields := map[string]any{"accessToken": "a-token"}
	good := m.Prepare(path, fields, "", keys.Stranger())
	if !signedBy(m, good) {
		t.Fatal("the good call is not signed rightly")
	}
	for _, change := range []suite.Change{
		suite.BodyByte, suite.Path, suite.OwnPath, suite.Method, suite.ClientID, suite.Time, suite.OtherKey,
		suite.AlgorithmNone, suite.AlgorithmHMAC, suite.AlgorithmHMACBare, suite.AlgorithmHMACDER, suite.AlgorithmHMACLine, suite.AlgorithmRSA1,
	} {
		bad := m.Prepare(path, fields, change, keys.Stranger())
		if bad.Method != good.Method || bad.Path != good.Path || !bytes.Equal(bad.Body, good.Body) || bad.Header.Get("Client-Id") != "C1" {
			t.Errorf("%s: %s %s %s by %s", change, bad.Method, bad.Path, bad.Body, bad.Header.Get("Client-Id"))
		}
		if signedBy(m, bad) {
			t.Errorf("%s is signed rightly", change)
		}
	}
	if bad := m.Prepare(path, fields, suite.BodyBlanks, keys.Stranger()); signedBy(m, bad) || !sameJSON(t, bad.Body, good.Body) {
		t.Errorf("with blanks that were not signed it is %s", bad.Body)
	}
	if bad := m.Prepare(path, fields, suite.BadEscape, keys.Stranger()); signedBy(m, bad) || !bytes.Equal(bad.Body, good.Body) {
		t.Errorf("with a bad escape it is signed by %s", bad.Header.Get("Signature"))
	}
	sha := m.Prepare(path, fields, suite.AlgorithmRSA1, keys.Stranger())
	signature, _, err := platform.ReadSignature(platform.ParseHeader(sha.Header.Get("Signature")).Signature)
	sum := sha1.Sum(content(sha))
	if err != nil || rsa.VerifyPKCS1v15(&keys.Merchant.PublicKey, crypto.SHA1, sum[:], signature) != nil {
		t.Error("rsa1 is no signature of the merchant's over SHA-1")
	}
}

func signedBy(m platform.Merchant, out platform.Outgoing) bool {
	signature, _, err := platform.ReadSignature(platform.ParseHeader(out.Header.Get("Signature")).Signature)
	return err == nil && platform.Verify(&m.Key.PublicKey, content(out), signature)
}

// content is what a request that is sent must be signed over.
func content(out platform.Outgoing) []byte {
	return platform.StringToSign(http.MethodPost, out.Path, out.Header.Get("Client-Id"), out.Header.Get("Request-Time"), out.Body)
}

// sameJSON says whether two different texts are the same JSON.
func sameJSON(t *testing.T, one, other []byte) bool {
	t.Helper()
	var a, b any
	if json.Unmarshal(one, &a) != nil || json.Unmarshal(other, &b) != nil {
		t.Fatalf("%s or %s is no JSON", one, other)
	}
	return reflect.DeepEqual(a, b) && !bytes.Equal(one, other)
}
