package check

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/gofrs/flock"
)

func TestOneRunAtATimeWritesIntoAFolder(t *testing.T) {
	dir := t.TempDir()
	unlock := lockFolder(dir)
	second := make(chan func())
	go func() { second <- lockFolder(dir) }()
	select {
	case <-second:
		t.Fatal("the folder is locked twice")
	case <-time.After(20 * time.Millisecond): // the second waits; that it would not be fast enough to fail is no harm
	}
	unlock()
	(<-second)()
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("in the folder is left %v, %v", left, err)
	}
	lockFolder(filepath.Join(dir, "gone"))() // which cannot be locked
}

// What stands for a folder where folders cannot be locked can be, and is the same for every run.
func TestAFileStandsForAFolder(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if lockFile(".") != lockFile(dir) {
		t.Errorf("%s and %s stand for the same folder", lockFile("."), lockFile(dir))
	}
	lock := flock.New(lockFile(dir))
	defer os.Remove(lock.Path())
	defer lock.Close()
	if err := lock.Lock(); err != nil {
		t.Error(err)
	}
}
