package main

import "runtime/debug"

// version is the version of the tool, as it stands in reports.
const version = "0.1.0"

// fullVersion is the version with the commit that the command was built from, as far as the build knows it.
func fullVersion(build *debug.BuildInfo, ok bool) string {
	if !ok {
		return version
	}
	settings := map[string]string{}
	for _, s := range build.Settings {
		settings[s.Key] = s.Value
	}
	commit := settings["vcs.revision"]
	switch {
	case commit == "":
		return version
	case settings["vcs.modified"] == "true":
		return version + " (commit " + commit + ", modified)"
	}
	return version + " (commit " + commit + ")"
}
