package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/certificate"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas/record"
)

func newKeygen(env environment) *cobra.Command {
	var kind, out string
	cmd := &cobra.Command{
		Use:   "keygen",
		Short: "Makes a key pair for certificates: a private key in PKCS#8, a public one in PKIX",
		Args:  asUsed,
		RunE: func(*cobra.Command, []string) error {
			audience, err := keygen(kind, out)
			if err != nil {
				fmt.Fprintln(env.stderr, "signspec:", check.Detail(err))
				return ended(run.ExitConfiguration)
			}
			fmt.Fprintf(
				env.stdout,
				"Private key: %s (keep it to yourself)\nPublic key:  %s\nAudience of a CI system's token: %s\n",
				record.Visible(out),
				record.Visible(publicFile(out)),
				audience,
			)
			return nil
		},
	}
	cmd.Flags().StringVar(&kind, "type", certificate.Ed25519, strings.Join(certificate.KeyKinds(), " or "))
	cmd.Flags().StringVar(&out, "out", "key.pem", "file of the private key; the public one stands beside it as NAME.pub.pem")
	return cmd
}

func publicFile(private string) string {
	return strings.TrimSuffix(private, filepath.Ext(private)) + ".pub.pem"
}

// keygen writes a key pair, and never over one that is there. It returns the audience of tokens for the key.
func keygen(kind, out string) (audience string, err error) {
	private, public, err := certificate.NewKey(kind)
	if err != nil {
		return "", err
	}
	for _, file := range []struct {
		name string
		text []byte
		mode os.FileMode
	}{{out, private, 0o600}, {publicFile(out), public, 0o644}} {
		if err := writeNew(file.name, file.text, file.mode); err != nil {
			return "", err
		}
	}
	key, err := certificate.ParsePublic(public)
	if err != nil {
		return "", err
	}
	return certificate.ForKey(key)
}

func writeNew(name string, text []byte, mode os.FileMode) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return fmt.Errorf("writing the key: %w", err)
	}
	if _, err := f.Write(text); err != nil {
		f.Close()
		os.Remove(name)
		return fmt.Errorf("writing the key: %w", err)
	}
	return f.Close()
}

// certification is what the command certify was told.
type certification struct {
	report, key, artefact, out string
	allow                      bool
	authority                  string // the URL of a timestamp authority, or ""
}

func newCertify(env environment) *cobra.Command {
	var c certification
	cmd := &cobra.Command{
		Use:   "certify REPORT",
		Short: "Writes a signed certificate of the report.json of a wallet, a server or a platform",
		Args:  asUsed,
		RunE: func(cmd *cobra.Command, args []string) error {
			c.report = args[0]
			if _, ok, err := openFleet(c.report); ok || err != nil {
				if given := cmd.Flags().Changed; err == nil && (given("out") || given("artifact")) {
					err = errors.New("--out and --artifact are of one target, and a fleet has many: each certificate stands beside its report")
				}
				if err == nil {
					err = c.certifyFleet(cmd.Context(), env)
				}
				if err != nil {
					fmt.Fprintln(env.stderr, "signspec: not certified:", check.Detail(err))
					return ended(run.ExitConfiguration)
				}
				return nil
			}
			statement, err := c.certify(cmd.Context(), env.getenv)
			if err != nil {
				fmt.Fprintln(env.stderr, "signspec: not certified:", check.Detail(err))
				return ended(run.ExitConfiguration)
			}
			fmt.Fprintf(env.stdout, "Certificate: %s\n", record.Visible(c.out))
			if c.authority != "" {
				fmt.Fprintf(env.stdout, "Timestamp:   %s\n", record.Visible(stampFile(c.out)))
			}
			fmt.Fprintln(env.stdout)
			tell(env.stdout, certificate.Verified{Statement: statement})
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&c.key, "key", "", "private key: PKCS#8 in PEM, Ed25519 or ECDSA on P-256")
	f.StringVar(&c.artefact, "artifact", "", "what was judged, such as app.apk (default: the digest that the report has)")
	f.StringVar(&c.out, "out", "certificate.json", "file of the certificate")
	f.BoolVar(&c.allow, "allow-nonconformant", false, "certify a verdict that is not conformant as what it is")
	f.StringVar(&c.authority, "timestamp", "",
		"URL of a timestamp authority (RFC 3161) that says when; its answer stands beside OUT as OUT.tsr")
	need(cmd, "key")
	return cmd
}

// stampFile is where the timestamp of a certificate stands.
func stampFile(certificate string) string { return certificate + ".tsr" }

func (c certification) certify(ctx context.Context, getenv func(string) string) (certificate.Statement, error) {
	q := certificate.Request{
		ArtefactName: filepath.Base(c.artefact), AllowNonconformant: c.allow, Bundled: bundled(c.artefact), Trust: trust(),
	}
	text, err := os.ReadFile(c.key)
	if err != nil {
		return certificate.Statement{}, fmt.Errorf("reading the key: %w", err)
	}
	key, err := certificate.ParsePrivate(text)
	if err != nil {
		return certificate.Statement{}, fmt.Errorf("%s: %w", c.key, err)
	}
	if q.Report, err = os.ReadFile(c.report); err != nil {
		return certificate.Statement{}, fmt.Errorf("reading the report: %w", err)
	}
	if c.artefact != "" {
		if q.Artefact, err = os.ReadFile(c.artefact); err != nil {
			return certificate.Statement{}, fmt.Errorf("reading the artefact: %w", err)
		}
	}
	if q.Identity, err = certificate.Identify(ctx, getenv, q.Report, key.Public()); err != nil {
		return certificate.Statement{}, err
	}
	envelope, statement, err := certificate.Certify(ctx, q, key)
	if err != nil {
		return certificate.Statement{}, err
	}
	return statement, c.write(ctx, envelope)
}

// write writes the certificate, and its timestamp before it: where there is none to be had, nothing is written.
func (c certification) write(ctx context.Context, envelope []byte) error {
	if c.authority == "" {
		// An older certificate's timestamp is of something else.
		if err := os.Remove(stampFile(c.out)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return writeWhole(c.out, envelope)
	}
	stamp, err := certificate.Stamp(ctx, c.authority, envelope)
	if err != nil {
		return err
	}
	if err := writeWhole(stampFile(c.out), stamp); err != nil {
		return err
	}
	return writeWhole(c.out, envelope)
}

func writeWhole(name string, content []byte) error {
	return formats.WriteFile(name, func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}

// trust is what this build knows of itself.
func trust() certificate.Trust { return certificate.Trust{Versions: []string{version}} }

// bundled is the digest that a run of the script driver notes of a module; empty where the artefact is none.
func bundled(artefact string) string {
	if !slices.Contains([]string{".js", ".mjs", ".cjs", ".ts", ".mts"}, filepath.Ext(artefact)) {
		return ""
	}
	bundle, err := script.Bundle(engine.Source{Path: artefact}, nil)
	if err != nil {
		return "" // then its digest as a file is all that there is to compare
	}
	return bundle.SHA256
}
