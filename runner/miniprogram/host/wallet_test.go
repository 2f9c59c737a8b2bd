package host_test

import (
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/merchant"
)

// signing is a program that signs and prints what it hears.
const signing = `
	start() {
		const hear = (name) => (res) => console.log(name, res && (res.authCode !== undefined ? 'code ' + res.authCode : res.error))
		try {
			const p = my.signContract({ signStr: 'x', success: hear('success'), fail: hear('fail'), complete: hear('complete') })
			console.log('returned')
			p.then(() => console.log('resolve'), () => console.log('reject'))
		} catch (e) {
			console.log('threw')
		}
	},
	onUnload() { console.log('unload') },`

func answering(how merchant.How, outcome record.Outcome) func(*merchant.Scenario) {
	return func(s *merchant.Scenario) { s.Wallet.Answers = []merchant.Answer{{How: how, Outcome: outcome}} }
}

func TestAnswers(t *testing.T) {
	const code = "code " + authCode
	for name, c := range map[string]struct {
		how     merchant.How
		outcome record.Outcome
		want    string
	}{
		"approve":              {merchant.Plain, record.Approve, "returned, success " + code + ", complete " + code + ", resolve"},
		"cancel":               {merchant.Plain, record.Cancel, "returned, fail 6001, complete 6001, reject"},
		"network":              {merchant.Plain, record.Network, "returned, fail 6002, complete 6002, reject"},
		"unknown":              {merchant.Plain, record.Unknown, "returned, fail 7001, complete 7001, reject"},
		"fail":                 {merchant.Plain, record.Fail, "returned, fail 7002, complete 7002, reject"},
		"doubled":              {merchant.Doubled, record.Approve, "returned, success " + code + ", complete " + code + ", resolve, success " + code + ", complete " + code},
		"sync":                 {merchant.Sync, record.Approve, "success " + code + ", complete " + code + ", returned, resolve"},
		"late":                 {merchant.Late, record.Approve, "returned, unload, success " + code + ", complete " + code + ", resolve"},
		"success-then-fail":    {merchant.SuccessThenFail, record.Approve, "returned, success " + code + ", complete " + code + ", resolve, fail 7002"},
		"complete-first":       {merchant.CompleteFirst, record.Approve, "returned, complete " + code + ", success " + code + ", resolve"},
		"bare-complete":        {merchant.BareComplete, record.Approve, "returned, success " + code + ", complete undefined, resolve"},
		"trade-pay-done":       {merchant.TradePayDone, record.Fail, "returned, fail 9000, complete 9000, reject"},
		"sign-center-done":     {merchant.SignCenterDone, record.Fail, "returned, fail 7000, complete 7000, reject"},
		"silence":              {merchant.Silence, record.Approve, "returned"},
		"empty-failure":        {merchant.EmptyFailure, record.Fail, "returned, fail undefined, complete undefined, reject"},
		"undocumented-code":    {merchant.UndocumentedCode, record.Fail, "returned, fail 9999, complete 9999, reject"},
		"numeric-code":         {merchant.NumericCode, record.Cancel, "returned, fail 6001, complete 6001, reject"},
		"error-message-only":   {merchant.ErrorMessageOnly, record.Fail, "returned, fail 7002, complete 7002, reject"},
		"success-without-code": {merchant.WithoutCode, record.Approve, "returned, success undefined, complete undefined, resolve"},
		"success-empty-code":   {merchant.EmptyCode, record.Approve, "returned, success code , complete code , resolve"},
		"success-null-code":    {merchant.NullCode, record.Approve, "returned, success code null, complete code null, resolve"},
		"pay-sign-center":      {merchant.PaySignCenter, record.Unknown, "returned, success undefined, complete undefined, resolve"},
		"throws":               {merchant.Throws, record.Fail, "threw"},
		"old-container":        {merchant.OldContainer, record.Fail, "threw"},
		"callback-and-promise": {merchant.CallbackPromise, record.Approve, "returned, success " + code + ", complete " + code + ", resolve"},
	} {
		t.Run(name, func(t *testing.T) {
			got := page(signing).perform(t, staged{scenario: answering(c.how, c.outcome)})
			if lines := strings.Join(got.logged(), ", "); lines != c.want {
				t.Errorf("heard %s\nwant  %s", lines, c.want)
			}
			if uncaught := got.of(record.Uncaught); len(uncaught) > 0 {
				t.Errorf("uncaught %v", uncaught)
			}
		})
	}
}

func TestPayloads(t *testing.T) {
	for name, c := range map[string]struct {
		how     merchant.How
		outcome record.Outcome
		profile string
		want    string
	}{
		"success":     {merchant.Plain, record.Approve, "", `{"authState":"state-canary","authCode":"code-canary"}`},
		"failure":     {merchant.Plain, record.Cancel, "", `{"error":"6001","errMessage":"The person cancelled"}`},
		"number":      {merchant.NumericCode, record.Cancel, "", `{"error":6001,"errMessage":"The person cancelled"}`},
		"other name":  {merchant.ErrorMessageOnly, record.Cancel, "", `{"error":"6001","errorMessage":"The person cancelled"}`},
		"nothing":     {merchant.EmptyFailure, record.Cancel, "", `{}`},
		"the sibling": {merchant.PaySignCenter, record.Unknown, "", `{"resultStatus":"7001","memo":"","result":""}`},
	} {
		t.Run(name, func(t *testing.T) {
			files := page(`start() { my.signContract({ signStr: 'x', complete: (res) => console.log(JSON.stringify(res)) }) }`)
			equal(t, files.perform(t, staged{scenario: answering(c.how, c.outcome), profile: c.profile}).logged(), []string{c.want})
		})
	}
}

func TestCallsAndDeliveriesAreRecorded(t *testing.T) {
	files := program{index + ".js": `Page({
  start() {
    my.signContract({
      signStr: 'x',
      success(res) { console.log(res.authCode) },
      bizType: 1,
    }).then(() => {})
  },
})`}
	got := files.perform(t, staged{})
	call := got.of(record.Called)[0]
	if want := `{bizType: 1, signStr: "x", success: <function>}`; text(call, "options") != want || place(call) != "pages/index/index.js:3" {
		t.Errorf("call %v at %s", call.Args, place(call))
	}
	var deliveries []string
	for _, e := range got.of(record.Delivered) {
		deliveries = append(deliveries, text(e, "call")+" "+text(e, "callback")+" "+text(e, "handled")+" "+place(e))
	}
	equal(t, deliveries, []string{"1 success undefined pages/index/index.js:5", "1 resolve false pages/index/index.js:3"})
}

func TestPromises(t *testing.T) {
	for name, c := range map[string]struct {
		code, delivered, uncaught string
	}{
		"nobody looks":       {`my.signContract({ signStr: 'x' })`, "", ""},
		"callbacks only":     {`my.signContract({ signStr: 'x', fail() {} })`, "fail", ""},
		"then":               {`my.signContract({ signStr: 'x' }).then(() => {})`, "reject", "rejection"},
		"catch":              {`my.signContract({ signStr: 'x' }).catch(() => {})`, "reject", ""},
		"await":              {`(async () => { await my.signContract({ signStr: 'x' }) })()`, "reject", "rejection"},
		"await in try":       {`(async () => { try { await my.signContract({ signStr: 'x' }) } catch (e) {} })()`, "reject", ""},
		"finally":            {`my.signContract({ signStr: 'x' }).finally(() => {}).catch(() => {})`, "reject", ""},
		"looked at too late": {`const p = my.signContract({ signStr: 'x' }); setTimeout(() => p.catch(() => {}), 5000)`, "reject", ""},
		"an own promise":     {`Promise.resolve(my.signContract({ signStr: 'x' })).catch(() => {})`, "reject", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := page(`start() { `+c.code+` }`).perform(t, staged{scenario: answering(merchant.Plain, record.Fail)})
			var delivered, uncaught string
			for _, e := range got.of(record.Delivered) {
				delivered += text(e, "callback")
			}
			for _, e := range got.of(record.Uncaught) {
				uncaught += shown(e.Args[1])
			}
			if delivered != c.delivered || uncaught != c.uncaught {
				t.Errorf("delivered %q, uncaught %q; want %q and %q", delivered, uncaught, c.delivered, c.uncaught)
			}
		})
	}
}

func TestEntryPoints(t *testing.T) {
	for name, c := range map[string]struct {
		profile, code, api string
	}{
		"the method":          {"documented", `my.signContract({ signStr: 'x', success: done })`, "my.signContract"},
		"call":                {"documented", `my.call('signContract', { signStr: 'x', success: done })`, "my.call('signContract')"},
		"call of a profile":   {"qicard", `my.call('qicardSignContract', { authorizationUrl: 'x', success: done })`, "my.call('qicardSignContract')"},
		"call with callback":  {"besuperapp", `my.call('signContract', { authUrl: 'x' }, done)`, "my.call('signContract')"},
		"taken from my":       {"documented", `const { signContract } = my; signContract({ signStr: 'x', success: done })`, "my.signContract"},
		"through a wrapper":   {"documented", `const call = (name) => (o) => my[name](o); call('signContract')({ signStr: 'x', success: done })`, "my.signContract"},
		"replaced by its own": {"documented", `const real = my.signContract; my.signContract = (o) => real(o); my.signContract({ signStr: 'x', success: done })`, "my.signContract"},
	} {
		t.Run(name, func(t *testing.T) {
			got := page(`start() { const done = (res) => console.log(res.authCode); `+c.code+` }`).perform(t, staged{profile: c.profile})
			equal(t, got.logged(), []string{authCode})
			if calls := got.of(record.Called); len(calls) != 1 || text(calls[0], "api") != c.api {
				t.Errorf("calls: %v", calls)
			}
		})
	}
}

func TestAvailability(t *testing.T) {
	ask := `start() { console.log(my.canIUse('signContract'), my.SDKVersion, typeof my.signContract, 'signContract' in my, my.canIUse('request')) }`
	equal(t, page(ask).perform(t, staged{}).logged(), []string{"true 2.9.8 function true true"})
	got := page(ask).perform(t, staged{scenario: answering(merchant.OldContainer, record.Approve)})
	equal(t, got.logged(), []string{"false 2.9.8 undefined false true"})
	equal(t, got.lines(map[record.EventType][]string{record.Asked: {"how"}}), []string{
		"available canIUse", "available SDKVersion", "available typeof", "available typeof",
	})
	got = page(`start() { my.call('signContract', { fail: (e) => console.log(e.error) }) }`).perform(t, staged{scenario: answering(merchant.OldContainer, record.Approve)})
	equal(t, got.logged(), []string{"1"})
}

// A program that looks at the API just to call it does not ask whether it is there.
func TestACallIsNoQuestion(t *testing.T) {
	got := page(`start() { my.signContract({}) }`).perform(t, staged{})
	if asked := got.of(record.Asked); len(asked) > 0 {
		t.Errorf("asked %v", asked)
	}
	got = page("start() {\nif (my.signContract) {\nmy.signContract({})\n}\n}").perform(t, staged{})
	if asked := got.of(record.Asked); len(asked) != 1 {
		t.Errorf("asked %v", asked)
	}
}

func TestReads(t *testing.T) {
	for name, c := range map[string]struct {
		code string
		how  merchant.How
		want string
	}{
		"a property":         {`res.authCode`, merchant.Plain, "authCode true"},
		"two of them":        {`const { authCode, authState } = res`, merchant.Plain, "authCode true, authState true"},
		"one that is not":    {`res.errorMessage`, merchant.Plain, "errorMessage false"},
		"one of others":      {`res.errorMessage`, merchant.ErrorMessageOnly, "errorMessage true"},
		"in":                 {`'authCode' in res`, merchant.Plain, "authCode true"},
		"JSON":               {`JSON.stringify(res)`, merchant.Plain, "authCode true, authState true"},
		"JSON of others":     {`JSON.stringify(res)`, merchant.ErrorMessageOnly, "error true"},
		"a spread":           {`const copy = { ...res }`, merchant.ErrorMessageOnly, "error true"},
		"keys":               {`Object.keys(res)`, merchant.Plain, "authCode true, authState true"},
		"entries":            {`for (const [k, v] of Object.entries(res)) String(v)`, merchant.ErrorMessageOnly, "error true"},
		"assign":             {`Object.assign({}, res)`, merchant.ErrorMessageOnly, "error true"},
		"for in":             {`for (const k in res) res[k]`, merchant.ErrorMessageOnly, "error true"},
		"JSON, then by name": {`JSON.stringify(res); res.errorMessage`, merchant.ErrorMessageOnly, "error true, errorMessage true"},
		"printed":            {`console.log(res)`, merchant.Plain, ""},
		"stored":             {`my.setStorageSync({ key: 'a', data: res })`, merchant.Plain, ""},
		"shown":              {`getCurrentPages()[0].setData({ res })`, merchant.Plain, ""},
		"sent":               {`my.request({ url: 'https://m.test/result', method: 'POST', data: res })`, merchant.Plain, ""},
		"what all have":      {`String(res); res.hasOwnProperty; res instanceof Object; res.constructor; res.then`, merchant.Plain, ""},
	} {
		t.Run(name, func(t *testing.T) {
			files := page(`start() { my.signContract({ signStr: 'x', complete(res) { ` + c.code + ` } }) }`)
			outcome := record.Approve
			if c.how != merchant.Plain {
				outcome = record.Fail
			}
			var reads []string
			for _, e := range files.perform(t, staged{scenario: answering(c.how, outcome)}).of(record.Read) {
				reads = append(reads, text(e, "property")+" "+text(e, "present"))
			}
			if got := strings.Join(reads, ", "); got != c.want {
				t.Errorf("read %q, want %q", got, c.want)
			}
		})
	}
}

func TestAnswersOfStarts(t *testing.T) {
	files := page(`start() { my.signContract({ signStr: 'x', complete: (res) => console.log(res.error || res.authCode) }) }`)
	got := files.perform(t, staged{scenario: func(s *merchant.Scenario) {
		s.Flow.Starts = 3
		s.Wallet.Answers = []merchant.Answer{{How: merchant.Plain, Outcome: record.Cancel}, {How: merchant.Plain, Outcome: record.Approve}}
	}})
	equal(t, got.logged(), []string{"6001", authCode, authCode})
}

func TestStageOfTheRecord(t *testing.T) {
	p, err := page(`start() {}`).try(t, staged{scenario: answering(merchant.Plain, record.Unknown)})
	if err != nil {
		t.Fatal(err)
	}
	r := p.Record
	code, _ := r.Stage.AuthCode.Str()
	if r.ID != "test#1" || r.API != record.ProgramAPI || r.Stage.Outcome != record.Unknown || r.Stage.AuthState != authState || code != authCode || r.Stage.SignStr != signStr || r.End != record.Idle {
		t.Errorf("record %+v with stage %+v", r, r.Stage)
	}
	p, err = page(`start() { setInterval(() => {}, 1000) }`).try(t, staged{})
	if err != nil || p.Record.End != record.Deadline {
		t.Errorf("a program with a timer for ever ends %q, %v", p.Record.End, err)
	}
}

// What the wallet says after twenty minutes is waited for; where a page only ticks, fast, it comes sooner.
func TestAnOverdueAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		load, start string
		least, most float64 // minutes
	}{
		"at rest":       {"", "", 20, 20.1},
		"a slow clock":  {"setInterval(() => this.setData({ n: 1 }), 1000)", "", 20, 20.1},
		"a fast clock":  {"setInterval(() => this.setData({ n: 1 }), 100)", "", 0, 5},
		"giving up too": {"setInterval(() => this.setData({ n: 1 }), 100)", "setTimeout(() => {}, 120000)", 2, 5},
	} {
		t.Run(name, func(t *testing.T) {
			got := page(`data: { n: 0 }, onLoad() { `+c.load+` }, start() { `+c.start+`
				my.signContract({ signStr: 'x', success() {} }) }`).perform(t, staged{scenario: func(s *merchant.Scenario) {
				answering(merchant.Overdue, record.Approve)(s)
				s.Flow.HorizonMs = 25 * 60 * 1000
			}})
			delivered := got.of(record.Delivered)
			if len(delivered) != 1 {
				t.Fatalf("%d deliveries", len(delivered))
			}
			if minutes := (delivered[0].At - got.of(record.Called)[0].At) / 60000; minutes < c.least || minutes > c.most {
				t.Errorf("delivered after %.2f minutes, want %v to %v", minutes, c.least, c.most)
			}
		})
	}
}
