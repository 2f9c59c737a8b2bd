package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// newHelp is the help command. A topic that is no command is a mistake, and it says what is near.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help about any command",
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			found, _, err := cmd.Root().Find(args)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return commandNames(found), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, words []string) error {
			found, rest, err := cmd.Root().Find(words)
			if err != nil || len(rest) > 0 {
				if found == nil || found == cmd.Root() {
					return unknownCommand(cmd.Root(), words)
				}
				return unknownCommand(found, rest)
			}
			found.InitDefaultHelpFlag()
			return found.Help()
		},
	}
}

// markRequired says in the help of every command which flags must be given.
func markRequired(cmd *cobra.Command) {
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Annotations[required] != nil {
			f.Usage += " (required)"
		}
	})
	for _, sub := range cmd.Commands() {
		markRequired(sub)
	}
}

// commandNames are the commands below one, but for those that are not shown.
func commandNames(parent *cobra.Command) []string {
	var names []string
	for _, cmd := range parent.Commands() {
		if cmd.IsAvailableCommand() || cmd.Name() == "help" {
			names = append(names, cmd.Name())
		}
	}
	return names
}

// newCompletion is the command that prints what makes a shell complete words.
func newCompletion(env environment) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion " + strings.Join(shells, "|"),
		Short: "Prints what makes a shell complete commands, flags and their values",
		Example: `  source <(signspec completion bash)                                  # in ~/.bashrc
  source <(signspec completion zsh)                                   # in ~/.zshrc, behind compinit
  signspec completion fish > ~/.config/fish/completions/signspec.fish
  signspec completion powershell | Out-String | Invoke-Expression     # in $PROFILE`,
		ValidArgs: shells,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("completion takes a shell: %s", strings.Join(shells, ", "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(env.stdout, true)
			case "zsh":
				return root.GenZshCompletion(env.stdout)
			case "fish":
				return root.GenFishCompletion(env.stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(env.stdout)
			}
			return fmt.Errorf("completion takes a shell: %s; %q is none of them", strings.Join(shells, ", "), args[0])
		},
	}
}
