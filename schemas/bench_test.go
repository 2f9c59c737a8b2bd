package schemas

import "testing"

// What every start of the command pays: the rules and the default profile.
func BenchmarkLoad(b *testing.B) {
	rules, err := files.ReadFile("rules.yaml")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := parseCatalogue(rules); err != nil {
			b.Fatal(err)
		}
		if _, err := builtIn(DefaultProfile); err != nil {
			b.Fatal(err)
		}
	}
}

// What the first judgement of a run pays: the three schemas of the contract are compiled.
func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		p, err := builtIn(DefaultProfile)
		if err != nil {
			b.Fatal(err)
		}
		for _, file := range []string{ParametersSchema, SuccessSchema, FailureSchema} {
			if _, err := p.set.schema(file); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkCheckHolds(b *testing.B) {
	value := map[string]any{"authState": "s", "authCode": "c"}
	for b.Loop() {
		if Documented().CheckRule("success-shape", value) != nil {
			b.Fatal("a success of the right shape is a finding")
		}
	}
}

func BenchmarkCheckBreaks(b *testing.B) {
	value := map[string]any{"authState": "s"}
	for b.Loop() {
		if Documented().CheckRule("success-shape", value) == nil {
			b.Fatal("a success without a code is no finding")
		}
	}
}
