package miniprogram_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/signspec/signspec/fixtures/miniprograms"
	"github.com/signspec/signspec/runner/miniprogram"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/merchant"
)

// BenchmarkPlan performs every scenario of the plan on the largest program of the fixtures: what the whole suite costs
// beside the start of the process and the judging.
func BenchmarkPlan(b *testing.B) {
	program := largest(b)
	plan := merchant.NewPlan(schemas.Documented())
	for b.Loop() {
		for _, name := range plan.Names() {
			scenario, _ := plan.Scenario(name)
			if _, err := program.Perform(context.Background(), scenario); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(plan.Names())), "scenarios")
}

// BenchmarkExplored performs what is explored beyond the plan, on the same program, by one child.
func BenchmarkExplored(b *testing.B) {
	program := largest(b)
	explored := merchant.Explored(schemas.Documented(), "benchmark")
	for b.Loop() {
		for _, scenario := range explored {
			if _, err := program.Perform(context.Background(), scenario); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(explored)), "scenarios")
}

// BenchmarkLoad bundles and compiles it.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		largest(b)
	}
}

func largest(b *testing.B) *miniprogram.Local {
	b.Helper()
	programs, err := miniprograms.Programs()
	if err != nil {
		b.Fatal(err)
	}
	for _, p := range programs {
		if p.Name() != "gym-card" {
			continue
		}
		dir := b.TempDir()
		if err := p.Unpack(dir); err != nil {
			b.Fatal(err)
		}
		file := filepath.Join(dir, miniprograms.ConfigFile)
		config, err := schemas.LoadMerchantConfig(file)
		if err != nil {
			b.Fatal(err)
		}
		program, err := miniprogram.NewLocal(file, config)
		if err != nil {
			b.Fatal(err)
		}
		return program
	}
	b.Fatal("there is no such program")
	return nil
}
