package programs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	reportjson "github.com/signspec/signspec/reports/json"
	"github.com/signspec/signspec/reports/run"
)

// longestJudging is when the command itself is given up: its sandbox ends every program long before.
const longestJudging = 15 * time.Minute

// lastWords is how much of what the command printed is told where it wrote no report, in bytes.
const lastWords = 500

// judge judges the program in a folder by the command.
func judge(ctx context.Context, command, program, folder string) Result {
	out, err := os.MkdirTemp("", "signspec-beam-")
	if err != nil {
		return failed(program, err)
	}
	defer os.RemoveAll(out)
	ctx, cancel := context.WithTimeout(ctx, longestJudging)
	defer cancel()
	cmd := exec.CommandContext(ctx, command, "merchant", "--no-color", "--out", out, "--report", "json", folder)
	cmd.WaitDelay = time.Second
	var printed bytes.Buffer
	cmd.Stderr = &printed
	running := cmd.Run()
	report, err := os.Open(filepath.Join(out, "report.json"))
	if err != nil {
		text := strings.TrimSpace(printed.String())
		text = text[max(0, len(text)-lastWords):]
		return failed(program, fmt.Errorf("the command wrote no report (%w): %s", errors.Join(running, ctx.Err()), text))
	}
	defer report.Close()
	masked, err := reportjson.Read(report)
	if err != nil {
		return failed(program, err)
	}
	return resultOf(program, masked.Run())
}

func resultOf(program string, r *run.Run) Result {
	result := Result{
		Program: program, Name: r.Subject.Name, SHA256: r.Subject.SHA256, Verdict: r.Verdict, ExitStatus: r.ExitStatus,
		RulesDigest: r.RulesDigest, Rules: map[string]run.Status{},
	}
	if r.Error != nil {
		result.Error = r.Error.Message
	}
	for _, rule := range r.Rules {
		result.Rules[rule.ID] = rule.Status
	}
	return result
}
