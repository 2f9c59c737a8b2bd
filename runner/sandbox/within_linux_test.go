package sandbox

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/landlock-lsm/go-landlock/landlock/syscall"
)

// confinedFolder is the variable that turns the test's binary into a process that confines itself to that folder, and tells
// what it can do still.
const confinedFolder = "SIGNSPEC_TEST_CONFINED_TO"

func TestMain(m *testing.M) {
	if folder := os.Getenv(confinedFolder); folder != "" {
		tryEverything(folder, os.Args[1])
		return
	}
	os.Exit(m.Run())
}

// tryEverything names, a line each, what works.
func tryEverything(folder, address string) {
	Within(folder, filepath.Join(folder, "nowhere"))
	outside := filepath.Join(filepath.Dir(folder), "outside")
	for name, try := range map[string]func() error{
		"reading inside":  func() error { _, err := os.ReadFile(filepath.Join(folder, "file")); return err },
		"listing inside":  func() error { _, err := os.ReadDir(folder); return err },
		"looking outside": func() error { _, err := os.Stat(outside); return err }, // Landlock lets that be
		"reading outside": func() error { _, err := os.ReadFile(outside); return err },
		"reading by link": func() error { _, err := os.ReadFile(filepath.Join(folder, "link")); return err },
		"listing outside": func() error { _, err := os.ReadDir(filepath.Dir(folder)); return err },
		"itself":          func() error { _, err := os.ReadFile("/proc/self/environ"); return err },
		"writing inside":  func() error { return os.WriteFile(filepath.Join(folder, "new"), nil, 0o600) },
		"writing outside": func() error { return os.WriteFile(outside, nil, 0o600) },
		"removing":        func() error { return os.Remove(filepath.Join(folder, "file")) },
		"starting":        func() error { return exec.Command(filepath.Join(folder, "program")).Run() },
		"connecting": func() error {
			c, err := net.DialTimeout("tcp", address, time.Second)
			if err == nil {
				c.Close()
			}
			return err
		},
		"listening": func() error {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err == nil {
				l.Close()
			}
			return err
		},
	} {
		done := make(chan error)
		go func() { done <- try() }() // another thread may be as free as the kernel left it
		if <-done == nil {
			fmt.Println(name)
		}
	}
}

// TestWithinIsToReadInFolders has a process confine itself: it can read there, and do nothing else.
func TestWithinIsToReadInFolders(t *testing.T) {
	version, err := syscall.LandlockGetABIVersion()
	if err != nil || version < 4 {
		t.Skipf("this kernel has Landlock %d, and 4 is needed (Linux 6.7, with landlock among its lsm=)", version)
	}
	base := t.TempDir()
	folder := filepath.Join(base, "inside")
	for _, err := range []error{
		os.Mkdir(folder, 0o700), os.WriteFile(filepath.Join(folder, "file"), nil, 0o600),
		os.WriteFile(filepath.Join(base, "outside"), nil, 0o600), os.Symlink("../outside", filepath.Join(folder, "link")),
		os.WriteFile(filepath.Join(folder, "program"), []byte("#!/bin/sh\n"), 0o700),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	executable, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(executable, listener.Addr().String())
	cmd.Env = append(os.Environ(), confinedFolder+"="+folder)
	told, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, told)
	}
	works := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(told)), "\n") {
		works[line] = true
	}
	if len(works) != 3 || !works["reading inside"] || !works["listing inside"] || !works["looking outside"] {
		t.Errorf("what works is: %s", told)
	}
}
