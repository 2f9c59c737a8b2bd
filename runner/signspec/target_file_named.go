package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

// named lets the file say what the subject is.
func (f *targetFile) named(t target) target {
	known := t.subject
	t.subject = func() (run.Subject, []string, error) {
		subject, notes, err := known()
		subject.Source = filepath.ToSlash(f.file)
		if err != nil || f.Subject.Artifact == "" {
			return subject, notes, err
		}
		subject.SHA256, err = digest(f.path(f.Subject.Artifact))
		if err != nil {
			err = f.Errorf("/subject/artifact", "the artifact cannot be read: %v", err)
		}
		return subject, notes, err
	}
	t.Wallet = renamed{t.Wallet, f.Subject}
	return t
}

// digest is the SHA-256 of a file, in hexadecimal.
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

// subjectOf is all that is known of a wallet before it describes itself.
func subjectOf(driver string) func() (run.Subject, []string, error) {
	return func() (run.Subject, []string, error) {
		return run.Subject{Kind: run.Wallet, Driver: driver}, nil, nil
	}
}

// renamed is a wallet whose name and version the target file gives.
type renamed struct {
	wallet.Wallet
	as schemas.TargetSubject
}

// Describe describes the wallet under the given name.
func (r renamed) Describe(ctx context.Context) (wallet.Description, error) {
	d, err := r.Wallet.Describe(ctx)
	if r.as.Name != "" {
		d.Name = r.as.Name
	}
	if r.as.Version != "" {
		d.Version = r.as.Version
	}
	return d, err
}
