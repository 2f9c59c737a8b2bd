package watch

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// patience is when a change is taken to be missed, and quiet when it is taken not to count.
const (
	patience = 30 * time.Second
	quiet    = 10 * settle
)

func put(t *testing.T, parts ...string) {
	t.Helper()
	path := filepath.Join(parts...)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(time.Now().String()), 0o666); err != nil {
		t.Fatal(err)
	}
}

func await(t *testing.T, w *Watch, dir, what string) {
	t.Helper()
	if !changed(t, w, dir, patience) {
		t.Fatalf("nobody told of %s", what)
	}
}

// changed says whether a change is told within a time; of the reports none counts.
func changed(t *testing.T, w *Watch, dir string, within time.Duration) bool {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), within)
	defer cancel()
	return w.Wait(ctx, []string{filepath.Join(dir, "signspec-report"), filepath.Join(dir, "events.ndjson")})
}

func TestChangesAreTold(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "src", "wallet.js")
	put(t, dir, "node_modules", "dep", "index.js")
	put(t, dir, "signspec-report", "report.json")
	w, err := Start(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()

	put(t, dir, "src", "wallet.js")
	await(t, w, dir, "a file that was written")
	put(t, dir, "src", "new", "deep", "part.js")
	await(t, w, dir, "a file in a new folder")
	put(t, dir, "src", "new", "deep", "part.js")
	await(t, w, dir, "a file in a folder that came later")
	if err := os.Rename(filepath.Join(dir, "src", "wallet.js"), filepath.Join(dir, "src", "purse.js")); err != nil {
		t.Fatal(err)
	}
	await(t, w, dir, "a file that was renamed")
	if err := os.Remove(filepath.Join(dir, "src", "purse.js")); err != nil {
		t.Fatal(err)
	}
	await(t, w, dir, "a file that was removed")
}

func TestWhatDoesNotCountIsNotTold(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "node_modules", "dep", "index.js")
	put(t, dir, ".git", "index")
	put(t, dir, "signspec-report", "report.json")
	w, err := Start(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	put(t, dir, "node_modules", "dep", "index.js")
	put(t, dir, ".git", "index")
	put(t, dir, "signspec-report", "report.json")
	put(t, dir, "signspec-report", "more", "report.json")
	put(t, dir, "events.ndjson")
	put(t, dir, ".wallet.js.swp")
	put(t, dir, "wallet.js~")
	if changed(t, w, dir, quiet) {
		t.Error("a change was told of what does not count")
	}
	put(t, dir, "wallet.js") // it does watch
	await(t, w, dir, "a file that counts")
}

func TestManyChangesAreOne(t *testing.T) {
	dir := t.TempDir()
	w, err := Start(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for range 20 {
		put(t, dir, "wallet.js")
	}
	time.Sleep(quiet) // nobody takes what is told
	await(t, w, dir, "the changes")
	if changed(t, w, dir, quiet) {
		t.Error("a second change was told")
	}
}

func TestAFolderThatIsNotThereCannotBeWatched(t *testing.T) {
	if w, err := Start(filepath.Join(t.TempDir(), "none")); err == nil {
		w.Close()
		t.Error("it is watched")
	}
}
