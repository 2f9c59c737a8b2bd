package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

func newSchema(env environment) *cobra.Command {
	return &cobra.Command{
		Use:   "schema [NAME]",
		Short: "Lists the JSON Schemas of files and messages, or prints one",
		Example: `  signspec schema
  signspec schema target > target.schema.json`,
		Args: asUsed,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := showSchema(env.stdout, strings.Join(args, "")); err != nil {
				fmt.Fprintln(env.stderr, "signspec:", check.Detail(err))
				return ended(run.ExitConfiguration)
			}
			return nil
		},
	}
}

// showSchema writes the schema of a name, of its file or of the command that reads it, or a line a schema where none is named.
func showSchema(w io.Writer, name string) error {
	switch name {
	case "merchant":
		name = "signspec"
	case "wallet":
		name = "target"
	}
	all, err := schemas.SchemaFiles()
	if err != nil {
		return err
	}
	var names []string
	for _, s := range all {
		names = append(names, s.Name)
		switch name {
		case "":
			fmt.Fprintf(w, "  %-10s  %s: %s\n", s.Name, s.Title, s.About)
		case s.Name, s.File:
			_, err := w.Write(s.Text)
			return err
		}
	}
	if name == "" {
		fmt.Fprintln(w, "\nsignspec schema NAME prints one.")
		return nil
	}
	return fmt.Errorf("there is no schema %q%s (\"signspec schema\" lists them)", name, config.DidYouMean(name, names))
}
