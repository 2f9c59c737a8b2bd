package merchantserver

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/signspec/signspec/schemas/secret"
	"github.com/signspec/signspec/suites/rule"
)

// lines are what a server has printed.
type lines struct {
	mu   sync.Mutex
	all  []string
	size int
}

// mostPrinted is how much of what a server prints is kept, in bytes.
const mostPrinted = 32 << 20

func (l *lines) add(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.size += len(line); l.size < mostPrinted {
		l.all = append(l.all, line)
	}
}

func (l *lines) list() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]string{}, l.all...)
}

// last are the last lines, for a message, with what looks like a secret masked.
func (l *lines) last() string {
	all := l.list()
	const shown = 8
	all = all[max(0, len(all)-shown):]
	if len(all) == 0 {
		return "it printed nothing"
	}
	for i, line := range all {
		all[i] = secret.Suspected(line)
	}
	return "it last printed:\n  " + strings.Join(all, "\n  ")
}

// process is a server that was started here.
type process struct {
	command *exec.Cmd
	text    string
	ended   chan struct{}
	printed *lines
}

// startProcess starts a server's command with these variables, in a group of its own.
func startProcess(text, dir string, env []string, printed *lines) (*process, error) {
	words := append(shellWords(), text)
	command := exec.Command(words[0], words[1:]...)
	command.Dir, command.Env = dir, append(os.Environ(), env...)
	read, write, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("opening a pipe to the server: %w", err)
	}
	command.Stdout, command.Stderr = write, write
	ownGroup(command)
	if err := command.Start(); err != nil {
		read.Close()
		write.Close()
		return nil, &rule.UnreachableError{Err: fmt.Errorf("the command %q cannot be started: %w", text, err)}
	}
	write.Close()
	p := &process{command: command, text: text, ended: make(chan struct{}), printed: printed}
	heard := make(chan struct{})
	go func() {
		defer close(heard)
		reader := bufio.NewReader(read)
		for {
			line, err := reader.ReadString('\n')
			if line = strings.TrimRight(line, "\r\n"); line != "" {
				printed.add(line)
			}
			if err != nil {
				return
			}
		}
	}()
	go func() {
		command.Wait()
		killGroup(command)
		read.SetReadDeadline(time.Now().Add(time.Second)) // who left the group may hold the pipe open
		<-heard
		read.Close()
		close(p.ended)
	}()
	return p, nil
}

// stop ends the server and everything that it started.
func (p *process) stop() {
	select {
	case <-p.ended:
		return
	default:
	}
	endGroup(p.command)
	select {
	case <-p.ended:
	case <-time.After(stopping):
		killGroup(p.command)
		<-p.ended
	}
}

// stopping is how long a server may take to end by itself.
const stopping = 300 * time.Millisecond

// dialGap is how long is waited between two looks whether a server listens.
const dialGap = 15 * time.Millisecond

// await waits until something listens at the server's address. p is nil where it was not started here.
func await(ctx context.Context, base string, p *process, within time.Duration) error {
	address, err := addressOf(base)
	if err != nil {
		return err
	}
	deadline := time.Now().Add(within)
	var ended chan struct{}
	if p != nil {
		ended = p.ended
	}
	for {
		c, err := net.DialTimeout("tcp", address, within)
		if err == nil {
			c.Close()
			return nil
		}
		if p == nil {
			return &rule.UnreachableError{Err: fmt.Errorf("nothing listens at %s, and the file names no command that starts the server: %w", base, err)}
		}
		if time.Now().After(deadline) {
			return &rule.UnreachableError{Err: fmt.Errorf("nothing listens at %s %s after %q was started%s; %s",
				base, within, p.text, elsewhere(address, p.printed.list()), p.printed.last())}
		}
		select {
		case <-ended:
			return &rule.UnreachableError{Err: fmt.Errorf("%q ended (%s) before anything listened at %s; %s",
				p.text, p.command.ProcessState, base, p.printed.last())}
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(dialGap):
		}
	}
}

var portPattern = regexp.MustCompile(`(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::\]|port|PORT)[: =]+(\d{2,5})`)

// elsewhere says where a server seems to listen instead, by what it printed.
func elsewhere(address string, printed []string) string {
	for _, line := range printed {
		if m := portPattern.FindStringSubmatch(line); m != nil && !strings.HasSuffix(address, ":"+m[1]) {
			return ", though it says that it listens on port " + m[1]
		}
	}
	return ""
}

func addressOf(base string) (string, error) {
	u, err := url.Parse(base)
	if err != nil {
		return "", err
	}
	if u.Port() != "" {
		return u.Host, nil
	}
	return net.JoinHostPort(u.Hostname(), map[string]string{"http": "80", "https": "443"}[u.Scheme]), nil
}

// Ports that are given to servers lie below those that systems give to clients, so that nobody is likely to take one
// between the moment in which it was free and that in which the server listens.
const (
	firstPort = 20000
	lastPort  = 32000
	portTries = 50
)

// freePort finds a port that nothing listens on.
func freePort() (string, error) {
	for range portTries {
		port := strconv.Itoa(firstPort + rand.IntN(lastPort-firstPort))
		if l, err := net.Listen("tcp", "127.0.0.1:"+port); err == nil {
			l.Close()
			return port, nil
		}
	}
	return "", errors.New("no free port was found for the server")
}

// logFile is a log that a server writes, read from where it ended before the run.
type logFile struct {
	path string
	from int64
}

func openLogs(c *Config) []logFile {
	var logs []logFile
	for _, name := range c.Logs {
		matches, _ := filepath.Glob(c.path(name))
		if len(matches) == 0 {
			matches = []string{c.path(name)}
		}
		for _, path := range matches {
			l := logFile{path: path}
			if info, err := os.Stat(path); err == nil {
				l.from = info.Size()
			}
			logs = append(logs, l)
		}
	}
	return logs
}

func (l logFile) read() []string {
	f, err := os.Open(l.path)
	if err != nil {
		return nil
	}
	defer f.Close()
	f.Seek(l.from, io.SeekStart)
	data, _ := io.ReadAll(io.LimitReader(f, mostPrinted))
	return strings.Split(string(data), "\n")
}
