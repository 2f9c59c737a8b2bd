package recorder_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/signspec/signspec/runner/audit"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/production"
)

// host is a container with a wallet that answers as it is told, a network that may be away and a storage.
const host = `
import record from './recorder.js'
const say = (what, text) => console.log(what + ' ' + text)
let online = true
const storage = {}
const answers = {
  approve: { authState: 'state-of-the-merchant', authCode: '0123456789abcdefCODE0123456789ab' },
  cancel: { error: '6001', errMessage: 'Ada Lovelace cancelled 281012345' },
}
const container = (outcome) => ({
  getSystemInfoSync: () => ({ app: 'Acme', version: '5.2.0', platform: 'iOS' }),
  signContract(options) {
    setTimeout(() => {
      const payload = answers[outcome]
      const first = payload.error ? options.fail : options.success
      try { first && first(payload) } finally { options.complete && options.complete(payload) }
    }, 400)
  },
  request(o) {
    if (!online) return o.fail({ error: 12 })
    for (const line of o.data.trim().split('\n')) say('SENT', line)
    setTimeout(() => o.success({ status: 200 }), 10)
  },
  setStorage: ({ key, data }) => { storage[key] = data },
  getStorage: ({ key, success }) => success({ data: storage[key] }),
})
const url = 'https://merchant.example/calls'
const signStr = 'https://wallet.example/sign?secret=of-the-user'
`

// performed runs a script behind the host until nothing is left to run, and returns what was printed, and let go.
func performed(t *testing.T, script string) []string {
	t.Helper()
	var lines []string
	vm := engine.New(engine.Options{
		Start:   time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC),
		NoEval:  true,
		Console: func(_, text string) { lines = append(lines, text) },
		Uncaught: func(u engine.Uncaught) {
			lines = append(lines, "UNCAUGHT "+u.Thrown.Error())
		},
	})
	bundle, err := engine.NewBundle(engine.Source{Path: "test.js", Text: host + script})
	if err != nil {
		t.Fatal(err)
	}
	program, err := bundle.Compile()
	if err == nil {
		_, err = vm.Load(program)
	}
	if err == nil {
		_, err = vm.RunUntil(24*time.Hour, func() bool { return false })
	}
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// sent are the lines that were sent.
func sent(lines []string) []string {
	var found []string
	for _, line := range lines {
		if text, ok := strings.CutPrefix(line, "SENT "); ok {
			found = append(found, text)
		}
	}
	return found
}

// What is sent is a production record that the audit judges, and holds no secret, nor any words of the wallet.
func TestWhatIsSent(t *testing.T) {
	lines := performed(t, `
for (const outcome of ['approve', 'cancel']) {
  const my = container(outcome)
  record({ my, url, profile: 'documented' })
  my.signContract({ signStr, user: 'Ada', success() {}, fail() {}, complete() {} })
}`)
	found := sent(lines)
	if len(found) != 2 {
		t.Fatalf("%d records were sent: %q", len(found), lines)
	}
	judges := audit.NewJudges(schemas.Documented())
	w := audit.NewWorker(judges)
	for i, text := range found {
		for _, secret := range []string{"CODE", "state-of", "secret=", "Ada", "28101", "cancelled"} {
			if strings.Contains(text, secret) {
				t.Errorf("%q was sent: %s", secret, text)
			}
		}
		call, err := production.Parse([]byte(text))
		if err != nil {
			t.Fatalf("%v:\n%s", err, text)
		}
		var document any
		if err := json.Unmarshal([]byte(text), &document); err != nil {
			t.Fatal(err)
		}
		if problems := schemas.Validate(schemas.ProductionSchema, document); len(problems) > 0 {
			t.Errorf("%v:\n%s", problems, text)
		}
		want := production.Where{Time: "2026-11-03T12:00:00.000Z", Wallet: "Acme", Version: "5.2.0", Platform: "iOS", Profile: "documented"}
		if call.Where != want {
			t.Errorf("seen at %+v", call.Where)
		}
		w.Line("sent", int64(i), []byte(text))
	}
	for _, g := range w.Tally().Groups {
		if g.Calls != 2 || g.Broken != 0 {
			t.Errorf("%d calls, %d broken", g.Calls, g.Broken)
		}
	}
	const answer = `{"authState":{"$masked":{"length":21,"hmac":"2"}},"authCode":{"$masked":{"length":32,"hmac":"3"}}}`
	const first = `{"production":1,"id":"ID-1","time":"2026-11-03T12:00:00.000Z","wallet":"Acme","version":"5.2.0","platform":"iOS",` +
		`"profile":"documented","api":"my.signContract","args":{"signStr":{"$masked":{"length":46,"hmac":"1"}}},` +
		`"callbacks":["success","fail","complete"],"events":[{"at":0,"type":"return","args":[{"$type":"undefined"}]},` +
		`{"at":400,"type":"success","args":[` + answer + `]},{"at":400,"type":"complete","args":[` + answer + `]}],` +
		`"end":"settled"}`
	if got := numbered(found[0]); got != first {
		t.Errorf("sent\n%s\nwant\n%s", got, first)
	}
}

// numbered puts numbers in the place of digests, the same for the same, and ID in that of what is drawn.
func numbered(line string) string {
	known := map[string]string{}
	line = regexp.MustCompile(`[0-9a-f]{64}`).ReplaceAllStringFunc(line, func(digest string) string {
		if known[digest] == "" {
			known[digest] = strconv.Itoa(len(known) + 1)
		}
		return known[digest]
	})
	return regexp.MustCompile(`"id":"[0-9a-f]{8}`).ReplaceAllString(line, `"id":"ID`)
}

// Without a network nothing is lost that the storage can hold: what was not sent goes with the next start.
func TestWithoutANetwork(t *testing.T) {
	lines := performed(t, `
online = false
const my = container('approve')
record({ my, url })
my.signContract({ signStr, success() {}, complete() {} })
setTimeout(() => { // the mini program was closed, and is started again
  online = true
  const again = container('cancel')
  record({ my: again, url })
  again.signContract({ signStr, fail() {}, complete() {} })
}, 200000)`)
	found := sent(lines)
	if len(found) != 2 || !strings.Contains(found[0], `"success"`) || !strings.Contains(found[1], `"6001"`) {
		t.Errorf("sent: %q", found)
	}
}

// Nothing of the recorder's own reaches the mini program: no container, no storage and no network that throws.
func TestWhatThrows(t *testing.T) {
	for name, c := range map[string]struct{ script, want string }{
		"a container that throws": {`
const my = container('approve')
for (const name of ['getSystemInfoSync', 'request', 'setStorage', 'getStorage']) my[name] = () => { throw new Error(name) }
record({ my, url })
my.signContract({ signStr, success: () => say('GOT', 'success'), complete: () => say('GOT', 'complete') })`, "GOT success|GOT complete"},
		"a callback that throws": {`
const my = container('approve')
record({ my, url })
my.signContract({ signStr, success() { throw new Error('mine') }, complete: () => say('GOT', 'complete') })`,
			"GOT complete|UNCAUGHT Error: mine, at test.js:32:46"},
		"a wallet that throws": {`
const my = container('approve')
my.signContract = () => { throw new TypeError('theirs') }
record({ my, url, wait: 1e9 })
try { my.signContract({ signStr, success() {} }) } catch (e) { say('CAUGHT', e.message) }`, "CAUGHT theirs"},
		"more arguments, with options that are passed on as a copy": {`
const my = container('approve')
my.signContract = (...all) => { say('IS', [all.length, all[1], all[0].signStr === signStr]) }
record({ my, url, wait: 1e9 })
my.signContract({ signStr }, 5)`, "IS 2,5,true"},
		"options and arguments as they were": {`
const my = container('approve')
my.signContract = function (...all) { say('IS', [this === my, all.length, all[0] === frozen, all[1]]); return 7 }
const frozen = Object.freeze({ signStr })
record({ my, url })
say('RETURNED', my.signContract(frozen, 5))`, "IS true,2,true,5|RETURNED 7"},
	} {
		var said []string
		for _, line := range performed(t, c.script) {
			if !strings.HasPrefix(line, "SENT ") {
				said = append(said, line)
			}
		}
		if got := strings.Join(said, "|"); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// A sample of 0 sees nothing, and one of the calls of another name is left alone.
func TestWhatIsNotSeen(t *testing.T) {
	lines := performed(t, `
const my = container('approve')
my.call = (name, options) => my.signContract(options)
record({ my, url, call: true, sample: 0 })
my.call('signContract', { signStr, success() {} })
const other = container('approve')
other.call = (name, options) => { say('CALLED', name) }
record({ my: other, url, call: true })
other.call('chooseImage', {})`)
	if got := strings.Join(lines, "|"); got != "CALLED chooseImage" {
		t.Errorf("%s", got)
	}
}

func TestTheDigestIsHMAC(t *testing.T) {
	key := strings.Repeat("0123456789abcdef", 4)
	for _, text := range []string{"", "abc", strings.Repeat("x", 1200), "é😀状态"} {
		lines := performed(t, `
import digestOf from './digest.js'
say('IS', digestOf(`+strconv.Quote(key)+`, `+strconv.Quote(text)+`))`)
		mac := hmac.New(sha256.New, []byte(key))
		for _, unit := range utf16.Encode([]rune(text)) {
			mac.Write([]byte{byte(unit >> 8), byte(unit)})
		}
		if want := "IS " + hex.EncodeToString(mac.Sum(nil)); len(lines) != 1 || lines[0] != want {
			t.Errorf("of %.20q: %q, want %s", text, lines, want)
		}
	}
}

// mostBytes of the recorder, minified: what a mini program of 2 MB can spare.
const mostBytes = 5300

// The recorder is ES5, and small.
func TestES5(t *testing.T) {
	built := api.Build(api.BuildOptions{
		EntryPoints: []string{"recorder.js"}, Bundle: true, Target: api.ES5, Format: api.FormatCommonJS,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
	})
	if len(built.Errors) > 0 {
		t.Fatalf("%+v", built.Errors)
	}
	size := len(built.OutputFiles[0].Contents)
	t.Logf("%d bytes minified", size)
	if size > mostBytes {
		t.Errorf("%d bytes minified, at most %d are allowed", size, mostBytes)
	}
	for _, file := range []string{"recorder.js", "digest.js"} {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if newer := regexp.MustCompile("=>|\\b(let|const|class|async|await)\\b|`").Find(withoutComments(source)); newer != nil {
			t.Errorf("%s has %q, which is newer than ES5", file, newer)
		}
	}
}

func withoutComments(source []byte) []byte {
	return regexp.MustCompile(`(?m)//.*$|/\*.*?\*/`).ReplaceAll(source, nil)
}

// BenchmarkCall is what a call costs through the recorder beside what it costs without, in Node where it is there.
func BenchmarkCall(b *testing.B) {
	if _, err := exec.LookPath("node"); err != nil {
		b.Skip("there is no node: apt-get install nodejs")
	}
	cmd := exec.Command("node", "bench.js", strconv.Itoa(max(b.N, 2000)))
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	us, err := strconv.ParseFloat(string(bytes.TrimSpace(out)), 64)
	if err != nil {
		b.Fatalf("%s", out)
	}
	b.ReportMetric(us, "µs/call")
	b.ReportMetric(0, "ns/op")
}
