package target

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers/browser"
	"github.com/signspec/signspec/runner/drivers/webdriver"
)

// Open opens the wallet that the file names. What flags say wins, so the caller puts the Timing of the file into the
// options where no flag says otherwise.
func (f *File) Open(o Options) (*Wallet, error) {
	sum, err := f.artifact()
	if err != nil {
		return nil, err
	}
	w, err := f.open(o)
	if err != nil {
		return nil, err
	}
	w.Subject.Source, w.Subject.Name, w.Subject.Version = filepath.ToSlash(f.name), f.Subject.Name, f.Subject.Version
	if sum != "" {
		w.Subject.SHA256 = sum
	}
	f.hide(w)
	return w, nil
}

func (f *File) open(o Options) (*Wallet, error) {
	d := f.Driver
	switch {
	case d.Script != "":
		return openModule(*f.module(d.Script), o)
	case len(d.Exec) > 0:
		return openCommand(filepath.Dir(f.name), d.Exec, o), nil
	case d.Browser != nil:
		return f.browser(o)
	case d.WebDriver != nil:
		return f.webdriver(o)
	}
	return f.device(o)
}

// browser opens a page of a browser.
func (f *File) browser(o Options) (*Wallet, error) {
	stager, err := f.stager()
	if err != nil {
		return nil, err
	}
	b := f.Driver.Browser
	options := b.Options
	options.Module, options.DevTools, options.Chromium = f.module(b.Module), string(b.DevTools), f.program(b.Options.Chromium)
	options.Entry, options.Settle, options.Quiet = o.Profile.Entry, o.Settle, o.Quiet
	options.Ready, options.Limit = time.Duration(b.Ready), time.Duration(b.Limit)
	options.Stage, options.Actions, options.Operator, options.Tell = stager, f.Stage.Actions, f.Stage.Operator, o.Instruct
	d, err := browser.New(options)
	if err != nil {
		return nil, f.errorf("/driver/browser", "%v", err)
	}
	return &Wallet{
		Wallet:  d,
		Subject: run.Subject{Kind: run.Wallet, Driver: "browser"},
		Terms:   o.terms(f.Stage.Operator),
		Close:   d.Close,
	}, nil
}

// webdriver opens a session of a WebDriver server.
func (f *File) webdriver(o Options) (*Wallet, error) {
	stager, err := f.stager()
	if err != nil {
		return nil, err
	}
	w := f.Driver.WebDriver
	options := w.Options
	if options.Header, err = f.header(); err != nil {
		return nil, err
	}
	if options.TLS, err = f.trust(); err != nil {
		return nil, err
	}
	options.Entry, options.Settle, options.Quiet = o.Profile.Entry, o.Settle, o.Quiet
	options.Busy = time.Duration(w.Busy)
	options.Stage, options.Actions, options.Operator, options.Tell = stager, f.Stage.Actions, f.Stage.Operator, o.Instruct
	d, err := webdriver.New(options)
	if err != nil {
		return nil, f.errorf("/driver/webdriver", "%v", err)
	}
	return &Wallet{
		Wallet:  d,
		Subject: run.Subject{Kind: run.Wallet, Driver: "webdriver"},
		Terms:   o.terms(f.Stage.Operator),
		Close:   d.Close,
	}, nil
}

// device listens for a probe.
func (f *File) device(o Options) (*Wallet, error) {
	d := *f.Driver.Socket
	d.TokenFile, d.WriteProbe, d.Module = f.path(d.TokenFile), f.path(d.WriteProbe), f.path(d.Module)
	stager, err := f.stager()
	if err != nil {
		return nil, err
	}
	if d.Module != "" {
		d.source = f.module(f.Driver.Socket.Module)
	}
	w, err := d.open(stager, f.Stage.Operator, o)
	return w, f.fieldError("/driver/socket", err)
}

// artifact is the SHA-256 of the file that ships, in hexadecimal; "" where none is named.
func (f *File) artifact() (string, error) {
	if f.Subject.Artifact == "" {
		return "", nil
	}
	sum, err := digest(f.path(f.Subject.Artifact))
	if err != nil {
		return "", f.errorf("/subject/artifact", "the artifact cannot be read: %v", err)
	}
	return sum, nil
}

func digest(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
