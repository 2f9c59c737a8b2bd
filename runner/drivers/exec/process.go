package exec

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/sandbox/tether"
	"github.com/signspec/signspec/schemas/config"
)

// drainTime is how long the output of a process that has ended is still read: what it printed is in the pipe
// already, but a child that left its process group may hold the pipe open for ever.
const drainTime = time.Second

// Process is a running adapter process in a process group of its own.
type Process struct {
	// Client speaks with the process.
	Client *protocol.Client

	command *exec.Cmd
	wait    func() error
	words   *lastWords
	stdin   *os.File
	stdout  *os.File
	ended   chan struct{} // closed when the process has ended, its children are killed and its stderr is read
	kill    sync.Once
}

// Start starts the command of the options. Its error is a *config.Error: what the user named does not run.
func Start(options Options) (*Process, error) {
	if len(options.Command) == 0 {
		return nil, &config.Error{Message: "no adapter command was given"}
	}
	var pipes pipes
	inRead, inWrite := pipes.open()
	outRead, outWrite := pipes.open()
	errRead, errWrite := pipes.open()
	if pipes.err != nil {
		pipes.closeAll()
		return nil, fmt.Errorf("opening pipes to the adapter: %w", pipes.err)
	}
	command := exec.Command(options.Command[0], options.Command[1:]...)
	command.Dir, command.Env = options.Dir, options.Env
	marker := mark(command)
	command.Stdin, command.Stdout, command.Stderr = inRead, outWrite, errWrite
	ownGroup(command)
	wait, err := tether.Start(command, tether.Options{})
	if err != nil {
		pipes.closeAll()
		return nil, &config.Error{Message: fmt.Sprintf("the adapter command %q cannot be started: %v",
			strings.Join(options.Command, " "), cause(err))}
	}
	for _, theirs := range []*os.File{inRead, outWrite, errWrite} {
		theirs.Close()
	}
	p := &Process{
		Client:  protocol.NewClient(outRead, inWrite),
		command: command, wait: wait, words: &lastWords{}, stdin: inWrite, stdout: outRead, ended: make(chan struct{}),
	}
	p.Client.BySchema, p.Client.LineTime = true, LineTimeout
	heard := make(chan struct{})
	go func() {
		defer close(heard)
		passThrough(errRead, options.Stderr, p.words)
	}()
	go p.reap(errRead, heard, func() int { return endMarked(marker, command.Process.Pid) }, options.Stderr)
	return p, nil
}

// reap waits for the end of the process and ends what it left behind, also what has left its process group, as far as
// endDetached finds it: that is told to the person.
func (p *Process) reap(stderr *os.File, heard <-chan struct{}, endDetached func() (ended int), person io.Writer) {
	p.wait() // its error is the exit status, which ProcessState tells as well
	killGroup(p.command)
	detached := endDetached()
	// A deadline instead of closing: a pipe's buffer outlives its writer and may hold the answer.
	deadline := time.Now().Add(drainTime)
	p.stdout.SetReadDeadline(deadline)
	stderr.SetReadDeadline(deadline)
	<-heard
	if detached > 0 && person != nil {
		fmt.Fprintf(person, "%s(processes that it had left behind, and that were ended: %d)\n", StderrPrefix, detached)
	}
	stderr.Close()
	close(p.ended)
}

// Await waits until the process has ended or the context is done, and says whether it has ended.
func (p *Process) Await(ctx context.Context) bool {
	select {
	case <-p.ended:
		return true
	case <-ctx.Done():
		return false
	}
}

// CloseInput closes the standard input of the process, which ends an adapter that reads to the end.
func (p *Process) CloseInput() { p.stdin.Close() }

// Kill kills the process and its children, where they still run, and waits for their end.
func (p *Process) Kill() {
	p.kill.Do(func() {
		p.stdin.Close()
		select {
		case <-p.ended:
		default:
			killGroup(p.command)
		}
		<-p.ended
		p.Client.Release()
		p.stdout.Close()
	})
}

// State says how the process ended, such as "exit status 1" or "signal: killed"; empty while it runs.
func (p *Process) State() string {
	select {
	case <-p.ended:
		return p.command.ProcessState.String()
	default:
		return ""
	}
}

// succeeded says whether a process that has ended did so with exit status 0.
func (p *Process) succeeded() bool { return p.command.ProcessState.Success() }

// crashed says whether a process that has ended was ended by a signal.
func (p *Process) crashed() bool { return p.command.ProcessState.ExitCode() < 0 }

// pipes opens pipes and remembers them for the case that one cannot be opened.
type pipes struct {
	files []*os.File
	err   error
}

func (p *pipes) open() (read, write *os.File) {
	if p.err != nil {
		return nil, nil
	}
	read, write, p.err = os.Pipe()
	if p.err == nil {
		p.files = append(p.files, read, write)
	}
	return read, write
}

func (p *pipes) closeAll() {
	for _, file := range p.files {
		file.Close()
	}
}

// cause takes the command's name off the error: the message around it names it.
func cause(err error) error {
	var lookup *exec.Error
	if errors.As(err, &lookup) {
		return lookup.Err
	}
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
