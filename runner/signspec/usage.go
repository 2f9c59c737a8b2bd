package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/signspec/signspec/schemas/config"
)

// unknownCommand says of a first word that is no command what the commands are.
func unknownCommand(root *cobra.Command, words []string) error {
	if len(words) == 0 {
		return nil
	}
	var names []string
	for _, cmd := range root.Commands() {
		if cmd.IsAvailableCommand() {
			names = append(names, cmd.Name())
		}
	}
	return fmt.Errorf("there is no command %q; the commands are %s%s", words[0], strings.Join(names, ", "), config.DidYouMean(words[0], names))
}

// oneFile demands one file of records.
func oneFile(cmd *cobra.Command, files []string) error {
	if len(files) == 1 {
		return nil
	}
	return fmt.Errorf("%s takes one file, a report.json or a .jsonl file of records; %q is not one", cmd.CommandPath(), files)
}

// flagError adds to what is wrong with a flag what would be right.
func flagError(cmd *cobra.Command, err error) error {
	name, ok := strings.CutPrefix(err.Error(), "unknown flag: --")
	if ok {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		return fmt.Errorf("unknown flag: --%s%s (\"%s --help\" lists them)", name, config.DidYouMean("--"+name, names), cmd.CommandPath())
	}
	if strings.Contains(err.Error(), "in duration") || strings.Contains(err.Error(), "invalid duration") {
		return fmt.Errorf("%w; a duration is a number and a unit, such as 30s or 200ms", err)
	}
	return err
}
