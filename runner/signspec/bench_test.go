package main

import (
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// silent is a wallet that takes every call and never calls back.
const silent = "export const my = { signContract() {} }\n" + exportsStage

// BenchmarkReferenceWallet measures the whole check of the reference wallet, from the start of the command to its end,
// with every report written. The goal is 100 ms.
func BenchmarkReferenceWallet(b *testing.B) {
	binary := build(b)
	for b.Loop() {
		measure(b, 0, binary, "wallet")
	}
}

// BenchmarkSilentWallet measures the same for a wallet that never calls back, beside the reference wallet. The goal is
// at most 1.5 times the reference.
func BenchmarkSilentWallet(b *testing.B) {
	binary, dir := build(b), write(b, "silent.js", silent)
	var reference, mute time.Duration
	for b.Loop() {
		mute += measure(b, 1, binary, "wallet", filepath.Join(dir, "silent.js"))
		b.StopTimer()
		reference += measure(b, 0, binary, "wallet")
		b.StartTimer()
	}
	b.ReportMetric(float64(mute)/float64(reference), "x-reference")
}

// build builds the command as a person would.
func build(b *testing.B) (binary string) {
	b.Helper()
	binary = filepath.Join(b.TempDir(), "signspec")
	if output, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("building the command: %v\n%s", err, output)
	}
	return binary
}

// measure runs the command in a folder of its own and returns how long it took.
func measure(b *testing.B, status int, binary string, args ...string) time.Duration {
	b.Helper()
	cmd := exec.Command(binary, args...)
	cmd.Dir = b.TempDir()
	began := time.Now()
	output, err := cmd.CombinedOutput()
	took := time.Since(began)
	if cmd.ProcessState.ExitCode() != status {
		b.Fatalf("exit status %d, want %d (%v):\n%s", cmd.ProcessState.ExitCode(), status, err, output)
	}
	return took
}
