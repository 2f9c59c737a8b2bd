// Command signspec-beam judges on many machines what signspec judges on one: an Apache Beam pipeline, which runs on Prism in
// this process unless --runner names another, such as flink, spark or dataflow.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/gcs"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/beam/calls"
	"github.com/signspec/signspec/runner/beam/find"
	"github.com/signspec/signspec/runner/beam/programs"
)

const usage = `signspec-beam audit --records PATTERN[,PATTERN...] --out audit.json [--profile NAME] [--strict]
signspec-beam programs --programs PATTERN[,PATTERN...] --out programs.jsonl [--reports DIR] [--previous FILE] [--signspec COMMAND]

audit judges calls that were recorded in production, as "signspec audit" does;
programs judges each mini program by the command, and writes a line for each.
Names are paths, or addresses such as gs://bucket/calls-*.jsonl.gz. The flags of
Beam, such as --runner and --endpoint, come after these.
`

// version is that of the tool, which the command signspec on the workers has as well.
const version = "0.1.0"

// commands are the commands by name; each returns its exit status.
func commands() map[string]func(context.Context) (int, error) {
	return map[string]func(context.Context) (int, error){"audit": auditCalls, "programs": judgePrograms}
}

func main() {
	status, err := execute(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, "signspec-beam:", err)
	}
	if status == run.ExitConfiguration {
		fmt.Fprint(os.Stderr, "\n", usage)
	}
	os.Exit(status)
}

func execute(ctx context.Context) (int, error) {
	flag.Usage = func() { fmt.Fprint(flag.CommandLine.Output(), usage); flag.PrintDefaults() }
	var command func(context.Context) (int, error)
	if len(os.Args) > 1 && !strings.HasPrefix(os.Args[1], "-") {
		command = commands()[os.Args[1]]
		if command == nil {
			return run.ExitConfiguration, fmt.Errorf("there is no command %q", os.Args[1])
		}
		os.Args = append(os.Args[:1], os.Args[2:]...)
	}
	flag.Parse()
	find.Register()
	calls.Register()
	programs.Register()
	beam.Init() // a process that a runner starts as a worker goes no further
	if command == nil {
		return run.ExitConfiguration, errors.New("a command is missing")
	}
	return command(ctx)
}
