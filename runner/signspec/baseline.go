package main

import (
	"fmt"
	"io"
	"time"

	"github.com/signspec/signspec/reports/baseline"
	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
)

// loadBaseline reads the baseline that the flags name, if they name one. scenarios are the names that it may use.
func (c *check) loadBaseline(rules []schemas.Rule, scenarios []string) error {
	if c.settings.baseline == "" {
		return nil
	}
	known, err := baseline.Load(c.settings.baseline, time.Now(), rules, scenarios)
	c.known = known
	return err
}

// accept marks what the baseline knows, and writes a new baseline where the flags ask for one.
func (c *check) accept(r *run.Run) error {
	if c.known != nil {
		c.known.Apply(r)
	}
	if c.settings.writeBaseline == "" {
		return nil
	}
	err := formats.WriteFile(c.settings.writeBaseline, func(w io.Writer) error { return baseline.Write(w, run.ShowSecrets(r)) })
	if err != nil {
		return fmt.Errorf("--write-baseline: %w", err)
	}
	r.Notes = append(r.Notes, fmt.Sprintf("%s lists what is broken now; give each entry its reason and its link.", c.settings.writeBaseline))
	return nil
}
