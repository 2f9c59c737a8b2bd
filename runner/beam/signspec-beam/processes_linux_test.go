package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/universal/extworker"

	"github.com/signspec/signspec/runner/beam/calls"
	"github.com/signspec/signspec/runner/beam/find"
	"github.com/signspec/signspec/runner/beam/programs"
)

// roleEnv says what the binary of the tests is started as: the command itself, the job server, or a pool of workers, whose port
// portEnv names. Each is a process of its own, as they would be on many machines.
const (
	roleEnv = "SIGNSPEC_BEAM_ROLE"
	portEnv = "SIGNSPEC_BEAM_PORT"
)

func TestMain(m *testing.M) {
	port, _ := strconv.Atoi(os.Getenv(portEnv))
	switch os.Getenv(roleEnv) {
	case "command":
		main()
	case "jobserver":
		if _, err := prism.CreateJobServer(context.Background(), prism.Options{Port: port}); err != nil {
			panic(err)
		}
		select {}
	case "pool":
		find.Register()
		calls.Register()
		programs.Register()
		beam.Init()
		if _, err := extworker.StartLoopback(context.Background(), port); err != nil {
			panic(err)
		}
		select {}
	}
	os.Exit(m.Run())
}

// process is a process that was started.
type process struct {
	*exec.Cmd
	printed *bytes.Buffer
}

// start starts the binary of the tests in a role, in a group of processes of its own, which ends with the test.
func start(t *testing.T, role string, port int, arguments ...string) process {
	t.Helper()
	cmd := exec.Command("/proc/self/exe", arguments...)
	cmd.Env = append(os.Environ(), roleEnv+"="+role, portEnv+"="+strconv.Itoa(port))
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	p := process{cmd, &bytes.Buffer{}}
	cmd.Stdout, cmd.Stderr = p.printed, p.printed
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.kill)
	return p
}

// kill kills the process with all that it has started, as a machine that fails does.
func (p process) kill() {
	if p.ProcessState == nil {
		syscall.Kill(-p.Process.Pid, syscall.SIGKILL)
		p.Wait()
	}
}

// listening starts a process in a role and waits until it listens.
func listening(t *testing.T, role string, port int) process {
	t.Helper()
	p := start(t, role, port)
	for range 600 {
		if connection, err := net.Dial("tcp", address(port)); err == nil {
			connection.Close()
			return p
		}
		time.Sleep(100 * time.Millisecond)
	}
	p.kill()
	t.Fatalf("the %s does not listen: %s", role, p.printed)
	return p
}

func address(port int) string { return fmt.Sprintf("localhost:%d", port) }

// freePort is a port that nobody listens on.
func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// cluster is a job server and a pool of workers.
type cluster struct {
	jobs, workers  int // the ports
	server, worker process
}

func startCluster(t *testing.T) *cluster {
	t.Helper()
	c := &cluster{jobs: freePort(t), workers: freePort(t)}
	c.server = listening(t, "jobserver", c.jobs)
	c.worker = listening(t, "pool", c.workers)
	return c
}

// submit starts the command, which sends its pipeline to the cluster.
func (c *cluster) submit(t *testing.T, arguments ...string) process {
	t.Helper()
	return start(t, "command", 0, append(arguments, "--runner=universal", "--endpoint="+address(c.jobs), "--environment_type=EXTERNAL",
		"--environment_config="+address(c.workers), "--worker_binary=main.go")...) // which the pool has no use for: it is the binary
}

// replaceWorkers kills the pool of workers and starts another in its place.
func (c *cluster) replaceWorkers(t *testing.T) {
	t.Helper()
	c.worker.kill()
	c.worker = listening(t, "pool", c.workers)
}

// ended waits for the command to end with a status.
func (p process) ended(t *testing.T, status int) {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- p.Wait() }()
	select {
	case <-done:
	case <-time.After(4 * time.Minute):
		syscall.Kill(-p.Process.Pid, syscall.SIGKILL)
		<-done
		t.Fatalf("the command does not end: %s", lastLines(p.printed.String()))
	}
	if got := p.ProcessState.ExitCode(); got != status {
		t.Fatalf("the command ended with status %d, want %d: %s", got, status, lastLines(p.printed.String()))
	}
}

func lastLines(text string) string {
	lines := strings.Split(text, "\n")
	return strings.Join(lines[max(0, len(lines)-30):], "\n")
}
