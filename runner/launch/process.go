package launch

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/signspec/signspec/schemas/secret"
	"github.com/signspec/signspec/suites/rule"
)

// Lines are what a server has printed.
type Lines struct {
	mu   sync.Mutex
	all  []string
	size int
}

// MostPrinted is how much of what a server prints is kept, in bytes.
const MostPrinted = 32 << 20

func (l *Lines) add(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.size += len(line); l.size < MostPrinted {
		l.all = append(l.all, line)
	}
}

// List returns the lines so far.
func (l *Lines) List() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]string{}, l.all...)
}

// frame is a line of a stack in Node, Java, .NET or Go: where it stops is said before the stack, or after it.
var frame = regexp.MustCompile(`^(\s+at |\t)`)

// Last are the last lines that are no frames of a stack, for a message, with what looks like a secret masked.
func (l *Lines) Last() string {
	all := slices.DeleteFunc(l.List(), frame.MatchString)
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

// Process is a server that was started here.
type Process struct {
	Command *exec.Cmd
	text    string
	Ended   chan struct{} // closed when it has ended
	Printed *Lines
}

// Start starts a server's command with these variables, in a group of its own.
func Start(text, dir string, env []string, printed *Lines) (*Process, error) {
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
	p := &Process{Command: command, text: text, Ended: make(chan struct{}), Printed: printed}
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
		close(p.Ended)
	}()
	return p, nil
}

// Stop ends the server and everything that it started.
func (p *Process) Stop() {
	select {
	case <-p.Ended:
		return
	default:
	}
	endGroup(p.Command)
	select {
	case <-p.Ended:
	case <-time.After(stopping):
		killGroup(p.Command)
		<-p.Ended
	}
}

// HasEnded says whether the server ended by itself, of which its closed address tells a moment before its process does. One
// that was not started here (nil) never has.
func (p *Process) HasEnded() bool {
	if p == nil {
		return false
	}
	select {
	case <-p.Ended:
		return true
	case <-time.After(ending):
		return false
	}
}

// ending is how long after its address a process may take to end.
const ending = 2 * time.Second

// stopping is how long a server may take to end by itself.
const stopping = 300 * time.Millisecond

// Look is how long it may take to see whether anything still listens.
const Look = 5 * time.Second

// dialGap is how long is waited between two looks whether a server listens.
const dialGap = 15 * time.Millisecond

// Await waits until something listens at the server's address. p is nil where it was not started here.
func Await(ctx context.Context, base string, p *Process, within time.Duration) error {
	address, err := Address(base)
	if err != nil {
		return err
	}
	deadline := time.Now().Add(within)
	var ended chan struct{}
	if p != nil {
		ended = p.Ended
	}
	for {
		c, err := net.DialTimeout("tcp", address, within)
		if err == nil {
			c.Close()
			return nil
		}
		if p == nil {
			return &rule.UnreachableError{
				Err: fmt.Errorf("nothing listens at %s, and no command is named that starts it: %w", base, err),
			}
		}
		if time.Now().After(deadline) {
			return &rule.UnreachableError{Err: fmt.Errorf("nothing listens at %s %s after %q was started%s; %s",
				base, within, p.text, elsewhere(address, p.Printed.List()), p.Printed.Last())}
		}
		select {
		case <-ended:
			return &rule.UnreachableError{Err: fmt.Errorf("%q ended (%s) before anything listened at %s; %s",
				p.text, p.Command.ProcessState, base, p.Printed.Last())}
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
			return ", though it says that it listens on port " + m[1] + ": hand it {{port}}, or name that port in base"
		}
	}
	return ""
}

// Address is the host and the port of a URL, with the port of its scheme where it names none.
func Address(base string) (string, error) {
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

// FreePort finds a port that nothing listens on.
func FreePort() (string, error) {
	for range portTries {
		port := strconv.Itoa(firstPort + rand.IntN(lastPort-firstPort))
		if l, err := net.Listen("tcp", "127.0.0.1:"+port); err == nil {
			l.Close()
			return port, nil
		}
	}
	return "", errors.New("no free port was found for the server")
}
