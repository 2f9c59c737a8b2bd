package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/certificate"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas/record"
)

func newKeygen(env environment) *cobra.Command {
	var kind, out string
	cmd := &cobra.Command{
		Use:   "keygen",
		Short: "Makes a key pair for certificates: a private key in PKCS#8, a public one in PKIX",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := keygen(kind, out); err != nil {
				fmt.Fprintln(env.stderr, "signspec:", check.Detail(err))
				return ended(run.ExitConfiguration)
			}
			fmt.Fprintf(
				env.stdout,
				"Private key: %s (keep it to yourself)\nPublic key:  %s\n",
				record.Visible(out),
				record.Visible(publicFile(out)),
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

// keygen writes a key pair, and never over one that is there.
func keygen(kind, out string) error {
	private, public, err := certificate.NewKey(kind)
	if err != nil {
		return err
	}
	for _, file := range []struct {
		name string
		text []byte
		mode os.FileMode
	}{{out, private, 0o600}, {publicFile(out), public, 0o644}} {
		if err := writeNew(file.name, file.text, file.mode); err != nil {
			return err
		}
	}
	return nil
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

func newCertify(env environment) *cobra.Command {
	var keyFile, artefact, out string
	var allow bool
	cmd := &cobra.Command{
		Use:   "certify REPORT",
		Short: "Writes a signed certificate of the report.json of a wallet, a server or a platform",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			statement, err := certify(cmd.Context(), env.getenv, args[0], keyFile, artefact, out, allow)
			if err != nil {
				fmt.Fprintln(env.stderr, "signspec: not certified:", check.Detail(err))
				return ended(run.ExitConfiguration)
			}
			fmt.Fprintf(env.stdout, "Certificate: %s\n\n", record.Visible(out))
			tell(env.stdout, statement)
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&keyFile, "key", "", "private key: PKCS#8 in PEM, Ed25519 or ECDSA on P-256")
	f.StringVar(&artefact, "artifact", "", "what was judged, such as app.apk (default: the digest that the report has)")
	f.StringVar(&out, "out", "certificate.json", "file of the certificate")
	f.BoolVar(&allow, "allow-nonconformant", false, "certify a verdict that is not conformant as what it is")
	cobra.CheckErr(cmd.MarkFlagRequired("key"))
	return cmd
}

func certify(
	ctx context.Context,
	getenv func(string) string,
	report, keyFile, artefact, out string,
	allow bool,
) (certificate.Statement, error) {
	q := certificate.Request{
		ArtefactName: filepath.Base(artefact), AllowNonconformant: allow, Bundled: bundled(artefact), Trust: trust(),
	}
	text, err := os.ReadFile(keyFile)
	if err != nil {
		return certificate.Statement{}, fmt.Errorf("reading the key: %w", err)
	}
	key, err := certificate.ParsePrivate(text)
	if err != nil {
		return certificate.Statement{}, fmt.Errorf("%s: %w", keyFile, err)
	}
	if q.Report, err = os.ReadFile(report); err != nil {
		return certificate.Statement{}, fmt.Errorf("reading the report: %w", err)
	}
	if artefact != "" {
		if q.Artefact, err = os.ReadFile(artefact); err != nil {
			return certificate.Statement{}, fmt.Errorf("reading the artefact: %w", err)
		}
	}
	if q.Identity, err = certificate.Identify(ctx, getenv, q.Report); err != nil {
		return certificate.Statement{}, err
	}
	envelope, statement, err := certificate.Certify(ctx, q, key)
	if err != nil {
		return certificate.Statement{}, err
	}
	return statement, formats.WriteFile(out, func(w io.Writer) error {
		_, err := w.Write(envelope)
		return err
	})
}

func newVerify(env environment) *cobra.Command {
	var keyFile, report, artefact, challenge, again string
	cmd := &cobra.Command{
		Use:   "verify CERTIFICATE",
		Short: "Verifies a certificate: signature, digests, and the verdict from the report's own records",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			statement, err := verify(cmd.Context(), args[0], keyFile, report, artefact, challenge)
			if err != nil {
				fmt.Fprintln(env.stderr, "signspec: refused:", check.Detail(err))
				return ended(run.ExitNonconformant)
			}
			if again != "" {
				if err := checkAgain(cmd.Context(), env, report, again); err != nil {
					fmt.Fprintln(env.stderr, "signspec: refused:", check.Detail(err))
					return ended(run.ExitNonconformant)
				}
			}
			fmt.Fprint(env.stdout, "The certificate is genuine.\n\n")
			tell(env.stdout, statement)
			if artefact == "" {
				fmt.Fprintln(env.stdout, "It was not compared with an artefact; --artifact FILE does that.")
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&keyFile, "key", "", "public key: PKIX in PEM")
	f.StringVar(&report, "report", "", "the report.json that was certified")
	f.StringVar(&challenge, "challenge", "", "the nonce that the run has to answer")
	f.StringVar(&again, "rerun", "", "check this module or target file again, and refuse the certificate where it does otherwise")
	f.StringVar(&artefact, "artifact", "", "what was judged, such as app.apk")
	cobra.CheckErr(cmd.MarkFlagRequired("key"))
	cobra.CheckErr(cmd.MarkFlagRequired("report"))
	return cmd
}

func verify(ctx context.Context, file, keyFile, report, artefact, challenge string) (certificate.Statement, error) {
	e := certificate.Evidence{Bundled: bundled(artefact), Trust: trust()}
	e.Challenge = challenge
	read := map[string]*[]byte{file: &e.Certificate, report: &e.Report}
	if artefact != "" {
		read[artefact] = &e.Artefact
	}
	for name, into := range read {
		data, err := os.ReadFile(name)
		if err != nil {
			return certificate.Statement{}, err
		}
		*into = data
	}
	text, err := os.ReadFile(keyFile)
	if err != nil {
		return certificate.Statement{}, err
	}
	key, err := certificate.ParsePublic(text)
	if err != nil {
		return certificate.Statement{}, fmt.Errorf("%s: %w", keyFile, err)
	}
	return certificate.Verify(ctx, e, key)
}

// trust is what this build knows of itself.
func trust() certificate.Trust { return certificate.Trust{Versions: []string{version}} }

// bundled is the digest that a run of the script driver notes of a module; empty where the artefact is none.
func bundled(artefact string) string {
	if !slices.Contains([]string{".js", ".mjs", ".cjs", ".ts", ".mts"}, filepath.Ext(artefact)) {
		return ""
	}
	bundle, err := engine.NewBundle(engine.Source{Path: artefact})
	if err != nil {
		return "" // then its digest as a file is all that there is to compare
	}
	return bundle.SHA256
}
