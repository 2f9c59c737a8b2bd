package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/cookiejar"
	"path/filepath"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/launch"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/server"
)

// TestTheReferenceServerGoesOnWhereItWas kills the reference server while the end of an exchange is not known. Started again, it
// repeats the exchange with the same code, and the user is bound.
func TestTheReferenceServerGoesOnWhereItWas(t *testing.T) {
	reference, err := referenceServer()
	if err != nil {
		t.Fatal(err)
	}
	portal, err := schemas.LoadPortal(schemas.DefaultPortal)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	keys, err := platform.KeptKeys(filepath.Join(reference, "keys"))
	if err != nil {
		t.Fatal(err)
	}
	staged, err := platform.Listen(platform.Options{Portal: portal, Keys: keys, ClientID: "SANDBOX_1", Address: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer staged.Close()
	files, err := keys.Write(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, Timeout: time.Minute}
	begin := func() (base string, p *launch.Process) {
		t.Helper()
		port, err := launch.FreePort()
		if err != nil {
			t.Fatal(err)
		}
		p, err = launch.Start(filepath.Join(reference, "reference"), dir, []string{
			"PORT=" + port, "SIGNSPEC_PLATFORM=" + staged.URL(), "SIGNSPEC_CLIENT_ID=SANDBOX_1", "STORE=kept.db",
			"SIGNSPEC_MERCHANT_KEY=" + files.MerchantPKCS8, "SIGNSPEC_PLATFORM_KEY=" + files.PlatformPEM,
		}, &launch.Lines{})
		if err != nil {
			t.Fatal(err)
		}
		base = "http://127.0.0.1:" + port
		if err := launch.Await(t.Context(), base, p, time.Minute); err != nil {
			t.Fatal(err)
		}
		return base, p
	}
	ask := func(method, url string, body map[string]string) map[string]string {
		t.Helper()
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		request, err := http.NewRequestWithContext(t.Context(), method, url, bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		answer, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		said := map[string]string{}
		if err := json.NewDecoder(answer.Body).Decode(&said); err != nil {
			t.Fatal(err)
		}
		return said
	}

	base, p := begin()
	seen := platform.NewRecorder()
	attempt := staged.Attempt(server.Attempt{Apply: []server.Answer{{Status: "U", Code: "inProcess"}}}, 0, seen)
	staged.Starting(attempt)
	if _, ok := staged.Started(attempt, ask("POST", base+"/api/agreement/start", nil)["signStr"]); !ok {
		t.Fatal("the server gave no sign string of the platform")
	}
	state, _ := attempt.State()
	said := ask("POST", base+"/api/agreement/result", map[string]string{"authCode": attempt.Code(portal), "authState": state})
	if said["status"] != "pending" {
		t.Fatalf("an exchange in process is told as %q", said["status"])
	}
	p.Command.Process.Kill()
	<-p.Ended
	p.Stop()
	attempt.Staged.Apply = []server.Answer{{}}

	base, p = begin()
	defer p.Stop()
	for deadline := time.Now().Add(time.Minute); said["status"] != "bound"; time.Sleep(20 * time.Millisecond) {
		if said = ask("GET", base+"/api/agreement", nil); time.Now().After(deadline) {
			t.Fatalf("started again, the server says %q", said["status"])
		}
	}
	for _, e := range seen.Close() {
		if code := e.Text("code"); code != "" && code != "given" {
			t.Errorf("another code was exchanged: %+v", e)
		}
	}
}
