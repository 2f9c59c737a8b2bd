package stage

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas/record"
)

// drainTime is how long the output of a command that was killed is still waited for: a child of it may hold it open.
const drainTime = time.Second

// Command stages by a command, which is started anew for every call: it reads {"outcome":"cancel","authState":"..."}
// from its standard input, as a hook does, and prints {"signStr":"..."}, or null where the outcome cannot be staged.
type Command struct {
	// Line is the command line as a shell reads it: sh, and cmd on Windows.
	Line string
	// Dir is the working directory; empty is the current one.
	Dir string
}

// Stage runs the command.
func (c *Command) Stage(ctx context.Context, wish record.Stage) (Staged, error) {
	input, err := json.Marshal(wish)
	if err != nil {
		return Staged{}, err
	}
	limited, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	command := shell(limited, c.Line)
	stdout, stderr := &capped{limit: maxAnswer}, &capped{limit: maxAnswer}
	command.Dir, command.Stdin, command.Stdout, command.Stderr = c.Dir, bytes.NewReader(input), stdout, stderr
	command.WaitDelay = drainTime
	err = command.Run()
	who := fmt.Sprintf("the staging command %q", c.Line)
	switch {
	case ctx.Err() != nil:
		return Staged{}, ctx.Err()
	case limited.Err() != nil:
		return Staged{}, wrong("%s did not end for outcome %q within %s", who, wish.Outcome, Timeout)
	case stdout.over:
		return Staged{}, wrong("%s printed more than %d bytes", who, maxAnswer)
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		return Staged{}, wrong("%s failed for outcome %q: %v%s", who, wish.Outcome, err, lastWords(stderr.kept.Bytes()))
	}
	return read(who, stdout.kept.Bytes(), wish)
}

func shell(ctx context.Context, line string) *exec.Cmd {
	if runtime.GOOS == "windows" {
		return exec.CommandContext(ctx, "cmd", "/C", line)
	}
	return exec.CommandContext(ctx, "sh", "-c", line)
}

// lastWords is what the command printed last on its standard error, fit to be shown.
func lastWords(stderr []byte) string {
	lines := strings.Split(strings.TrimSpace(string(stderr)), "\n")
	last := lines[len(lines)-1]
	if last == "" {
		return ""
	}
	return "; its last words: " + protocol.Show([]byte(last))
}

// capped keeps what is written up to a limit and lets go of the rest.
type capped struct {
	kept  bytes.Buffer
	limit int
	over  bool
}

func (c *capped) Write(data []byte) (int, error) {
	room := c.limit - c.kept.Len()
	if len(data) <= room {
		return c.kept.Write(data)
	}
	c.over = true
	c.kept.Write(data[:room])
	return len(data), nil // an error would end the command
}
