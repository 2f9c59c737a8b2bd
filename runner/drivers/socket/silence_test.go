package socket

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/suites/wallet"
)

// measured has a phone's probe tell how long it is given to settle, by call.
func measured(p *phone) (given func() map[string]time.Duration) {
	var mu sync.Mutex
	all := map[string]time.Duration{}
	p.given = func(id string, settleMs float64) {
		mu.Lock()
		defer mu.Unlock()
		all[id] = time.Duration(settleMs * float64(time.Millisecond))
	}
	p.files["lib/probe.js"] += `
		var whole = module.exports;
		module.exports = { describe: whole.describe, stringify: whole.stringify, realTime: whole.realTime, run: function (params, env, done) {
			for (var i = 0; i < params.scenario.calls.length; i++) { given(params.scenario.calls[i].id, params.settleMs); }
			return whole.run(params, env, done);
		} };`
	return func() map[string]time.Duration {
		mu.Lock()
		defer mu.Unlock()
		return maps.Clone(all)
	}
}

// silent are the scenarios in which nobody can hear the call end.
func silent() []string {
	return []string{"approve/no-callbacks", "approve/fail", "cancel/no-callbacks", "cancel/success"}
}

// TestSilenceIsNotWaitedFor performs the full plan with the usual settle. Were the four calls that nobody can hear
// waited for as long as any other, this would take two minutes.
func TestSilenceIsNotWaitedFor(t *testing.T) {
	const least = 250 * time.Millisecond // calls take some milliseconds here
	for _, polling := range []bool{false, true} {
		t.Run(fmt.Sprintf("polling=%v", polling), func(t *testing.T) {
			t.Parallel()
			o := options()
			o.Settle = 0
			d, url := open(t, o, newCutter(t))
			phone := newPhone(t)
			phone.withoutSockets = polling
			given := measured(phone)
			phone.open(url)
			if _, err := d.Describe(drivertest.Within(t)); err != nil {
				t.Fatal(err)
			}
			for _, s := range planOf(t, wallet.Full) {
				drivertest.Perform(t, d, s.Name)
			}
			for id, settle := range given() {
				name, _, _ := strings.Cut(id, "#")
				switch is := slices.Contains(silent(), name); {
				case is && (settle < least || settle > 5*time.Second): // a busy machine is slow
					t.Errorf("%s was given %s, want about %s", id, settle, least)
				case !is && settle != DefaultSettle:
					t.Errorf("%s was given %s, want %s", id, settle, DefaultSettle)
				}
			}
		})
	}
}

// TestSilenceOfAPerson gives a person whose call nobody hears half a minute, of the two minutes for other calls.
func TestSilenceOfAPerson(t *testing.T) {
	s := NewServer(ServerOptions{})
	o := options()
	o.Stager, o.Operator, o.Settle = &stage.Operator{Source: &urlStager{}}, true, 0
	d := s.Open(o)
	closeQuickly(t, d)
	url := serve(t, s, newCutter(t)) + d.Path()
	f := &timedFake{fake: fake{"device"}, all: map[string]float64{}}
	go dialOut(drivertest.Within(t), url, f)
	if _, err := d.Describe(drivertest.Within(t)); err != nil {
		t.Fatal(err)
	}
	for _, s := range planOf(t, wallet.Full) {
		drivertest.Perform(t, d, s.Name)
		want := stage.OperatorSettle
		if slices.Contains(silent(), s.Name) {
			want = 30 * time.Second
		}
		if got := f.given(s.Name); got != milliseconds(want) {
			t.Errorf("%s was given %v ms, want %s", s.Name, got, want)
		}
	}
}
