package main

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/signspec/signspec/runner/merchantserver"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/server"
)

// crowd is a scenario of many users who all start at once, hand their results over at once, and ask how it ended. The platform
// refuses every other one.
func crowd(users int) server.Scenario {
	s := server.Scenario{Name: "crowd"}
	for i := range users {
		a := server.Attempt{User: i}
		if i%2 == 1 {
			a.Apply = []server.Answer{{Status: "F", Code: "final"}}
		}
		s.Attempts = append(s.Attempts, a)
	}
	for _, do := range []server.Action{server.Start, server.Result, server.Settle} {
		for i := range users {
			s.Steps = append(s.Steps, server.Step{Do: do, Attempt: i, With: i > 0})
		}
	}
	return s
}

// openReference opens the reference server, with the faults of the fixture.
func openReference(t testing.TB, fault string) *merchantserver.Server {
	t.Helper()
	reference, err := referenceServer()
	if err != nil {
		t.Fatal(err)
	}
	c, err := merchantserver.Load("../../fixtures/servers/signspec.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c.Server.Start = filepath.Join(reference, "reference")
	c.Server.Env = map[string]string{"TIMEOUT": "60s", "FAULT": fault, "STORE": filepath.Join(t.TempDir(), "agreements.db")}
	c.Platform.Keys = filepath.Join(reference, "keys")
	if err := c.Patience.Set("60s"); err != nil {
		t.Fatal(err)
	}
	s, err := merchantserver.Open(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, err := s.Describe(context.Background()); err != nil {
		t.Fatal(err)
	}
	return s
}

// mixedUp counts the attempts of a crowd that did not fare as they were staged: one consult, one exchange of the attempt's own
// code, and bound if and only if the platform accepted it.
func mixedUp(t testing.TB, s *server.Scenario, r record.Record) (wrong int) {
	t.Helper()
	states := map[string]bool{}
	for i := range s.Attempts {
		consulted, exchanged, bound := 0, 0, false
		for _, e := range r.Events {
			if e.Int("attempt") != i {
				continue
			}
			switch e.Type {
			case record.Consulted:
				consulted++
				state, _ := e.Value("body").Field("authState")
				states[state.String()] = true
			case record.Applied:
				if e.Text("code") == "given" {
					exchanged++
				}
			case record.Told:
				bound = bound || e.Text("as") == "bound"
			}
		}
		if consulted != 1 || exchanged != 1 || bound != (i%2 == 0) {
			wrong++
		}
	}
	if len(states) != len(s.Attempts) {
		t.Errorf("%d attempts have %d states", len(s.Attempts), len(states))
	}
	return wrong
}

// TestAttemptsAtOnceAreNotMixedUp performs a crowd on the reference server, and on one that mixes up what happens at once.
func TestAttemptsAtOnceAreNotMixedUp(t *testing.T) {
	const users = 30
	of := crowd(users)
	for fault, right := range map[string]bool{"": true, "users-isolated": false} {
		performed, err := openReference(t, fault).Perform(t.Context(), of)
		if err != nil || len(performed.Records) != 1 {
			t.Fatalf("%+v, %v", performed, err)
		}
		if wrong := mixedUp(t, &of, performed.Records[0]); (wrong == 0) != right {
			t.Errorf("with the fault %q, %d of %d attempts are mixed up", fault, wrong, users)
		}
	}
}

// BenchmarkAttemptsAtOnce performs 200 attempts at once: each is signed and verified four times, which is what it costs.
func BenchmarkAttemptsAtOnce(b *testing.B) {
	const users = 200
	s, of := openReference(b, ""), crowd(users)
	for b.Loop() {
		performed, err := s.Perform(b.Context(), of)
		if err != nil {
			b.Fatal(err)
		}
		if wrong := mixedUp(b, &of, performed.Records[0]); wrong > 0 {
			b.Errorf("%d of %d attempts are mixed up", wrong, users)
		}
	}
	b.ReportMetric(users*float64(b.N)/b.Elapsed().Seconds(), "attempts/s")
}
