package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/signspec/signspec/reports/run"
)

// release is a server of releases that has one of version 0.1.0, for Linux.
type release struct {
	url    string
	digest string // of the archive
}

// archiveName is that of the release for the system that a job of the tests says it runs on.
const archiveName = "signspec_0.1.0_linux_amd64.tar.gz"

// releases starts the server. The command in the archive is the one of this test, where its environment says so.
func releases(t *testing.T) *release {
	t.Helper()
	executable, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf("#!/bin/sh\nexec '%s' \"$@\"\n", executable)
	var archive bytes.Buffer
	z := gzip.NewWriter(&archive)
	w := tar.NewWriter(z)
	if err := w.WriteHeader(&tar.Header{Name: "signspec", Mode: 0o755, Size: int64(len(script))}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(script)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(archive.Bytes())
	r := &release{digest: hex.EncodeToString(sum[:])}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		switch request.URL.Path { // as GitHub does, from elsewhere
		case "/v0.1.0/" + archiveName:
			http.Redirect(w, request, "/stored", http.StatusFound)
		case "/stored":
			w.Write(archive.Bytes())
		default:
			http.NotFound(w, request)
		}
	}))
	t.Cleanup(server.Close)
	r.url = server.URL
	return r
}

// withoutGo is a PATH on which go fails, so that nothing is built from source unseen.
func withoutGo(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "go"), []byte("#!/bin/sh\necho it was built from source >&2\nexit 99\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	return "PATH=" + dir + string(filepath.ListSeparator) + os.Getenv("PATH")
}

func TestTheActionTakesAReleaseByVersionAndDigest(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("the action fetches with curl: apt-get install curl")
	}
	r := releases(t)
	other, elsewhere := strings.Repeat("0", 64), "  signspec_0.1.0_darwin_arm64.tar.gz"
	for name, c := range map[string]struct {
		version, digest string
		status          int
		says            string
	}{
		"by a digest":                    {"v0.1.0", r.digest, run.ExitNonconformant, ""},
		"without the v":                  {"0.1.0", r.digest, run.ExitNonconformant, ""},
		"by the lines of checksums.txt":  {"v0.1.0", other + elsewhere + "\n" + r.digest + "  " + archiveName, run.ExitNonconformant, ""},
		"another digest":                 {"v0.1.0", other, 2, "the digest of " + archiveName + " is " + r.digest + ", and not " + other},
		"no digest":                      {"v0.1.0", "", 2, "sha256 takes the digest of " + archiveName},
		"no digest of this system":       {"v0.1.0", r.digest + elsewhere, 2, "sha256 takes the digest of " + archiveName},
		"no such release":                {"v9.9.9", r.digest, 2, "signspec_9.9.9_linux_amd64.tar.gz could not be fetched"},
		"a version that is more than it": {"v0.1.0; touch pwned", r.digest, 2, "could not be fetched"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := unpack(t, "faulty/sends-result")
			with := map[string]string{"version": c.version, "sha256": c.digest, "releases": r.url, "out": "reports"}
			status, outputs, said := runAction(t, dir, with, withoutGo(t), actsAsCommand+"=1")
			if status != c.status || c.says != "" && !strings.Contains(said, "::error::signspec: ") || !strings.Contains(said, c.says) {
				t.Errorf("exit status %d, and it says %q; want %d and %q", status, said, c.status, c.says)
			}
			if judged := strings.Contains(outputs, "status=1\n"); judged != (c.says == "") {
				t.Errorf("the outputs are %q", outputs)
			}
		})
	}
}

// template is what is run of the GitLab template.
type template struct {
	Job struct {
		Variables map[string]string `yaml:"variables"`
		Script    []string          `yaml:"script"`
	} `yaml:".signspec"`
}

// runTemplate runs the job in a folder, as a runner of GitLab does.
func runTemplate(t *testing.T, dir string, variables map[string]string, env ...string) (status int, said string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", ".ci", "signspec.gitlab-ci.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var job template
	if err := yaml.Unmarshal(text, &job); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-ec", strings.Join(job.Job.Script, "\n"))
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	for _, of := range []map[string]string{job.Job.Variables, variables} {
		for name, value := range of {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
	}
	output, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(output)
}

func TestTheGitLabTemplateTakesAReleaseByVersionAndDigest(t *testing.T) {
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("the job asks the machine what it is")
	}
	if _, err := exec.LookPath("wget"); err != nil {
		t.Skip("the job fetches with wget: apt-get install wget")
	}
	r := releases(t)
	for name, c := range map[string]struct {
		digest, program string
		judged          bool
		says            string
	}{
		"a sound program": {r.digest, "correct/callbacks", true, ""},
		"a broken one":    {r.digest, "faulty/sends-result", true, ""},
		"another digest":  {strings.Repeat("0", 64), "faulty/sends-result", false, archiveName + ": FAILED"},
		"no digest":       {"", "faulty/sends-result", false, "it was built from source"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := unpack(t, c.program)
			variables := map[string]string{"SIGNSPEC_SHA256": c.digest, "SIGNSPEC_RELEASES": r.url}
			status, said := runTemplate(t, dir, variables, withoutGo(t), actsAsCommand+"=1")
			want := run.ExitConformant
			if strings.HasPrefix(c.program, "faulty") {
				want = run.ExitNonconformant
			}
			_, err := os.Stat(filepath.Join(dir, "signspec-report", "junit.xml"))
			if c.judged != (err == nil) || c.judged && status != want || !c.judged && status == 0 || !strings.Contains(said, c.says) {
				t.Errorf("exit status %d, junit.xml: %v, and it says %s", status, err, tail(said))
			}
		})
	}
}
