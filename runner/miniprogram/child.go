package miniprogram

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/signspec/signspec/runner/miniprogram/draft"
	"github.com/signspec/signspec/runner/miniprogram/host"
	"github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/suites/merchant"
)

// ChildArgument is the only argument of the command when it is started as the child; main then calls Child.
const ChildArgument = "miniprogram-child"

// Child is the child process: it reads what to run from r and answers on w. What it says when it ends itself goes to
// complaints. It returns the exit status, and may return while a goroutine of its own is stuck in native work, so the
// process is to end then.
func Child(r io.Reader, w, complaints io.Writer) int {
	return sandbox.Main(complaints, func(inside *sandbox.Inside) error {
		go host.Warm() // while the parent still bundles
		c := &child{in: bufio.NewReaderSize(r, lineBuffer), out: w, inside: inside}
		err := c.serve()
		if errors.Is(err, io.EOF) {
			return nil // the parent has nothing more to ask
		}
		return err
	})
}

type child struct {
	in     *bufio.Reader
	out    io.Writer
	inside *sandbox.Inside
	player *player
	broken error // why there is none
}

func (c *child) serve() error {
	for {
		var q question
		if err := readLine(c.in, &q); err != nil {
			return err
		}
		if q.Read != nil {
			found, err := c.read(*q.Read)
			if err != nil {
				return err
			}
			if err := writeLine(c.out, found); err != nil {
				return err
			}
			continue
		}
		if q.Job != nil {
			if err := c.inside.Confine(q.Job.Memory); err != nil {
				return err
			}
			sandbox.Shut()
			c.player, c.broken = newPlayer(q.Job, c.fetch, c.inside.Watch)
			continue
		}
		if err := writeLine(c.out, c.answer(q)); err != nil {
			return err
		}
	}
}

func (c *child) answer(q question) answer {
	var a answer
	if c.player == nil {
		return answer{Failed: failure(fmt.Errorf("the mini program cannot be run: %w", c.broken))}
	}
	err := c.inside.Over(q.Limit, func() (err error) {
		switch {
		case q.Describe:
			a.Warnings, err = c.player.check()
		case q.Explore != nil:
			var explored draft.Explored
			explored, err = c.player.host.Explore(*q.Explore)
			a.Explored = &explored
		case q.Perform != nil:
			var performance merchant.Performance
			performance, err = c.player.perform(*q.Perform)
			a.Performance = &performance
		default:
			err = errors.New("the parent asked nothing")
		}
		return err
	})
	if err != nil {
		return answer{Failed: failure(err)}
	}
	return a
}

// fetch has the parent send a request.
func (c *child) fetch(session int, request server.Request) (server.Reply, error) {
	if err := writeLine(c.out, answer{Fetch: &fetching{session, request}}); err != nil {
		return server.Reply{}, err
	}
	var q question
	if err := readLine(c.in, &q); err != nil {
		return server.Reply{}, err
	}
	if q.Fetched == nil {
		return server.Reply{}, errors.New("the parent did not say what the merchant's server answers")
	}
	if q.Fetched.Error != "" {
		return server.Reply{}, errors.New(q.Fetched.Error)
	}
	return q.Fetched.Reply, nil
}
