package main

import (
	"fmt"
	"regexp"
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
	names := commandNames(root)
	if len(names) == 0 {
		return fmt.Errorf("%s has no commands of its own; %q is none", root.CommandPath(), words[0])
	}
	return fmt.Errorf("there is no command %q; the commands are %s%s", words[0], strings.Join(names, ", "), config.DidYouMean(words[0], names))
}

// asUsed demands the words that the usage of a command names: those in brackets may be left out.
func asUsed(cmd *cobra.Command, words []string) error {
	usage, _, _ := strings.Cut(cmd.Use, " --")
	_, usage, _ = strings.Cut(usage, " ")
	names := regexp.MustCompile(`\[[^]]*\]|\S+`).FindAllString(usage, -1)
	said := strings.TrimSpace(cmd.CommandPath() + " " + usage)
	if len(words) > len(names) {
		return fmt.Errorf("%s: there is no place for %q", said, words[len(names)])
	}
	if rest := names[len(words):]; len(rest) > 0 && !strings.HasPrefix(rest[0], "[") {
		return fmt.Errorf("%s: %s is missing", said, rest[0])
	}
	return nil
}

// required is the annotation of flags that a command cannot do without.
const required = "signspec_required"

// need demands flags that a command cannot do without.
func need(cmd *cobra.Command, names ...string) {
	for _, name := range names {
		cobra.CheckErr(cmd.Flags().SetAnnotation(name, required, []string{"true"}))
	}
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error {
		for _, name := range names {
			if f := cmd.Flags().Lookup(name); !f.Changed {
				return fmt.Errorf("%s needs --%s: %s", cmd.CommandPath(), name, f.Usage)
			}
		}
		return nil
	}
}

// oneFile demands one file of records.
func oneFile(cmd *cobra.Command, files []string) error {
	if len(files) == 1 {
		return nil
	}
	return fmt.Errorf("%s takes one file, a report.json or a .jsonl file of records; %q is not one", cmd.CommandPath(), files)
}

// oneDash finds a word that has one dash where a flag has two.
var oneDash = regexp.MustCompile(`-\w[\w-]+$`)

// flagError adds to what is wrong with a flag what would be right.
func flagError(cmd *cobra.Command, err error) error {
	name, ok := strings.CutPrefix(err.Error(), "unknown flag: --")
	if ok {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		return fmt.Errorf("unknown flag: --%s%s (\"%s --help\" lists them)", name, config.DidYouMean("--"+name, names), cmd.CommandPath())
	}
	if name, ok := strings.CutPrefix(err.Error(), "flag needs an argument: --"); ok {
		if f := cmd.Flags().Lookup(name); f != nil {
			return fmt.Errorf("--%s needs a value: %s", name, f.Usage)
		}
	}
	if word, ok := strings.CutPrefix(err.Error(), "unknown shorthand flag: "); ok && len(oneDash.FindString(word)) > 0 {
		return fmt.Errorf("%s: flags begin with two dashes (\"%s --help\" lists them)", oneDash.FindString(word), cmd.CommandPath())
	}
	if said, _, ok := strings.Cut(err.Error(), ": strconv."); ok {
		return fmt.Errorf("%s: a number is needed", said)
	}
	if strings.Contains(err.Error(), "in duration") || strings.Contains(err.Error(), "invalid duration") {
		return fmt.Errorf("%w; a duration is a number and a unit, such as 30s or 200ms", err)
	}
	return err
}
