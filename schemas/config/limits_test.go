//go:build unix

package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/signspec/signspec/schemas/config"
)

// What is made to take all memory or for ever is refused before it does.
func TestHostileDocuments(t *testing.T) {
	bomb := "a: &a [x, x, x, x, x, x, x, x, x]\n"
	for i := range 8 {
		before, name := string(rune('a'+i)), string(rune('b'+i))
		bomb += name + ": &" + name + " [" + strings.TrimSuffix(strings.Repeat("*"+before+", ", 9), ", ") + "]\n"
	}
	var indented strings.Builder
	for i := range 5000 {
		indented.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	for name, c := range map[string]struct{ text, want string }{
		"brackets":           {strings.Repeat("[", 30_000), "nested more than 64 deep"},
		"braces":             {strings.Repeat("{a: ", 30_000), "nested more than 64 deep"},
		"dashes":             {strings.Repeat("- ", 30_000), "nested more than 64 deep"},
		"question marks":     {strings.Repeat("? ", 30_000), "nested more than 64 deep"},
		"indentation":        {indented.String(), "it has 11 MB, and such"},
		"some indentation":   {indented.String()[:500_000], "nested more than 64 deep"},
		"aliases":            {bomb, "with its aliases replaced the file is too large"},
		"an alias of itself": {"a: &a [*a]", "lies in what it stands for"},
		"merged aliases":     {"a: &a\n  <<: *a\n", "lies in what it stands for"},
		"a long text again":  {"a: &a " + strings.Repeat("x", 500_000) + "\nb: [*a, *a, *a, *a, *a, *a, *a, *a, *a]", "with its aliases replaced"},
		"too many bytes":     {"a: " + strings.Repeat("x", 3<<20), "it has 3 MB, and such a file may have 1 MB"},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			began := time.Now()
			_, err := config.Parse("hostile.yaml", []byte(c.text))
			took := time.Since(began)
			runtime.ReadMemStats(&after)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %.200v", err)
			}
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 400 || took > 5*time.Second {
				t.Errorf("it took %d MB and %s", used, took)
			}
		})
	}
}

func TestWhatPeopleWriteIsStillRead(t *testing.T) {
	text := "\ufeffbase: &base { a: 1 }\nlist:\n- <<: *base\n- deep: {b: [{c: [1, 2]}]}\n  other: '[[[[{{{{'\nafter: 1\n"
	d, err := config.Parse("mark.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := config.Resolve(d.Value, "/list/0/a"); got != 1.0 {
		t.Errorf("got %v of %v", got, d.Value)
	}
}

func TestWhatIsNoFileIsRefusedAtOnce(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("this system makes no pipes: ", err)
	}
	for file, want := range map[string]string{
		pipe: "a pipe", "/dev/zero": "a device", dir: "a directory", filepath.Join(dir, "none"): "no such file",
	} {
		done := make(chan error, 1)
		go func() {
			_, err := config.Read(file)
			done <- err
		}()
		select {
		case err := <-done:
			var wrong *config.Error
			if !errors.As(err, &wrong) || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v", file, err)
			}
		case <-time.After(5 * time.Second):
			t.Errorf("%s is waited for", file)
		}
	}
	large := filepath.Join(dir, "large")
	if err := os.WriteFile(large, make([]byte, 2<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := config.Read(large); err == nil || !strings.Contains(err.Error(), "it has 2 MB, and such a file may have 1 MB") {
		t.Errorf("a large file: %v", err)
	}
}
