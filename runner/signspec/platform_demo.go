package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
)

// demoPlatform is a staged platform to develop against.
type demoPlatform struct {
	asked                bool
	portal, listen, keys string
	https                bool
}

func (d *demoPlatform) declare(f *pflag.FlagSet) {
	f.BoolVar(&d.asked, "demo", false, "stage a platform, to develop a merchant's server against")
	f.StringVar(&d.portal, "portal", schemas.DefaultPortal, "with --demo: "+strings.Join(schemas.PortalNames(), ", "))
	f.StringVar(&d.listen, "listen", "127.0.0.1:8743", "with --demo: where to listen")
	f.StringVar(&d.keys, "keys", "signspec-keys", "with --demo: folder of the keys, which are made where it has none")
	f.BoolVar(&d.https, "https", false, "with --demo: speak HTTPS, with a certificate of the CA beside the keys")
}

// serve stages the platform until the context ends, as it does with Ctrl-C, and returns the exit status.
func (d *demoPlatform) serve(ctx context.Context, env environment) int {
	p, files, err := d.open(func(r platform.Request) {
		fmt.Fprintf(
			env.stdout,
			"%s %s  %s\n  %s\n  answered %d %s\n",
			r.Method,
			record.Visible(r.Path),
			r.Verdict,
			record.Visible(string(r.Body)),
			r.Status,
			record.Visible(string(r.Answer)),
		)
	})
	if err != nil {
		fmt.Fprintln(env.stderr, "signspec:", check.Detail(err))
		return run.ExitConfiguration
	}
	defer p.Close()
	fmt.Fprintf(env.stdout, `platform      %s
client id     %s
first call    %s%s
merchant key  %s (PKCS #8), %s (one line)
              %s (PKCS #1), %s (one line)
platform key  %s, %s (one line)
CA            %s

Every code is good. Stop it with Ctrl-C.
`, p.URL(), p.ClientID, p.URL(), p.Portal.Path(schemas.ConsultOperation), files.MerchantPKCS8, files.MerchantPKCS8Line,
		files.MerchantPKCS1, files.MerchantPKCS1Line, files.PlatformPEM, files.PlatformLine, files.CA)
	<-ctx.Done()
	return run.ExitConformant
}

func (d *demoPlatform) open(seen func(platform.Request)) (*platform.Platform, platform.Files, error) {
	portal, err := schemas.LoadPortal(d.portal)
	if err != nil {
		return nil, platform.Files{}, err
	}
	keys, err := platform.KeptKeys(d.keys)
	if err != nil {
		return nil, platform.Files{}, err
	}
	certificates, err := platform.NewCertificates("127.0.0.1", "localhost", "::1")
	if err != nil {
		return nil, platform.Files{}, err
	}
	files, err := keys.Write(d.keys, certificates.CA)
	if err != nil {
		return nil, files, err
	}
	o := platform.Options{Portal: portal, Keys: keys, ClientID: "SANDBOX_5Y00000000000001", Address: d.listen, Seen: seen}
	if d.https {
		o.Certificates = certificates
	}
	p, err := platform.Listen(o)
	return p, files, err
}
