package main

import (
	"strings"

	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// detail is an error with the excerpt of the file it is about, where there is one, safe to show on a terminal.
func detail(err error) string {
	lines := strings.Split(config.Detail(err), "\n")
	for i, line := range lines {
		lines[i] = record.Visible(line)
	}
	return strings.Join(lines, "\n")
}

// unreachable says whether the target could not be reached at all.
func unreachable(err error) bool { return wallet.Unreachable(err) }
