package exec

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/signspec/signspec/schemas/secret"
)

const (
	// StderrPrefix stands before each line that is passed through.
	StderrPrefix = "adapter: "
	// stderrLine is the longest piece of a line that is passed through at once; a longer line is broken.
	stderrLine = 4 << 10
	// stderrTotal is how many bytes are passed through in all: an adapter that logs in a loop must not bury the
	// report that comes after.
	stderrTotal = 1 << 20
	// lastLines is how many lines are kept for the error of a process that dies: a message and its stack.
	lastLines = 20
)

// passThrough copies stderr, a line at a time, to w with a prefix and to words, until it ends. It keeps reading
// whatever happens to w: a process whose standard error is full stands still.
func passThrough(stderr io.Reader, w io.Writer, words *lastWords) {
	lines := bufio.NewReaderSize(stderr, stderrLine)
	passed := 0
	for {
		piece, _, err := lines.ReadLine()
		if err != nil {
			return
		}
		text := printable(piece)
		words.add(text)
		if w == nil || passed > stderrTotal {
			continue
		}
		if passed += len(text) + 1; passed > stderrTotal {
			text = fmt.Sprintf("(more than %d bytes; the rest is not shown)", stderrTotal)
		}
		fmt.Fprintf(w, "%s%s\n", StderrPrefix, text)
	}
}

// printable escapes what could move a terminal's cursor, hide text or turn its direction.
func printable(line []byte) string {
	var out strings.Builder
	for len(line) > 0 {
		r, size := utf8.DecodeRune(line)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&out, `\x%02x`, line[0])
		case r == '\t' || unicode.IsPrint(r):
			out.WriteRune(r)
		default:
			escaped := strconv.QuoteRuneToASCII(r)
			out.WriteString(escaped[1 : len(escaped)-1])
		}
		line = line[size:]
	}
	return out.String()
}

// lastWords keeps the last lines of standard error.
type lastWords struct {
	mu    sync.Mutex
	lines []string
}

func (l *lastWords) add(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, line)
	if len(l.lines) > lastLines {
		l.lines = slices.Clone(l.lines[1:])
	}
}

// all returns the lines, with whatever may be a secret masked: they go into reports.
func (l *lastWords) all() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	masked := make([]string, len(l.lines))
	for i, line := range l.lines {
		masked[i] = secret.Suspected(line)
	}
	return masked
}
