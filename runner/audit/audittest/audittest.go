// Package audittest makes production records for tests and benchmarks: plain ones as the recorder writes them, faulty ones,
// and mutants of both. The same seed makes the same.
package audittest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// Maker makes lines.
type Maker struct {
	random *rand.Rand
	// Faulty is how many of 1,000 lines break a rule.
	Faulty int
	// Versions and Days are how many wallet versions and days the calls are spread over.
	Versions, Days int
	made           int
}

// New returns a maker of plain records of 6 versions and 30 days.
func New(seed uint64) *Maker {
	return &Maker{random: rand.New(rand.NewPCG(seed, 1)), Versions: 6, Days: 30}
}

// Line makes the next record, without a line end.
func (m *Maker) Line() []byte {
	m.made++
	c := m.plain()
	if m.random.IntN(1000) < m.Faulty {
		faults[m.random.IntN(len(faults))](m, &c)
	}
	return c.line()
}

// call is what a line is made of; each text is JSON.
type call struct {
	head, args, callbacks, end string
	events                     []event
}

type event struct {
	at       float64
	name     string
	argument string
}

func (m *Maker) plain() call {
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, m.random.IntN(m.Days)).
		Add(time.Duration(m.random.IntN(86_400_000)) * time.Millisecond)
	c := call{
		head: fmt.Sprintf(`"production":1,"id":"%016x-%d","time":"%s","wallet":"Acme","version":"5.%d.0","platform":"%s","profile":"documented"`,
			m.random.Uint64(), m.made, at.Format("2006-01-02T15:04:05.000Z"), m.random.IntN(m.Versions),
			[]string{"iOS", "Android"}[m.random.IntN(2)]),
		args:      fmt.Sprintf(`{"signStr":%s}`, m.mask(1190+m.random.IntN(20))),
		callbacks: `["success","fail","complete"]`,
		end:       "settled",
	}
	outcome, payload := m.answer()
	after := float64(m.random.IntN(90_000)) / 8
	c.events = []event{
		{0, "return", `{"$type":"undefined"}`}, {after, outcome, payload}, {after + float64(m.random.IntN(3)), "complete", payload},
	}
	return c
}

// answer is the callback of an outcome with its payload: nine in ten are a success.
func (m *Maker) answer() (name, payload string) {
	if m.random.IntN(10) > 0 {
		return "success", fmt.Sprintf(`{"authState":%s,"authCode":%s}`, m.mask(36), m.mask(32))
	}
	code := []string{"6001", "6001", "6002", "7001", "7002"}[m.random.IntN(5)]
	return "fail", fmt.Sprintf(`{"error":"%s","errMessage":%s}`, code, m.mask(18))
}

func (m *Maker) mask(length int) string {
	return fmt.Sprintf(`{"$masked":{"length":%d,"hmac":"%016x%016x%016x%016x"}}`, length,
		m.random.Uint64(), m.random.Uint64(), m.random.Uint64(), m.random.Uint64())
}

func (c call) line() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `{%s,"api":"my.signContract","args":%s,"callbacks":%s,"events":[`, c.head, c.args, c.callbacks)
	for i, e := range c.events {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"at":%v,"type":"%s","args":[%s]}`, e.at, e.name, e.argument)
	}
	fmt.Fprintf(&b, `],"end":"%s"}`, c.end)
	return []byte(b.String())
}

// faults are the ways in which a faulty wallet would have been seen.
var faults = []func(*Maker, *call){
	func(_ *Maker, c *call) { c.events = c.events[:2] },                               // complete-called
	func(_ *Maker, c *call) { c.events = c.events[:1]; c.end = "deadline" },           // settles
	func(_ *Maker, c *call) { c.events = append(c.events, c.events[2]) },              // complete-once
	func(_ *Maker, c *call) { c.events = append(c.events[:2:2], c.events[1:]...) },    // outcome-once
	func(_ *Maker, c *call) { c.events[1], c.events[2] = c.events[2], c.events[1] },   // complete-last
	func(_ *Maker, c *call) { c.events[0], c.events[1] = c.events[1], c.events[0] },   // asynchronous
	func(_ *Maker, c *call) { c.events[1].argument = `{}` },                           // shapes, complete-argument
	func(m *Maker, c *call) { c.events[2].argument = fmt.Sprintf(`[%s]`, m.mask(4)) }, // complete-argument
	func(_ *Maker, c *call) { c.args = `{}` },                                         // sign-str-required
	func(_ *Maker, c *call) { c.args = `{"signStr":7}` },                              // sign-str-type
	func(_ *Maker, c *call) { c.args = `{"signStr":" "}` },                            // sign-str-empty
	func(_ *Maker, c *call) {
		c.events[0] = event{0, "throw", `{"$type":"error","value":{"name":"TypeError"}}`}
	}, // no-throw
	func(m *Maker, c *call) { // the lengths, on both sides of the limits
		c.events[1].name = "success"
		c.events[1].argument = fmt.Sprintf(`{"authState":%s,"authCode":%s}`, m.mask(255+m.random.IntN(3)), m.mask(m.random.IntN(35)))
		c.events[2].argument = c.events[1].argument
	},
	func(m *Maker, c *call) { // error codes
		c.events[1].name = "fail"
		c.events[1].argument = fmt.Sprintf(`{"error":%s,"errMessage":"%s"}`,
			[]string{`"6001"`, `6001`, `"6004"`, `""`, `"4"`, `null`}[m.random.IntN(6)], []string{"", " ", "no"}[m.random.IntN(3)])
		c.events[2].argument = c.events[1].argument
	},
	func(m *Maker, c *call) { // what a success or a failure does not carry
		extra := []string{`"error":"0"`, `"error":null`, `"errMessage":"ok"`, `"authCode":"x"`, `"more":{"$type":"bigint","value":"1"}`}
		c.events[1].argument = strings.TrimSuffix(c.events[1].argument, "}") + "," + extra[m.random.IntN(len(extra))] + "}"
	},
	func(m *Maker, c *call) { // which callbacks were passed
		c.callbacks = []string{`[]`, `["success"]`, `["fail"]`, `["complete"]`, `["success","complete"]`}[m.random.IntN(5)]
	},
	func(m *Maker, c *call) { // another profile
		other := []string{"rebell", "besuperapp", "qicard", "field", "alipay-connect", "unknown"}[m.random.IntN(6)]
		c.head = strings.Replace(c.head, `"documented"`, `"`+other+`"`, 1)
	},
	func(m *Maker, c *call) { c.events[0].argument = `{"$type":"promise"}` },
	func(m *Maker, c *call) { c.events[2].at = c.events[1].at - 1 },
}
