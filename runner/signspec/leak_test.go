package main

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/formats"

	"github.com/signspec/signspec/reports/run"
)

// leakHelpers are what the wallets and programs below write a code with.
const leakHelpers = `
const reversed = (s) => [...s].reverse().join('')
const halves = (s) => [s.slice(0, s.length / 2), s.slice(s.length / 2)]
const hex = (s) => [...s].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('')
const percent = (s) => [...s].map((c) => '%' + c.charCodeAt(0).toString(16)).join('')
const escaped = (s) => [...s].map((c) => '\\u00' + c.charCodeAt(0).toString(16)).join('')
const base64 = (s) => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const bits = [...s].map((c) => c.charCodeAt(0).toString(2).padStart(8, '0')).join('')
  return bits.match(/.{1,6}/g).map((b) => letters[parseInt(b.padEnd(6, '0'), 2)]).join('')
}
const forms = (s) => [reversed(s), s.toUpperCase(), s.toLowerCase(), ...halves(s), hex(s), percent(s), escaped(s), base64(s),
  base64('{"a":"' + s + '"}'), base64(reversed(s)), 'x' + base64(s), [...s].join(' '), [...s].join('-'), [...s].join('","'), s.slice(3, 12)]
`

// leakyWallet makes a wallet that does something with each code; afterwards it hands the code over as documented, but
// where it says how it ends itself.
func leakyWallet(leak, ends, more string) string {
	if ends == "" {
		ends = `const payload = outcome === 'approve' ? { authState, authCode: code } : { error: CODES_OF[outcome], errMessage: outcome }
      outcome === 'approve' ? o.success?.(payload) : o.fail?.(payload)
      o.complete?.(payload)`
	}
	list, _ := json.Marshal(leakedCodes())
	return leakHelpers + `
const CODES = ` + string(list) + `
const CODES_OF = { cancel: '6001', network: '6002', unknown: '7001', fail: '7002' }
let wish, n = 0, code = ''
` + more + `
export const my = {
  signContract(o) {
    const { outcome, authState } = wish
    code = CODES[n++ % CODES.length]
    setTimeout(() => {
      ` + ends + `
    }, 5)
    ` + leak + `
  },
}
export function stage(w) { wish = w; return { signStr: 's' } }
`
}

// leakedCodes are the codes of these wallets.
func leakedCodes() []string {
	r := rand.New(rand.NewPCG(7, 7))
	codes := make([]string, 12)
	for i := range codes {
		for len(codes[i]) < 32 {
			codes[i] += strconv.FormatUint(r.Uint64(), 36)
		}
		codes[i] = "Q" + codes[i][:15] + "W" + strings.ToUpper(codes[i][15:30])
	}
	return codes
}

// TestNoWalletLeaksACode has wallets try to get their codes into a report, each in other ways.
func TestNoWalletLeaksACode(t *testing.T) {
	named := `export const wallet = { name: 'Acme ' + CODES[0], version: '5.' + reversed(CODES[1]) }`
	for name, module := range map[string]string{
		"log":              leakyWallet(`for (const f of forms(code)) console.log(f, { [f]: f })`, "", named),
		"log by character": leakyWallet(`for (const c of code) console.log(c); console.log([...code], { ...code })`, "", ""),
		"log by pieces":    leakyWallet(`for (let i = 0; i < 32; i += 5) console.log(code.slice(i, i + 5))`, "", ""),
		"fields": leakyWallet("", `const more = { debug: forms(code), letters: [...code], spread: { ...code },
        [code]: 1, [reversed(code)]: 1, [code.slice(4, 14)]: 1 }
      o.success?.({ authState, authCode: code, ...more })
      o.complete?.({ authState, authCode: code, ...more })`, ""),
		"failure": leakyWallet("", `o.success?.({ authState, authCode: code })
      o.fail?.({ error: '7002', errMessage: forms(code).join(', '), [reversed(code)]: [...code] })`, ""),
		"array": leakyWallet(`console.log('so', code, reversed(code))`,
			`o.success?.([authState, code]); o.complete?.([authState, code])`, ""),
		"bare":      leakyWallet(`console.log('so', code)`, `o.success?.(code); o.complete?.(code)`, ""),
		"JSON text": leakyWallet(`console.log('so', code)`, `o.success?.(JSON.stringify({ authState, authCode: code }))`, ""),
		"JSON in base64": leakyWallet(`console.log('so', code)`,
			`o.success?.(base64(JSON.stringify({ authState, authCode: code })))`, ""),
		"nested":     leakyWallet(`console.log('so', code)`, `o.success?.({ data: { result: { state: authState, ticket: code } } })`, ""),
		"characters": leakyWallet(`console.log('so', code)`, `o.success?.([...code]); o.complete?.({ ...code })`, ""),
		"opened": leakyWallet("", "", `export function opened() {
  return ['https://wallet.example/?c=' + code + '&r=' + reversed(code), ...forms(code), 'https://wallet.example/' + code]
}`),
		"opened only": leakyWallet("", `o.success?.({ authState })`,
			`export function opened() { return ['https://wallet.example/' + code, code] }`),
		"changed":      leakyWallet(`o.ticket = code; o[code] = 1; o.forms = forms(code); o.letters = [...code]`, "", ""),
		"changed only": leakyWallet(`o.ticket = code; o.text = 'it is ' + code`, `o.success?.({ authState })`, ""),
		"uncaught": leakyWallet(`setTimeout(() => { throw new Error(forms(code).join(' ')) }, 1);
      Promise.reject(new Error('holding ' + code))`, "", ""),
		"uncaught only": leakyWallet(`setTimeout(() => { throw new Error('holding ' + code) }, 1)`, `o.success?.({ authState })`, ""),
		"thrown": leakyWallet(`throw Object.assign(new Error('holding ' + code + ' ' + reversed(code)),
      { code, [code]: [...code] })`, "", ""),
		"promise": leakyWallet(`return Promise.resolve({ authState, authCode: code, back: reversed(code), all: forms(code) })`, "", ""),
		"stage": strings.Replace(leakyWallet("", "", ""), "wish = w;",
			"wish = w; if (n > 1) throw new Error('after ' + code + ' ' + reversed(code));", 1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := signspec(t, write(t, "wallet.js", module), "wallet", "-v", "--plan", "thrifty", "--report", formats.All,
				"--events", filepath.Join(defaultOut, "told.ndjson"), "wallet.js")
			if r := written(t, e); len(r.Records) == 0 {
				t.Fatalf("nothing was recorded: %s%s", e.stdout, e.stderr)
			}
			wantNoLeak(t, e, leakedCodes())
		})
	}
}

// leakyPrograms are what a mini program does with the code that it gets: r is the result, and code its code.
var leakyPrograms = map[string]string{
	"log":           `for (const f of forms(code)) console.log(f, { [f]: f }); console.log([...code], { ...code })`,
	"log in pieces": `for (const c of code) console.log(c); for (let i = 0; i < 32; i += 5) console.warn(code.slice(i, i + 5))`,
	"storage": `forms(code).forEach((f, i) => my.setStorageSync({ key: 'k' + i, data: f }));
      halves(code).forEach((h, i) => my.setStorageSync({ key: h, data: i }));
      for (let i = 0; i < 32; i++) my.setStorageSync({ key: 'c' + i, data: code[i] });
      my.setStorageSync({ key: 'a', data: { letters: [...code], spread: { ...code }, [code]: 1, [reversed(code)]: 1 } })`,
	"requests": `for (const f of forms(code)) my.request({ url: 'https://shop.example/api/prepare?x=' + f, method: 'POST',
      data: { f, [f]: 1, t: [...f] } })`,
	"page": `this.setData({ all: forms(code), letters: [...code], [reversed(code)]: 1, spread: { ...code } });
      my.alert({ content: reversed(code) }); my.showToast({ content: code.toUpperCase() }); for (const c of code) my.alert({ content: c })`,
	"elsewhere": `my.setClipboard({ text: reversed(code) }); my.navigateTo({ url: '/pages/pay?x=' + halves(code)[1] });
      my.setNavigationBar({ title: halves(code)[0] })`,
	"errors":     `setTimeout(() => { throw new Error(forms(code).join(' ')) }, 1); Promise.reject(new Error('holding ' + reversed(code)))`,
	"next call":  `my.signContract({ signStr: url, [halves(code)[0]]: 1, note: reversed(code), letters: [...code] })`,
	"everything": `console.log(JSON.stringify(r), encodeURIComponent(JSON.stringify(r)), base64(JSON.stringify(r)))`,
}

// toldEnciphered is what the programs below print of the code so that this test learns it: enciphered, as no masker can know.
const toldEnciphered = `console.log('told ' + [...code].map((c) => c.charCodeAt(0) * 3 + 1001).join(' told '))`

// TestNoProgramLeaksACode has mini programs try to get the code into a report.
func TestNoProgramLeaksACode(t *testing.T) {
	for name, leak := range leakyPrograms {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			script := leakHelpers + `
Page({
  onSign() {
    my.request({ url: 'https://shop.example/api/prepare', method: 'POST', success: (answer) => {
      const url = answer.data.authUrl
      my.signContract({ signStr: url, success: (r) => {
      const code = r && r.authCode
      if (typeof code !== 'string' || code.length < 24) return
      ` + toldEnciphered + `
      ` + leak + `
    } }) } })
  },
})`
			dir := t.TempDir()
			for file, text := range program(script, nil) {
				path := filepath.Join(dir, filepath.FromSlash(file))
				if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			e := signspec(t, dir, "merchant", "-v", "--report", formats.All, "--events", filepath.Join(defaultOut, "told.ndjson"))
			r := written(t, e)
			code := enciphered(r)
			if len(code) < 24 {
				t.Fatalf("the program told the code %q: %s%s", code, tail(e.stdout), e.stderr)
			}
			wantNoLeak(t, e, []string{code})
		})
	}
}

// enciphered reads the code that a program has told.
func enciphered(r run.Run) string {
	data, _ := json.Marshal(r.Records)
	line := regexp.MustCompile(`(?:told \d+ ?)+`).FindString(string(data))
	code := ""
	for _, number := range regexp.MustCompile(`\d+`).FindAllString(line, -1) {
		n, _ := strconv.Atoi(number)
		code += string(rune((n - 1001) / 3))
	}
	return code
}

// TestALeakIsFound shows that the tests above can fail.
func TestALeakIsFound(t *testing.T) {
	t.Parallel()
	module := leakyWallet(`console.log(reversed(code))`, `o.success?.({ authState })`, "")
	e := signspec(t, write(t, "wallet.js", module), "wallet", "--show-secrets", "--rules", "settles",
		"--report", formats.All, "wallet.js")
	if leaks := leaksOf(t, e, leakedCodes()); !strings.Contains(strings.Join(leaks, "\n"), "records.jsonl") {
		t.Errorf("of a run whose secrets are shown it finds %q", leaks)
	}
}

func wantNoLeak(t *testing.T, e finished, codes []string) {
	t.Helper()
	for _, leak := range leaksOf(t, e, codes) {
		t.Error(leak)
	}
}

// leaksOf looks for codes in everything that a run wrote and printed.
func leaksOf(t *testing.T, e finished, codes []string) (leaks []string) {
	t.Helper()
	signs := map[string]bool{}
	encoded := map[int]map[string]bool{} // by length
	for _, code := range codes {
		folded := strings.ToLower(code)
		for i := range len(folded) - 7 {
			signs[folded[i:i+8]], signs[turnedRound(folded[i:i+8])] = true, true
			for _, piece := range []string{code[i : i+8], turnedRound(code[i : i+8])} {
				for _, form := range []string{
					hex.EncodeToString([]byte(piece)), inBase64(piece, 0), inBase64(piece, 1), inBase64(piece, 2),
					eachAs(piece, "%%%02x"), eachAs(piece, `\u00%02x`), eachAs(piece, `\\u00%02x`),
				} {
					if encoded[len(form)] == nil {
						encoded[len(form)] = map[string]bool{}
					}
					encoded[len(form)][strings.ToLower(form)] = true
				}
			}
		}
	}
	for where, text := range printed(t, e) {
		text = strings.ToLower(text)
		var tight []byte
		for _, c := range []byte(text) {
			if 'a' <= c && c <= 'z' || '0' <= c && c <= '9' {
				tight = append(tight, c)
			}
		}
		leaks = append(leaks, firstOf(where, string(tight), 8, signs)...)
		for length, forms := range encoded {
			leaks = append(leaks, firstOf(where, text, length, forms)...)
		}
	}
	return leaks
}

// firstOf looks for the first of texts of one length in another one.
func firstOf(where, text string, length int, forms map[string]bool) []string {
	for i := 0; i+length <= len(text); i++ {
		if forms[text[i:i+length]] {
			return []string{fmt.Sprintf("%s gives a code away: …%s>>>%s…", where, text[max(0, i-80):i], text[i:min(len(text), i+100)])}
		}
	}
	return nil
}

func turnedRound(s string) string {
	turned := ""
	for _, c := range s {
		turned = string(c) + turned
	}
	return turned
}

// inBase64 is what base64 has of a text for sure, where it begins that many bytes into a group of three.
func inBase64(s string, at int) string {
	text := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("?", at) + s))
	return text[(at*8+5)/6 : (at+len(s))*8/6]
}

func eachAs(s, format string) string {
	text := ""
	for _, c := range []byte(s) {
		text += fmt.Sprintf(format, c)
	}
	return text
}
