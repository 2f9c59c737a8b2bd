package platform_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"os"
	"testing"

	"github.com/signspec/signspec/runner/platform"
)

// TestVectors holds the signatures against testdata/vectors.json, on which independent implementations agree.
func TestVectors(t *testing.T) {
	data, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors struct {
		PublicKey string `json:"publicKey"`
		Cases     []struct {
			Name, Method, URI, ClientID, Time, Body, StringToSign string
			Base64, URLEncoded, Base64URL                         string
		}
	}
	if err := json.Unmarshal(data, &vectors); err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode([]byte(vectors.PublicKey))
	public, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil || len(vectors.Cases) == 0 {
		t.Fatalf("%d cases, %v", len(vectors.Cases), err)
	}
	for _, c := range vectors.Cases {
		content := platform.StringToSign(c.Method, c.URI, c.ClientID, c.Time, []byte(c.Body))
		if string(content) != c.StringToSign {
			t.Errorf("%s: the string to sign is %q", c.Name, content)
		}
		for spelling, text := range map[string]string{"base64": c.Base64, "percent": c.URLEncoded, "base64url": c.Base64URL} {
			signature, read, err := platform.ReadSignature(text)
			if err != nil || read != spelling || !platform.Verify(public.(*rsa.PublicKey), content, signature) {
				t.Errorf("%s in %s: read as %s, %v", c.Name, spelling, read, err)
			}
			if again := platform.Spell(signature, spelling); again != text {
				t.Errorf("%s in %s: spelt %s", c.Name, spelling, again)
			}
		}
	}
}

func TestHeaderIsReadInAnyForm(t *testing.T) {
	for _, text := range []string{
		"algorithm=RSA256,keyVersion=1,signature=ab==", "algorithm=RSA256, keyVersion=1, signature=ab==",
		"signature=ab==,algorithm=RSA256,keyVersion=1", "Algorithm=RSA256,KEYVERSION=1,Signature=ab==",
	} {
		if h := platform.ParseHeader(text); h != (platform.Header{Algorithm: "RSA256", KeyVersion: "1", Signature: "ab=="}) {
			t.Errorf("%s is read as %+v", text, h)
		}
	}
}
