package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/certificate"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas/config"
)

// verification is what the command verify was told.
type verification struct {
	certificate, key, report, artefact, challenge string
	authorities                                   string // file of the roots of timestamp authorities, or ""
	issuer, issuerKeys, job                       string // whose token of a CI system is asked for, or ""
}

func newVerify(env environment) *cobra.Command {
	var v verification
	var again string
	cmd := &cobra.Command{
		Use:   "verify CERTIFICATE",
		Short: "Verifies a certificate: signature, digests, and the verdict from the report's own records",
		Args:  asUsed,
		RunE: func(cmd *cobra.Command, args []string) error {
			v.certificate = args[0]
			verified, err := v.verify(cmd.Context())
			if err == nil && again != "" {
				err = checkAgain(cmd.Context(), env, v.report, again)
			}
			if mistaken := (*config.Error)(nil); errors.As(err, &mistaken) {
				fmt.Fprintln(env.stderr, "signspec:", check.Detail(err))
				return ended(run.ExitConfiguration)
			}
			if err != nil {
				fmt.Fprintln(env.stderr, "signspec: refused:", check.Detail(err))
				return ended(run.ExitNonconformant)
			}
			fmt.Fprint(env.stdout, "The certificate is genuine.\n\n")
			tell(env.stdout, verified)
			for _, line := range v.left() {
				fmt.Fprintln(env.stdout, line)
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&v.key, "key", "", "public key: PKIX in PEM")
	f.StringVar(&v.report, "report", "", "the report.json that was certified")
	f.StringVar(&v.challenge, "challenge", "", "the nonce that the run has to answer")
	f.StringVar(&again, "rerun", "", "check this module or target file again, and refuse the certificate where it does otherwise")
	f.StringVar(&v.artefact, "artifact", "", "what was judged, such as app.apk")
	f.StringVar(&v.authorities, "tsa-root", "",
		"certificates, in PEM, of timestamp authorities that are believed: CERTIFICATE.tsr has to be of one")
	f.StringVar(&v.issuer, "ci-issuer", "", "URL of the CI system whose token the certificate has to hold, "+
		"such as https://token.actions.githubusercontent.com")
	f.StringVar(&v.issuerKeys, "ci-keys", "", "public keys of that system, a JWK Set (default: it is asked for them)")
	f.StringVar(&v.job, "ci-job", "", "the subject that its token has to have, such as repo:acme/wallet:ref:refs/heads/main")
	need(cmd, "key", "report")
	return cmd
}

// verify verifies the certificate. The error is a *config.Error where the command line is mistaken, and nothing is said of the
// certificate.
func (v verification) verify(ctx context.Context) (certificate.Verified, error) {
	e := certificate.Evidence{Bundled: bundled(v.artefact), Trust: trust()}
	e.Challenge = v.challenge
	if v.issuer != "" {
		e.Issuer = &certificate.Issuer{URL: v.issuer, Subject: v.job}
	} else if v.issuerKeys != "" || v.job != "" {
		return certificate.Verified{}, &config.Error{Message: "--ci-keys and --ci-job are about a token of the system that --ci-issuer names"}
	}
	var key, roots []byte
	type file struct {
		name string
		into *[]byte
	}
	read := []file{{v.certificate, &e.Certificate}, {v.report, &e.Report}, {v.key, &key}}
	if v.artefact != "" {
		read = append(read, file{v.artefact, &e.Artefact})
	}
	if v.authorities != "" {
		read = append(read, file{v.authorities, &roots})
	}
	if v.issuerKeys != "" {
		read = append(read, file{v.issuerKeys, &e.Issuer.Keys})
	}
	for _, f := range read {
		data, err := os.ReadFile(f.name)
		if err != nil {
			return certificate.Verified{}, &config.Error{Message: err.Error()}
		}
		*f.into = data
	}
	public, err := certificate.ParsePublic(key)
	if err != nil {
		return certificate.Verified{}, &config.Error{File: v.key, Message: err.Error()}
	}
	if v.authorities != "" {
		if e.Authorities, err = certificate.ParseRoots(roots); err != nil {
			return certificate.Verified{}, &config.Error{File: v.authorities, Message: err.Error()}
		}
		if e.Timestamp, err = os.ReadFile(stampFile(v.certificate)); err != nil {
			return certificate.Verified{}, err // a certificate without the timestamp that is asked for
		}
	}
	return certificate.Verify(ctx, e, public)
}

// left says what could have been verified, and was not.
func (v verification) left() (lines []string) {
	if v.artefact == "" {
		lines = append(lines, "It was not compared with an artefact; --artifact FILE does that.")
	}
	if _, err := os.Stat(stampFile(v.certificate)); err == nil && v.authorities == "" {
		lines = append(lines, "The timestamp beside it was not verified; --tsa-root FILE does that.")
	}
	return lines
}
