package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/fixtures/miniprograms"
	"github.com/signspec/signspec/reports/run"
)

// unpack writes a mini program of the fixtures into a folder of its own and returns that.
func unpack(t *testing.T, name string) string {
	t.Helper()
	programs, err := miniprograms.Programs()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(programs, func(p miniprograms.Program) bool { return p.Dir == name })
	if i < 0 {
		t.Fatalf("no mini program %s", name)
	}
	dir := t.TempDir()
	if err := programs[i].Unpack(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestMerchant checks mini programs as their merchants would, and judges what was recorded again, which must change
// nothing. What each program of the fixtures breaks is shown where the host is tested.
func TestMerchant(t *testing.T) {
	for _, c := range []struct {
		program string
		args    []string
		broken  []string
		status  int
	}{
		{"correct/callbacks", nil, nil, run.ExitConformant},
		{"correct/besuperapp", nil, nil, run.ExitConformant},
		{"faulty/sends-result", nil, []string{"sends-result"}, run.ExitNonconformant},
		{"faulty/code-not-logged", nil, []string{"code-not-logged"}, run.ExitConformant},
		{"faulty/code-not-logged", []string{"--strict"}, []string{"code-not-logged"}, run.ExitNonconformant},
		{"faulty/code-not-logged", []string{"--rules", "must"}, nil, run.ExitConformant},
		{"faulty/calls-sign-contract", nil, []string{"calls-sign-contract"}, run.ExitNonconformant},
	} {
		t.Run(c.program+strings.Join(c.args, " "), func(t *testing.T) {
			t.Parallel()
			dir := unpack(t, c.program)
			performed := signspec(t, dir, append([]string{"merchant"}, c.args...)...)
			r := written(t, performed)
			if performed.status != c.status {
				t.Errorf("exit status %d, want %d", performed.status, c.status)
			}
			if got := withStatus(r, run.Broken); !slices.Equal(got, c.broken) {
				t.Errorf("broken are %q, want %q", got, c.broken)
			}
			if r.Subject.Kind != run.MiniProgram || len(r.Subject.SHA256) != 64 {
				t.Errorf("the subject is %+v", r.Subject)
			}
			again := signspec(t, dir, "replay", filepath.Join(performed.out, "report.json"))
			if again.status != performed.status {
				t.Errorf("replay ends with status %d, the run ended with %d", again.status, performed.status)
			}
		})
	}
}

func TestMerchantFindingNamesFileAndLine(t *testing.T) {
	dir := unpack(t, "faulty/code-not-logged")
	for name, workingDir := range map[string]string{"": dir, filepath.Base(dir): filepath.Dir(dir)} {
		args := []string{"merchant", "--strict"}
		if name != "" {
			args = append(args, name)
		}
		r := written(t, signspec(t, workingDir, args...))
		want := filepath.ToSlash(filepath.Join(name, "services/request.js"))
		for _, rule := range r.Rules {
			for _, f := range rule.Findings {
				if f.File != want || f.Line != 3 {
					t.Errorf("%s is found in %s:%d, want %s:3", rule.ID, f.File, f.Line, want)
				}
			}
		}
		text, err := os.ReadFile(filepath.Join(workingDir, defaultOut, "junit.xml"))
		if err != nil {
			t.Fatal(err)
		}
		if part := `classname="signspec.merchant.secrets" name="code-not-logged outcome/approve" file="` + want + `" line="3"`; !strings.Contains(string(text), part) {
			t.Errorf("junit.xml has no %s", part)
		}
	}
}

func TestMerchantWithoutConfiguration(t *testing.T) {
	dir := unpack(t, "faulty/sends-result")
	file := filepath.Join(dir, "signspec.yaml")
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	explored := signspec(t, dir, "merchant")
	r := written(t, explored)
	if got := withStatus(r, run.Broken); !slices.Equal(got, []string{"sends-result"}) || !strings.Contains(unwrapped(explored.stdout), "There is no signspec.yaml") {
		t.Errorf("broken are %q; it says %s", got, tail(explored.stdout))
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("it wrote a signspec.yaml without being asked to")
	}

	if e := signspec(t, dir, "merchant", "init"); e.status != 0 || !strings.Contains(e.stdout, "Wrote signspec.yaml") {
		t.Fatalf("init ends with status %d: %s%s", e.status, e.stdout, e.stderr)
	}
	if e := signspec(t, dir, "merchant", "init"); e.status != run.ExitConfiguration || !strings.Contains(e.stderr, "--force") {
		t.Errorf("init over a file that is there ends with status %d: %s", e.status, e.stderr)
	}
	if got := withStatus(written(t, signspec(t, dir, "merchant")), run.Broken); !slices.Equal(got, []string{"sends-result"}) {
		t.Errorf("with what init wrote, broken are %q", got)
	}
}

func TestMerchantInitOfAProgramThatCannotBeExplored(t *testing.T) {
	dir := unpack(t, "faulty/calls-sign-contract")
	e := signspec(t, dir, "merchant", "init", "--force")
	if e.status != run.ExitInconclusive || !strings.Contains(e.stderr, "nothing that was tapped led to a call") {
		t.Errorf("status %d: %s", e.status, e.stderr)
	}
	if _, err := os.Stat(filepath.Join(dir, "signspec.yaml")); err != nil {
		t.Errorf("no file to complete: %v", err)
	}
}
