// Package programs holds the model of many mini programs that were judged one by one: what came of each, and the programs
// against the rules. Its formats are pure functions of it. Whoever makes a result masks what it quotes.
package programs

import (
	"github.com/signspec/signspec/reports/run"
)

//go:generate go run github.com/valyala/quicktemplate/qtc@v1.8.0 -dir=. -skipLineComments

// Result is what came of one program; its JSON is a line of programs.jsonl.
type Result struct {
	// Program is its name: a path, or an address of a bucket. No two results have the same.
	Program string      `json:"program"`
	Name    string      `json:"name,omitempty"`
	SHA256  string      `json:"sha256,omitempty"` // of its code
	Verdict run.Verdict `json:"verdict"`
	// ExitStatus is that of the command; 3 where the program could not be judged at all.
	ExitStatus int    `json:"exitStatus"`
	Error      string `json:"error,omitempty"`
	// How says where what was judged comes from, Why says why not from a fresh run of the whole program, and Performed names
	// the scenarios that were performed beside its records.
	How       How      `json:"how"`
	Why       string   `json:"why,omitempty"`
	Performed []string `json:"performed,omitempty"`
	// RulesDigest is of the rules that judged.
	RulesDigest string                `json:"rulesDigest,omitempty"`
	Rules       map[string]run.Status `json:"rules"`
	// Broken tells of the rules that are broken, in the order of the catalogue.
	Broken []Break `json:"broken,omitempty"`
}

// How says where what was judged comes from.
type How string

// The ways to judge a program.
const (
	Performed How = "performed" // the whole program was performed
	Kept      How = "kept"      // what the same rules had judged of the same program before
	Rejudged  How = "rejudged"  // its records were judged again, by other rules
	Completed How = "completed" // its records were judged again, with scenarios that they lacked
	Unjudged  How = "unjudged"  // nothing was: it is no program, or could not be reached
)

// Break is how a program breaks a rule: the first of the findings.
type Break struct {
	Rule     string `json:"rule"`
	Level    string `json:"level"`
	Scenario string `json:"scenario"`
	Expected string `json:"expected"`
	Observed string `json:"observed"`
	// File and Line are the place in the program that caused it, where it is known.
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	// Also counts the other scenarios that break it.
	Also int `json:"also,omitempty"`
}

// Of makes the result of a program from its run, which is masked.
func Of(program string, r *run.Run) Result {
	result := Result{
		Program: program, Name: r.Subject.Name, SHA256: r.Subject.SHA256, Verdict: r.Verdict, ExitStatus: r.ExitStatus, How: Performed,
		RulesDigest: r.RulesDigest, Rules: map[string]run.Status{},
	}
	if r.Error != nil {
		result.Error = r.Error.Message
	}
	for _, rule := range r.Rules {
		result.Rules[rule.ID] = rule.Status
		if rule.Status == run.Broken {
			result.Broken = append(result.Broken, breakOf(rule))
		}
	}
	return result
}

func breakOf(rule run.Rule) Break {
	b := Break{Rule: rule.ID, Level: rule.Level}
	if len(rule.Findings) > 0 {
		f := rule.Findings[0]
		b.Scenario, b.Expected, b.Observed, b.File, b.Line = f.Scenario, f.Expected, f.Observed, f.File, f.Line
		b.Also = len(rule.Findings) - 1 + f.Also
	}
	return b
}

// Failed is the result of a program that could not be judged. why is masked.
func Failed(program, why string) Result {
	return Result{
		Program: program, Verdict: run.Failed, ExitStatus: run.ExitHarness, Error: why, How: Unjudged, Rules: map[string]run.Status{},
	}
}
