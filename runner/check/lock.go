package check

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"runtime"

	"github.com/gofrs/flock"
)

// lockFolder keeps other runs from writing into a folder until unlock is called, so that the reports in it are all of one
// run. Where it cannot be locked, as on some network file systems, they can write.
func lockFolder(dir string) (unlock func()) {
	lock := flock.New(dir, flock.SetFlag(os.O_RDONLY))
	if runtime.GOOS == "windows" { // which locks files only, and none is to be left in the folder
		lock = flock.New(lockFile(dir))
	}
	if err := lock.Lock(); err != nil {
		return func() {}
	}
	return func() { lock.Close() }
}

// lockFile is a file that stands for a folder, among those that are temporary. It stays there: whoever removed it would
// take it from another run that waits for it.
func lockFile(dir string) string {
	if whole, err := filepath.Abs(dir); err == nil {
		dir = whole
	}
	sum := sha256.Sum256([]byte(dir))
	return filepath.Join(os.TempDir(), "signspec-"+hex.EncodeToString(sum[:8])+".lock")
}
