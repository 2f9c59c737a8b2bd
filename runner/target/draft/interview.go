package draft

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/config"
)

// interview asks somebody at a terminal, a question a time.
type interview struct {
	ctx   context.Context
	lines <-chan line
	out   io.Writer
	// failed is why nobody answers any more; every later question is then left unasked.
	failed error
}

// line is one that was read.
type line struct {
	text string
	err  error
}

// newInterview begins an interview. A question that nobody answers ends with the context; what reads then is left
// behind, because nothing can wake it.
func newInterview(ctx context.Context, in io.Reader, out io.Writer) *interview {
	lines := make(chan line)
	go func() {
		reader := bufio.NewReader(in)
		for {
			text, err := reader.ReadString('\n')
			if err != nil && text != "" {
				err = nil // the last line, without an end
			}
			select {
			case lines <- line{strings.TrimSpace(text), err}:
			case <-ctx.Done():
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return &interview{ctx: ctx, lines: lines, out: out}
}

// choose asks for one of some answers until it gets one.
func (v *interview) choose(question string, options []option, proposal string) string {
	if v.failed != nil {
		return proposal
	}
	width := 0
	for _, o := range options {
		width = max(width, len(o.name))
	}
	fmt.Fprintf(v.out, "\n%s\n", question)
	for _, o := range options {
		fmt.Fprintf(v.out, "  %-*s  %s\n", width, o.name, o.says)
	}
	allowed := names(options)
	return v.answer(proposal, func(text string) string {
		if slices.Contains(allowed, text) {
			return ""
		}
		return fmt.Sprintf("%q is none of them; the answers are %s%s",
			text, strings.Join(allowed, ", "), config.DidYouMean(text, allowed))
	})
}

// text asks for a text until it gets one that has no problem; a nil problem takes any.
func (v *interview) text(question, proposal string, problem func(string) string) string {
	if v.failed != nil {
		return proposal
	}
	fmt.Fprintf(v.out, "\n%s\n", question)
	return v.answer(proposal, func(text string) string {
		if problem == nil {
			return ""
		}
		return problem(text)
	})
}

// answer reads answers until one has no problem.
func (v *interview) answer(proposal string, problem func(string) string) string {
	for {
		fmt.Fprintf(v.out, "[%s] ", proposal)
		text, err := v.read()
		if err != nil {
			fmt.Fprintln(v.out)
			v.failed = err
			return proposal
		}
		if text == "" {
			return proposal
		}
		wrong := textProblem(text)
		if wrong == "" {
			wrong = problem(text)
		}
		if wrong == "" {
			return text
		}
		fmt.Fprintln(v.out, wrong)
	}
}

// ErrInterrupted says that somebody has stopped the command.
var ErrInterrupted = errors.New("interrupted")

// errEnded says that nobody answers.
var errEnded = errors.New("the input ended before every question was answered")

func (v *interview) read() (string, error) {
	select {
	case l := <-v.lines:
		if errors.Is(l.err, io.EOF) {
			return "", errEnded
		}
		return l.text, l.err
	case <-v.ctx.Done():
		return "", ErrInterrupted
	}
}
