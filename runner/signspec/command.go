package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/runner/miniprogram"
)

// environment is what the command has of the world.
type environment struct {
	args           []string
	stdin          io.Reader
	stdout, stderr *os.File
	getenv         func(string) string
	// annotations gets the workflow commands of this tool's own; nil where nothing makes annotations of them.
	annotations io.Writer
}

// execute runs the command and returns its exit status.
func execute(ctx context.Context, env environment) int {
	if len(env.args) > 0 && env.args[0] == script.ChildArgument {
		return script.Child(env.stdin, env.stdout, env.stderr)
	}
	if len(env.args) > 0 && env.args[0] == miniprogram.ChildArgument {
		return miniprogram.Child(env.stdin, env.stdout, env.stderr)
	}
	env, end := env.guarded()
	return end(env.execute(ctx))
}

// execute runs the command and returns its exit status.
func (env environment) execute(ctx context.Context) int {
	err := newRoot(env).ExecuteContext(ctx)
	var status exitStatus
	switch {
	case err == nil:
		return run.ExitConformant
	case errors.As(err, &status):
		return int(status)
	}
	// What remains are words that cobra could not make sense of, before any command ran.
	return env.usageError(err)
}

// exitStatus is the exit status of a command that has said all there is to say.
type exitStatus int

func (s exitStatus) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// ended turns an exit status into what a command returns.
func ended(status int) error {
	if status == run.ExitConformant {
		return nil
	}
	return exitStatus(status)
}

func newRoot(env environment) *cobra.Command {
	root := &cobra.Command{
		Use:   "signspec",
		Short: "Checks the four parties of my.signContract: wallet, mini program, server, open platform",
		Long: `signspec checks every side of the mini program JSAPI my.signContract against its
documented contract: the wallet that implements it, the mini program that calls
it, the merchant's server behind that, and the open platform behind the wallet.

Exit status: 0 conformant, 1 nonconformant, 2 usage or configuration error,
3 the target could not be reached or the harness failed, 4 inconclusive.`,
		Version:       fullVersion(debug.ReadBuildInfo()),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          unknownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if cmd == root && !strings.HasPrefix(env.args[0], "-") {
			return unknownCommand(root, env.args[:1]) // whose flags nobody knows
		}
		return flagError(cmd, err)
	})
	root.SetArgs(env.args)
	root.SetOut(env.stdout)
	root.SetErr(env.stderr)
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(newWallet(env), newListen(env), newDemo(env), newMerchant(env), newServer(env), newPlatform(env))
	root.AddCommand(newReplay(env), newAudit(env), newReport(env), newOpen(env), newRules(env), newSchema(env), newCompare(env))
	root.AddCommand(newKeygen(env), newCertify(env), newVerify(env), newCompletion(env), newMan(env))
	root.SetHelpCommand(newHelp())
	markRequired(root)
	completeValues(root)
	return root
}
