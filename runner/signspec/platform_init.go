package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"al.essio.dev/pkg/shellescape"
	"github.com/spf13/cobra"

	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/check"
	"github.com/signspec/signspec/schemas"
)

// platformFile is the target file of an open platform that is taken where the command line names none.
const platformFile = "platform.yaml"

// drafting are the flags of "signspec platform init".
type drafting struct {
	base, start, portal string
	force               bool
}

func newPlatformInit(env environment) *cobra.Command {
	var d drafting
	cmd := &cobra.Command{
		Use:   "init [platform.yaml]",
		Short: "Writes the file that checks the platform, with what is to be filled in",
		Long: `Writes a file for "signspec platform" with everything that is known of the edition.
Which clients the platform knows, and how a user of its sandbox approves, nobody can
know from outside: those lines are examples, and say so.`,
		Example: `  signspec platform init --base https://sandbox.wallet.example
  signspec platform init --base http://127.0.0.1:{{port}} --start "npm start"`,
		Args: asUsed,
		RunE: func(_ *cobra.Command, args []string) error {
			file := cmp.Or(strings.Join(args, ""), platformFile)
			if err := d.write(file); err != nil {
				fmt.Fprintln(env.stderr, "signspec: nothing was written:", check.Detail(err))
				return ended(run.ExitConfiguration)
			}
			fmt.Fprintln(env.stdout, "Wrote "+filepath.ToSlash(file)+". Fill in what it says is an example, and run: "+
				shellescape.QuoteCommand([]string{"signspec", "platform", filepath.ToSlash(file)}))
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&d.base, "base", "",
		"the address of the platform, such as https://sandbox.wallet.example; with --start, {{port}} is a free port")
	f.StringVar(&d.start, "start", "", "the command that starts it, with its clients and keys in its environment")
	f.StringVar(&d.portal, "portal", schemas.DefaultPortal, "the edition: "+strings.Join(schemas.PortalNames(), ", "))
	f.BoolVar(&d.force, "force", false, "overwrite a file that is there")
	need(cmd, "base")
	return cmd
}

// write writes the file, or says why it cannot be.
func (d drafting) write(file string) error {
	if _, err := os.Stat(file); err == nil && !d.force {
		return fmt.Errorf("%s is there already; --force overwrites it", filepath.ToSlash(file))
	}
	portal, err := schemas.LoadPortal(d.portal)
	if err != nil {
		return err
	}
	address, err := url.Parse(strings.ReplaceAll(d.base, "{{port}}", "1"))
	if err != nil || address.Host == "" || address.Scheme != "http" && address.Scheme != "https" {
		return fmt.Errorf("--base takes the address of the platform, such as https://sandbox.wallet.example, not %q", d.base)
	}
	if strings.Contains(d.base, "{{") && d.start == "" {
		return fmt.Errorf("{{port}} goes with --start: a platform that is not started here has its port")
	}
	return formats.WriteFile(file, func(to io.Writer) error {
		_, err := io.WriteString(to, d.content(portal, address.Hostname()))
		return err
	})
}

// content is the text of the file.
func (d drafting) content(portal *schemas.Portal, host string) string {
	quoted := func(text string) string { // as JSON has it, which is YAML
		data, _ := json.Marshal(text) // a string always can be
		return string(data)
	}
	var b strings.Builder
	b.WriteString("# \"signspec schema platform\" prints every key of this file.\n")
	fmt.Fprintf(&b, "name: %s\nportal: %s\n", quoted(host), portal.Name)
	if d.start != "" {
		fmt.Fprintf(&b, "platform:\n  base: %s\n  start: %s\n", quoted(d.base), quoted(d.start))
		b.WriteString("  # It gets SIGNSPEC_CLIENT_1, SIGNSPEC_CLIENT_KEY_1, SIGNSPEC_NOTIFY_1, the same with _2, and\n" +
			"  # SIGNSPEC_PLATFORM_PRIVATE_KEY; env: { MY_NAME: \"{{client1}}\" } says the same by names of your own.\n")
	} else {
		fmt.Fprintf(&b, "platform: { base: %s }\n", quoted(d.base))
		b.WriteString("# The merchants that are played: the id that the platform knows, the merchant's private key, the platform's public\n" +
			"# key. These are examples. A second client lets the rules about other merchants be judged.\nclients:\n")
		for i := range 2 {
			fmt.Fprintf(&b, "  - { id: SANDBOX_000000000000000%d, key: merchant%d.pem, platformKey: platform.pem }\n", i+1, i+1)
		}
	}
	b.WriteString("# How a user of the sandbox approves or cancels, and where the answer has the code: an example.\nauthorise:\n" +
		"  request: POST /sandbox/authorise\n  json: { url: \"{{signStr}}\", outcome: \"{{outcome}}\" } # outcome is approve or cancel\n" +
		"  code: $.authCode\n")
	if portal.State != nil {
		b.WriteString("  state: $.authState\n")
	}
	if portal.Notifies {
		b.WriteString("# Where notifications are listened for, and for how long: 3m shows that they come again, 15m that they stop.\n" +
			"notify: { listen: 0.0.0.0:9100, wait: 15m }\n")
	}
	return b.String()
}
