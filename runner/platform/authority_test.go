package platform

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// TestRunsThatShareAFolderHaveOneCA shows that a server which knows the CA of a folder knows that of each run.
func TestRunsThatShareAFolderHaveOneCA(t *testing.T) {
	dir := t.TempDir()
	var made [8][]byte
	var wait sync.WaitGroup
	for i := range made {
		wait.Go(func() {
			c, err := KeptCertificates(dir, "localhost")
			if err != nil {
				t.Error(err)
				return
			}
			made[i] = c.CA
		})
	}
	wait.Wait()
	for _, ca := range made {
		if !bytes.Equal(ca, made[0]) {
			t.Fatal("two runs have two CAs")
		}
	}
	if names, _ := filepath.Glob(filepath.Join(dir, "*")); len(names) != 1 {
		t.Errorf("the folder holds %q", names)
	}
}

func TestACAThatCannotBeReadIsTold(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, keptCA), []byte("no PEM"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := KeptCertificates(dir, "localhost"); err == nil || !strings.Contains(err.Error(), "does not hold a certificate") {
		t.Errorf("the error is %v", err)
	}
}
