package main

import (
	"runtime/debug"
	"strings"
	"testing"
)

func TestVersionNamesTheCommit(t *testing.T) {
	t.Parallel()
	revision, modified := debug.BuildSetting{Key: "vcs.revision", Value: "5f92e17"}, debug.BuildSetting{Key: "vcs.modified", Value: "true"}
	for want, settings := range map[string][]debug.BuildSetting{
		version:                                 nil,
		version + " (commit 5f92e17)":           {revision},
		version + " (commit 5f92e17, modified)": {revision, modified},
	} {
		if got := fullVersion(&debug.BuildInfo{Settings: settings}, true); got != want {
			t.Errorf("the version is %q, want %q", got, want)
		}
	}
	if got := fullVersion(nil, false); got != version {
		t.Errorf("without what the build says the version is %q", got)
	}
}

func TestVersionIsPrinted(t *testing.T) {
	t.Parallel()
	if e := signspec(t, t.TempDir(), "--version"); e.status != 0 || !strings.HasPrefix(e.stdout, "signspec version "+version) {
		t.Errorf("exit status %d: %s%s", e.status, e.stdout, e.stderr)
	}
}
