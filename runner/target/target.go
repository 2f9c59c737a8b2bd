// Package target opens the wallets that people name: an adapter module, the command of an adapter process, a device that
// dials out, or a target file that says how a wallet is reached. What stands in a file is decoded straight into the options
// of the driver. A mistake of whoever configured it is a *config.Error, and is told before anything is performed.
package target

import (
	"context"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/signspec/signspec/fixtures"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/exec"
	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/sandbox"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

// Wallet is a wallet that can be reached, and what is known of it before it describes itself.
type Wallet struct {
	wallet.Wallet
	// Subject is what the reports say of it; Name and Version are set where a target file gives them.
	Subject run.Subject
	// Notes are what whoever reads the reports should know, such as the warnings of the bundler.
	Notes []string
	// Terms say how it is performed.
	Terms drivers.Terms
	// Close ends it, and returns what went wrong in that.
	Close func(context.Context) error
	// Mask hides in a text what the target file wants hidden; nil hides nothing. The errors and reasons of the wallet
	// are masked already.
	Mask func(string) string
}

// Ahead performs scenarios before they are asked for, where the wallet can.
func (w *Wallet) Ahead(ctx context.Context, scenarios []wallet.Scenario) bool {
	return wallet.PerformAhead(ctx, w.Wallet, scenarios)
}

// Options say how a wallet is spoken to, and who is told of it.
type Options struct {
	Profile *schemas.Profile
	// Plan is what is going to be performed, which a device shows: "full" or "thrifty".
	Plan string
	// Settle and Quiet are how long to wait for a call to settle, and then for whatever else it does; zero is the
	// driver's own.
	Settle, Quiet time.Duration
	// Dry reaches nothing: what makes no sense is found, and no device is listened for.
	Dry bool
	// Stderr gets what an adapter process prints on its standard error; nil discards it.
	Stderr io.Writer
	// Announce is told in one line what becomes of a device, and Instruct what a person must do now; nil is nobody.
	Announce, Instruct func(string)
	// Link is told where a device has to go, and how long it is waited for; nil is nobody.
	Link func(link string, wait time.Duration)
}

// Module opens an adapter module; "" is the reference wallet that is embedded. The error is a *config.Error where the
// module does not parse or an import is not found.
func Module(path string, o Options) (*Wallet, error) {
	if path == "" {
		w, err := openModule(Reference(), o)
		if w != nil {
			w.Subject.Source = "the embedded reference wallet"
		}
		return w, err
	}
	return openModule(engine.Source{Path: path}, o)
}

// Reference is the source of the reference wallet that is embedded in the command.
func Reference() engine.Source {
	text, err := fs.ReadFile(fixtures.WalletFS(), fixtures.ReferenceFile)
	if err != nil {
		panic("the reference wallet is embedded: " + err.Error())
	}
	return engine.Source{Path: path.Base(fixtures.ReferenceFile), Text: string(text)}
}

func openModule(source engine.Source, o Options) (*Wallet, error) {
	w := script.Start(script.Options{Source: source, Entry: o.Profile.Entry, Settle: o.Settle, Quiet: o.Quiet})
	bundle, err := w.Bundle()
	if err != nil {
		w.Close()
		return nil, err
	}
	var notes []string
	for _, warning := range bundle.Warnings {
		notes = append(notes, warning.String())
	}
	return &Wallet{
		Wallet:  w,
		Subject: run.Subject{Kind: run.Wallet, Driver: "script", Source: filepath.ToSlash(source.Path), SHA256: bundle.SHA256},
		Notes:   notes,
		Terms:   drivers.Terms{Virtual: true, Fresh: true, Total: sandbox.Limits{}.WithDefaults().Total},
		Close:   func(context.Context) error { return w.Close() },
	}, nil
}

// Command opens a wallet behind the command of an adapter process, which starts in the working directory when it is first
// needed.
func Command(words []string, o Options) (*Wallet, error) { return openCommand("", words, o), nil }

func openCommand(dir string, words []string, o Options) *Wallet {
	d := exec.New(exec.Options{
		Command: words, Dir: dir, Entry: o.Profile.Entry, Settle: o.Settle, Quiet: o.Quiet, Stderr: o.Stderr,
	})
	subject := run.Subject{Kind: run.Wallet, Driver: "exec", Source: strings.Join(words, " ")}
	if _, sum, err := d.Digest(); err == nil { // what cannot be read may still run
		subject.SHA256 = sum
	}
	return &Wallet{Wallet: d, Subject: subject, Terms: o.terms(false), Close: d.Close}
}
