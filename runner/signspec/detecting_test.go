package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

// TestASuiteIsNotKnownByItsLooks has a wallet look for the suite in ten ways. It breaks the contract, and would keep it where
// it knew that it is watched: none of them may tell it so.
func TestASuiteIsNotKnownByItsLooks(t *testing.T) {
	for name, detects := range map[string]string{
		"the form of its states":        `seen(/^s[A-Za-z0-9]{34}S$/.test(state))`,
		"the length of its states":      `lengths.add(state && state.length); seen(calls > 12 && lengths.size < 4)`,
		"what its states begin with":    `firsts.add(state && state[0]); seen(calls > 12 && firsts.size < 4)`,
		"this of stage":                 `seen(self.stage && self.stage.wait)`,
		"this of opened":                `seen(self.opened && self.opened.wait)`,
		"a global of its own":           `seen(Object.getOwnPropertyNames(globalThis).some((n) => /signspec|probe/i.test(n)))`,
		"the stack":                     `seen(/signspec|probe/i.test(new Error().stack))`,
		"the source of a callback":      `seen(o && /record|it\.open|settled/.test(String(o.success) + String(o.complete)))`,
		"the message of its own errors": `try { o.success({}) } catch (e) { seen(/signspec|on purpose/.test(e.message)) }`,
		"the name of its functions":     `seen([o.success, o.fail, o.complete].some((f) => f && /signspec|probe|record/.test(f.name)))`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := write(t, "wallet.js", strings.Replace(detecting, "DETECTS", detects, 1))
			done := signspec(t, dir, "wallet", "--rules", "error-cancelled", "wallet.js")
			if done.status != run.ExitNonconformant {
				t.Errorf("the wallet knows that it is watched: it ends with %d: %s", done.status, done.stdout)
			}
		})
	}
}

// TestASuiteIsNotKnownByItsOrder has an adapter process, which lives through the whole run, tell in which order it is asked: in
// another one each time, unless the seed of a run is given; and in the plan's where a person would have to follow.
func TestASuiteIsNotKnownByItsOrder(t *testing.T) {
	t.Parallel()
	asked := func(flags ...string) (order []string, seed string) {
		e := signspec(t, t.TempDir(), slices.Concat([]string{"wallet", "--rules", "failure"}, flags, faulty("tells what it is asked")[1:])...)
		for _, line := range strings.Split(e.stderr, "\n") {
			if _, name, ok := strings.Cut(line, "asked for "); ok {
				order = append(order, name)
			}
		}
		return order, written(t, e).Seed
	}
	first, seed := asked()
	second, _ := asked()
	again, _ := asked("--seed", seed)
	thrifty, _ := asked("--plan", wallet.Thrifty)
	if len(first) < 10 || slices.Equal(first, second) || !slices.Equal(first, again) {
		t.Errorf("it is asked for\n%q,\n%q,\nand with the seed of the first\n%q", first, second, again)
	}
	plan, err := wallet.NewPlan(wallet.Thrifty, schemas.Documented())
	if err != nil {
		t.Fatal(err)
	}
	planned := slices.DeleteFunc(plan.Names(), func(name string) bool { return !slices.Contains(thrifty, name) })
	if !slices.Equal(thrifty, planned) {
		t.Errorf("a person is asked for %q, where the plan has %q", thrifty, planned)
	}
}

// detecting is a wallet that fails with 7002 where the person has cancelled, unless it has seen the suite.
const detecting = `
const lengths = new Set(), firsts = new Set(), self = {}
let watched = false, calls = 0, state, outcome
const seen = (yes) => { watched = watched || !!yes }
export function stage(wish) {
  'use strict'
  self.stage = this
  state = wish.authState, outcome = wish.outcome
  return { signStr: 'https://wallet.acme/authorize?authId=' + Math.random() }
}
export function opened() { 'use strict'; self.opened = this; return [] }
export const my = {
  SDKVersion: '2.7.20', canIUse: () => true,
  signContract(o) {
    const mine = outcome
    calls++
    try { DETECTS } catch (e) {}
    setTimeout(() => {
      const code = mine === 'cancel' && watched ? '6001' : '7002'
      o.fail && o.fail({ error: code, errMessage: 'it failed' })
      o.complete && o.complete({ error: code, errMessage: 'it failed' })
    }, 1)
  },
}
`
