package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	reportjson "github.com/signspec/signspec/reports/json"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/orphan"
	"github.com/signspec/signspec/schemas/record"
)

// rerun performs a certified run again on a target, with states that are drawn anew, and returns in what the target fared
// otherwise than the report says. It does so in a process of its own, as a person would.
func rerun(ctx context.Context, report []byte, target string) (differences []string, err error) {
	certified, err := reportOf(report)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(target, "-") {
		return nil, fmt.Errorf("--rerun takes a module or a target file, not %q", target)
	}
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("finding the command's own file: %w", err)
	}
	out, err := os.MkdirTemp("", "signspec-rerun-")
	if err != nil {
		return nil, fmt.Errorf("making a folder for the second run: %w", err)
	}
	defer os.RemoveAll(out)
	cmd := exec.CommandContext(ctx, self, slices.Concat(performedBy(certified), []string{
		"--rules", certified.Selection, fmt.Sprintf("--strict=%t", certified.Strict), "--report", "json", "--out", out, target,
	})...)
	orphan.None(cmd)
	var said bytes.Buffer
	cmd.Stderr = &said
	ran := cmd.Run() // its exit status is in its report as well
	text, err := os.ReadFile(filepath.Join(out, "report.json"))
	if err != nil {
		return nil, fmt.Errorf("the second run left no report (%v): %s", ran, strings.TrimSpace(said.String()))
	}
	again, err := reportOf(text)
	if err != nil {
		return nil, err
	}
	if again.Error != nil {
		return nil, errors.New("the second run could not be carried out: " + again.Error.Message)
	}
	return unlike(certified, again), nil
}

// performedBy is the command that performs a run of the kind. The file of a server or a platform says by which edition.
func performedBy(certified *run.Run) []string {
	switch certified.Subject.Kind {
	case run.Server, run.Platform:
		return []string{certified.Subject.Kind}
	}
	return []string{"wallet", "--profile", certified.Profile, "--plan", certified.Plan}
}

// checkAgain makes a certified run again and says so; the error lists what came out otherwise.
func checkAgain(ctx context.Context, env environment, file, target string) error {
	report, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	differences, err := rerun(ctx, report, target)
	if err != nil {
		return err
	}
	if len(differences) > 0 {
		return errors.New("the target does not do what the certificate says:\n" + strings.Join(differences, "\n"))
	}
	fmt.Fprintf(env.stdout, "%s was checked again, and every rule fared as the certificate says.\n", record.Visible(target))
	return nil
}

func reportOf(report []byte) (*run.Run, error) {
	masked, err := reportjson.Read(bytes.NewReader(report))
	if err != nil {
		return nil, err
	}
	return masked.Run(), nil
}

// unlike lists what is not in the second run as the first one says.
func unlike(first, second *run.Run) []string {
	var lines []string
	if first.Profile != second.Profile {
		lines = append(lines, fmt.Sprintf("the edition is %s, and was %s", second.Profile, first.Profile))
	}
	if first.Subject.SHA256 != "" && second.Subject.SHA256 != first.Subject.SHA256 {
		lines = append(lines, fmt.Sprintf("the target's digest is %q, and was %q", second.Subject.SHA256, first.Subject.SHA256))
	}
	fared := map[string]run.Status{}
	for _, rule := range second.Rules {
		fared[rule.ID] = rule.Status
	}
	for _, rule := range first.Rules {
		if fared[rule.ID] != rule.Status {
			lines = append(lines, fmt.Sprintf("%s is %s, and was %s", rule.ID, fared[rule.ID], rule.Status))
		}
	}
	return lines
}
