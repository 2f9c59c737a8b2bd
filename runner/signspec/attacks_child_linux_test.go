package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A child gets nothing of the environment that could be a secret.
func TestChildrenKnowNoSecrets(t *testing.T) {
	t.Parallel()
	cmd := command(t, write(t, "wallet.js", hangs), "wallet", "wallet.js")
	cmd.Env = append(cmd.Env, "SECRET_OF_THE_COMMAND="+canary)
	r := start(t, cmd)
	pid, ok := busyChild(r)
	if !ok {
		t.Fatal("there was no child")
	}
	given, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "environ"))
	if err != nil || strings.Contains(string(given), canary) {
		t.Errorf("the child was given %q, %v", given, err)
	}
	status, _ := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "status"))
	if !strings.Contains(string(status), "NoNewPrivs:\t1") {
		t.Errorf("the child may gain privileges:\n%s", status)
	}
	if !strings.Contains(string(status), "Seccomp:\t2") {
		t.Log("this system has no filter for what a child may ask of the kernel, or none that can be used here")
	}
	descriptors, _ := os.ReadDir(filepath.Join("/proc", strconv.Itoa(pid), "fd"))
	for _, d := range descriptors {
		to, _ := os.Readlink(filepath.Join("/proc", strconv.Itoa(pid), "fd", d.Name()))
		if !strings.HasPrefix(to, "pipe:") && !strings.HasPrefix(to, "anon_inode:") && !strings.HasPrefix(to, "/sys/fs/cgroup") &&
			!strings.HasPrefix(to, "/proc/") {
			t.Errorf("the child has the descriptor %s of %s", d.Name(), to)
		}
	}
	r.cmd.Process.Kill()
	<-r.ended
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(pause) {
		if syscall.Kill(pid, 0) != nil {
			return
		}
		if stat, _ := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat")); strings.Contains(string(stat), ") Z ") {
			return // nobody has asked for its exit status yet
		}
		if time.Now().After(deadline) {
			t.Fatal("the child has outlived the command")
		}
	}
}
