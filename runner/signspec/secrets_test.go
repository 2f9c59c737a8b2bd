package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/formats"
	"github.com/signspec/signspec/reports/run"
)

// marker begins every code of the wallets below, so that one can be found wherever it leaks.
const marker = "sEcReT9"

// leaky is a wallet that puts its codes wherever a careless one does: into its log, into error messages, into fields
// of its own, into what it throws. Every second code is too long, so that a finding is about it. No code comes twice.
const leaky = `
let wish, codes = 0, last = ''
const next = () => last = '` + marker + `' + String(Math.random()).slice(2).padStart(++codes % 2 === 0 ? 40 : 8, '0')
export const my = {
  signContract(o) {
    const { outcome, authState } = wish
    const code = next()
    console.log('signed with', code, { authCode: code, nested: [code] })
    console.error(new Error('while holding ' + code))
    setTimeout(() => {
      if (outcome === 'approve') o.success?.({ authState, authCode: code, debug: 'code=' + code, [code]: true })
      else o.fail?.({ error: '7002', errMessage: 'failed after ' + code, accessToken: code })
      o.complete?.(code)
      if (codes % 5 === 0) throw new Error('afterwards: ' + code)
    }, 1)
  },
}
export function stage(w) { wish = w; return { signStr: 's' } }
`

// TestNoReportHoldsASecret looks for the codes of a run in everything that the run wrote and printed.
func TestNoReportHoldsASecret(t *testing.T) {
	for name, module := range map[string]string{
		"wallet":        leaky,
		"stage":         leaky[:strings.Index(leaky, "export function stage")] + "export function stage(w) { wish = w; if (codes > 1) throw new Error('after ' + last); return { signStr: 's' } }",
		"endless":       strings.Replace(leaky, "setTimeout(() => {", "if (authState.length === 256) for (;;) last = code\n    setTimeout(() => {", 1),
		"json text":     strings.Replace(leaky, "o.success?.({ authState, authCode: code, debug: 'code=' + code, [code]: true })", "o.success?.(JSON.stringify({ authState, authCode: code }))", 1),
		"bare code":     strings.Replace(leaky, "o.success?.({ authState, authCode: code, debug: 'code=' + code, [code]: true })", "o.success?.(code)", 1),
		"short console": strings.Replace(leaky, "'signed with', code", "code", 1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := signspec(t, write(t, "wallet.js", module), "wallet", "-v", "--report", formats.All, "wallet.js")
			if r := written(t, e); r.ExitStatus == run.ExitConformant {
				t.Error("a leaky wallet is conformant")
			}
			for where, text := range printed(t, e) {
				if i := strings.Index(text, marker); i >= 0 {
					t.Errorf("%s holds a code: …%s…", where, text[max(0, i-80):min(len(text), i+80)])
				}
			}
		})
	}
}

// TestAdapterThatPrintsCodes shows that what an adapter process prints is passed on without its codes.
func TestAdapterThatPrintsCodes(t *testing.T) {
	t.Parallel()
	// A thrifty plan is performed in its own order, which begins with an approval.
	e := signspec(t, t.TempDir(), append([]string{"wallet", "--plan", "thrifty"}, faulty("leaks in run 1")[1:]...)...)
	written(t, e)
	if !strings.Contains(e.stderr, "adapter: authorised: ") || !strings.Contains(e.stderr, "<masked string of 32>") {
		t.Errorf("standard error is %q, want what the adapter printed, with its code masked", e.stderr)
	}
	if code := regexp.MustCompile(`[0-9a-f]{32}`).FindString(e.stderr); code != "" {
		t.Errorf("standard error holds the code %s", code)
	}
}

func TestShowSecrets(t *testing.T) {
	t.Parallel()
	e := signspec(t, write(t, "wallet.js", leaky), "wallet", "--show-secrets", "wallet.js")
	written(t, e)
	for _, file := range []string{"report.json", "junit.xml", "records.jsonl"} {
		if !strings.Contains(printed(t, e)[file], marker) {
			t.Errorf("%s holds no code although secrets are to be shown", file)
		}
	}
}

// printed is everything that a run wrote and printed, by where it stands.
func printed(t *testing.T, e finished) map[string]string {
	t.Helper()
	all := map[string]string{"standard output": e.stdout, "standard error": e.stderr}
	files, err := os.ReadDir(e.out)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(e.out, file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[file.Name()] = unzipped(t, text)
	}
	return all
}

// unzipped is what a file holds, of one that is compressed what was compressed.
func unzipped(t *testing.T, text []byte) string {
	t.Helper()
	if !bytes.HasPrefix(text, []byte{0x1f, 0x8b}) {
		return string(text)
	}
	packed, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	whole, err := io.ReadAll(packed)
	if err != nil {
		t.Fatal(err)
	}
	return string(whole)
}
