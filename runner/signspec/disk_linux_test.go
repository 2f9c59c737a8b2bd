package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/signspec/signspec/reports/run"
)

// tmpfs mounts a file system of a size on a folder, read-only where asked for.
func tmpfs(t *testing.T, folder, size string, flags uintptr) {
	t.Helper()
	if err := syscall.Mount("signspec-test", folder, "tmpfs", flags, "size="+size); err != nil {
		t.Skipf("mounting a small file system: %v (run the tests as root: sudo go test ./runner/signspec)", err)
	}
	t.Cleanup(func() { syscall.Unmount(folder, syscall.MNT_DETACH) })
}

// TestFullDisk shows that reports which do not fit are replaced by reports that say so, and that those of an earlier,
// better run are gone even where not a byte can be written.
func TestFullDisk(t *testing.T) {
	for name, room := range map[string]int{"nothing fits": 0, "an error fits": 128 << 10} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			out := filepath.Join(dir, defaultOut)
			if err := os.Mkdir(out, 0o777); err != nil {
				t.Fatal(err)
			}
			const size = 192 << 10
			tmpfs(t, out, fmt.Sprint(size), 0)
			if err := os.WriteFile(filepath.Join(out, "others"), make([]byte, size-room), 0o666); err != nil {
				t.Fatal(err)
			}
			e := signspec(t, dir, "wallet")
			if e.status != run.ExitHarness || !strings.Contains(e.stderr, "no space left on device") {
				t.Errorf("exit status %d, want %d; it says %q", e.status, run.ExitHarness, e.stderr)
			}
			if room > 0 {
				written(t, e)
			} else if left, _ := filepath.Glob(filepath.Join(out, "*.xml")); left != nil {
				t.Errorf("%s is there although nothing fits", left)
			}
		})
	}
}

func TestReadOnlyFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	out := filepath.Join(dir, defaultOut)
	if err := os.Mkdir(out, 0o777); err != nil {
		t.Fatal(err)
	}
	tmpfs(t, out, "64k", syscall.MS_RDONLY)
	e := signspec(t, dir, "wallet")
	if e.status != run.ExitConfiguration || !strings.Contains(e.stderr, "--out signspec-report: the folder for the reports cannot be written to: ") {
		t.Errorf("exit status %d, want %d; it says %q", e.status, run.ExitConfiguration, e.stderr)
	}
}
