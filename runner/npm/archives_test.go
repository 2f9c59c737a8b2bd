package npm

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// archive writes an archive of a release, in which the command is the text.
func archive(t *testing.T, path, text string) {
	t.Helper()
	var b bytes.Buffer
	if strings.HasSuffix(path, ".zip") {
		w := zip.NewWriter(&b)
		f, err := w.Create("signspec.exe")
		if err == nil {
			_, err = f.Write([]byte(text))
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err != nil {
			t.Fatal(err)
		}
	} else {
		z := gzip.NewWriter(&b)
		w := tar.NewWriter(z)
		if err := w.WriteHeader(&tar.Header{Name: "signspec", Mode: 0o755, Size: int64(len(text))}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

// archives writes those of a release.
func archives(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, system := range []string{
		"darwin_amd64.tar.gz", "darwin_arm64.tar.gz", "linux_amd64.tar.gz", "linux_arm64.tar.gz", "windows_amd64.zip", "windows_arm64.zip",
	} {
		path := filepath.Join(t.TempDir(), "signspec_1.2.3_"+system)
		archive(t, path, "the command of "+system)
		all = append(all, path)
	}
	return all
}

// manifest is what is read of a package.json.
type manifest struct {
	Name, Version        string
	OS, CPU              []string
	OptionalDependencies map[string]string
}

func manifestOf(t *testing.T, dir string) manifest {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestPackagesOfARelease(t *testing.T) {
	needs(t, "bash", "node", "tar", "unzip")
	out := filepath.Join(t.TempDir(), "packages")
	did(t, root(t), nil, append([]string{"bash", ".ci/npm", out}, archives(t)...)...)
	wanted := manifestOf(t, filepath.Join(out, "signspec"))
	if wanted.Version != "1.2.3" || len(wanted.OptionalDependencies) != 6 {
		t.Errorf("signspec is %+v", wanted)
	}
	for name, version := range wanted.OptionalDependencies {
		system := strings.TrimPrefix(name, "@signspec/")
		goos, cpu, _ := strings.Cut(system, "-")
		m := manifestOf(t, filepath.Join(out, system))
		if m.Name != name || m.Version != version || !slices.Equal(m.OS, []string{goos}) || !slices.Equal(m.CPU, []string{cpu}) {
			t.Errorf("%s is %+v, and wanted at %s", system, m, version)
		}
		command, of := "signspec", strings.NewReplacer("-", "_", "x64", "amd64", "win32", "windows").Replace(system)+".tar.gz"
		if goos == "win32" {
			command, of = "signspec.exe", strings.TrimSuffix(of, ".tar.gz")+".zip"
		}
		text, err := os.ReadFile(filepath.Join(out, system, "bin", command))
		if err != nil || string(text) != "the command of "+of {
			t.Errorf("%s holds %q, %v", system, text, err)
		}
		info, err := os.Stat(filepath.Join(out, system, "bin", command))
		if err != nil || info.Mode().Perm() != 0o755 {
			t.Errorf("%s: the mode of the command is %v, %v", system, info.Mode(), err)
		}
	}
}

// TestPackagesOfNoRelease: what is missing or of another release is refused, in one line.
func TestPackagesOfNoRelease(t *testing.T) {
	needs(t, "bash", "node", "tar", "unzip")
	all := archives(t)
	other := filepath.Join(t.TempDir(), "signspec_1.2.4_linux_amd64.tar.gz")
	archive(t, other, "")
	stray := filepath.Join(t.TempDir(), "signspec_1.2.3_plan9_mips.tar.gz")
	archive(t, stray, "")
	for want, given := range map[string][]string{
		"the archive of windows_arm64 is missing":                  all[:5],
		"the archives are of 1.2.3 and of 1.2.4":                   append(slices.Clone(all), other),
		"signspec_1.2.3_plan9_mips.tar.gz is no archive of a rele": append(slices.Clone(all), stray),
	} {
		cmd := exec.Command("bash", append([]string{".ci/npm", filepath.Join(t.TempDir(), "packages")}, given...)...)
		cmd.Dir = root(t)
		said, err := cmd.CombinedOutput()
		if err == nil || !strings.HasPrefix(string(said), ".ci/npm: "+want) || strings.Count(string(said), "\n") != 1 {
			t.Errorf("it says %q (%v), and not %q", said, err, want)
		}
	}
}
