package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/runner/check"
)

// newMan is the command that writes the manual pages which packages hold. It is for those who make packages.
func newMan(env environment) *cobra.Command {
	return &cobra.Command{
		Use:    "man DIR",
		Short:  "Writes the manual pages into a folder",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o777); err != nil {
				return err
			}
			return writePages(cmd.Root(), args[0])
		},
		PostRun: func(_ *cobra.Command, args []string) {
			fmt.Fprintln(env.stderr, "signspec: wrote the manual pages into", check.Detail(fmt.Errorf("%s", filepath.ToSlash(args[0]))))
		},
	}
}

// writePages writes the page of a command, and those of the commands below it.
func writePages(cmd *cobra.Command, dir string) error {
	name := strings.ReplaceAll(cmd.CommandPath(), " ", "-")
	err := formats.WriteFile(filepath.Join(dir, name+".1"), func(w io.Writer) error {
		_, err := io.WriteString(w, manPage(cmd, name))
		return err
	})
	if err != nil {
		return err
	}
	for _, sub := range cmd.Commands() {
		if !sub.IsAvailableCommand() {
			continue
		}
		if err := writePages(sub, dir); err != nil {
			return err
		}
	}
	return nil
}

// manPage is the page of a command as man reads it.
func manPage(cmd *cobra.Command, name string) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	text := func(paragraphs string) {
		for _, paragraph := range strings.Split(strings.TrimSpace(paragraphs), "\n\n") {
			line(".PP\n%s", roff(paragraph))
		}
	}
	line(`.TH "%s" "1" "" "signspec %s" "signspec"`, strings.ToUpper(name), version)
	line(".SH NAME\n%s \\- %s", roff(name), roff(cmd.Short))
	line(".SH SYNOPSIS\n.B %s", roff(cmd.UseLine()))
	line(".SH DESCRIPTION")
	long := cmd.Long
	if long == "" {
		long = cmd.Short + "."
	}
	text(long)
	if cmd.HasAvailableLocalFlags() {
		line(".SH OPTIONS")
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.Hidden {
				return
			}
			kind, usage := pflag.UnquoteUsage(f)
			head := "--" + f.Name
			if f.Shorthand != "" {
				head = "-" + f.Shorthand + ", " + head
			}
			if kind != "" {
				head += " " + kind
			}
			line(".TP\n\\fB%s\\fR\n%s", roff(head), roff(usage))
		})
	}
	if cmd.Example != "" {
		line(".SH EXAMPLES\n.nf\n%s\n.fi", roff(cmd.Example))
	}
	var also []string
	if cmd.HasParent() {
		also = append(also, cmd.Parent().CommandPath())
	}
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			also = append(also, sub.CommandPath())
		}
	}
	if len(also) > 0 {
		line(".SH SEE ALSO")
		for i, path := range also {
			comma := ","
			if i == len(also)-1 {
				comma = ""
			}
			line(".BR %s (1)%s", roff(strings.ReplaceAll(path, " ", "-")), comma)
		}
	}
	return b.String()
}

// roff is text as man shows it: a backslash and a hyphen would mean something else, and so would a line that begins with a
// period or an apostrophe.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}
