package main

import (
	"context"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/signspec/signspec/fixtures"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers/exec"
	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

// target is a wallet that can be reached, and what the reports say of it.
type target struct {
	wallet.Wallet
	// subject returns what is known of the subject before the target describes itself; the error is one of
	// configuration.
	subject func() (run.Subject, []string, error)
	close   func(context.Context) error
}

// described wraps a target so that the subject of the check learns its name and version.
type described struct {
	wallet.Wallet
	learn func(wallet.Description)
}

// Describe passes the description on.
func (d described) Describe(ctx context.Context) (wallet.Description, error) {
	description, err := d.Wallet.Describe(ctx)
	if err == nil {
		d.learn(description)
	}
	return description, err
}

// openTarget makes the target that the words on the command line name: none is the embedded reference wallet, one is
// an adapter module, and what follows "--" is the command of an adapter process.
func openTarget(env environment, s settings, profile *schemas.Profile, module string, command []string) target {
	if len(command) > 0 {
		return processTarget(env, s, profile, "", command)
	}
	source := engine.Source{Path: module}
	if module == "" {
		source = referenceWallet()
	}
	return scriptTarget(s, profile, source)
}

// referenceWallet is the wallet that is embedded in the command.
func referenceWallet() engine.Source {
	text, err := fs.ReadFile(fixtures.WalletFS(), fixtures.ReferenceFile)
	if err != nil {
		panic("the reference wallet is embedded: " + err.Error())
	}
	return engine.Source{Path: path.Base(fixtures.ReferenceFile), Text: string(text)}
}

func scriptTarget(s settings, profile *schemas.Profile, source engine.Source) target {
	w := script.Start(script.Options{Source: source, Entry: profile.Entry, Settle: s.settle, Quiet: s.quiet})
	return target{
		Wallet: w,
		subject: func() (run.Subject, []string, error) {
			subject := run.Subject{Kind: run.Wallet, Driver: "script", Source: filepath.ToSlash(source.Path)}
			if source.Text != "" {
				subject.Source = "the embedded reference wallet"
			}
			bundle, err := w.Bundle()
			if err != nil {
				return subject, nil, err
			}
			subject.SHA256 = bundle.SHA256
			var notes []string
			for _, warning := range bundle.Warnings {
				notes = append(notes, warning.String())
			}
			return subject, notes, nil
		},
		close: func(context.Context) error { return w.Close() },
	}
}

// processTarget is a wallet behind a command, which starts in the folder.
func processTarget(env environment, s settings, profile *schemas.Profile, dir string, command []string) target {
	var stderr io.Writer = env.stderr
	if !s.showSecrets {
		stderr = maskingWriter{stderr}
	}
	d := exec.New(exec.Options{Command: command, Dir: dir, Entry: profile.Entry, Settle: s.settle, Quiet: s.quiet, Stderr: stderr})
	return target{
		Wallet: d,
		subject: func() (run.Subject, []string, error) {
			subject := run.Subject{Kind: run.Wallet, Driver: "exec", Source: strings.Join(command, " ")}
			if _, sum, err := d.Digest(); err == nil {
				subject.SHA256 = sum
			}
			return subject, nil, nil
		},
		close: d.Close,
	}
}
