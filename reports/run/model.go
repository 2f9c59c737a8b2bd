// Package run holds the model of a run: what was checked, how each rule fared, the verdict, and the records that it rests
// on. Every format is a pure function of it, and takes it as a Masked, so that no secret can be written by mistake.
package run

import (
	"time"

	"github.com/signspec/signspec/schemas/record"
)

// SchemaVersion is the version of report.json that this package writes; it grows when a reader of the version before
// would misunderstand a report.
const SchemaVersion = 1

// Run is one run of the suite against one target, judged. Its JSON is report.json; report.schema.json is the authority.
//
// The command fills everything but Verdict and ExitStatus, masks the secrets in it, and calls Conclude.
type Run struct {
	// SchemaVersion is the constant SchemaVersion; Conclude sets it where it is zero.
	SchemaVersion int     `json:"schemaVersion"`
	Tool          Tool    `json:"tool"`
	Subject       Subject `json:"subject"`
	// RulesDigest is the digest of the rules that judged, "sha256:" and 64 hexadecimal digits.
	RulesDigest string `json:"rulesDigest,omitempty"`
	// Profile is the name of the profile that the target was judged by.
	Profile string `json:"profile"`
	// Plan is the name of the plan: "full" or "thrifty".
	Plan string `json:"plan"`
	// Selection is the label expression of --rules; empty when every rule was selected.
	Selection string `json:"selection,omitempty"`
	// Only names the scenarios that were chosen, by --scenario or --last-failed; empty where the whole plan was to be performed.
	Only []string `json:"only,omitempty"`
	// Stopped is why the run ended before everything had been performed, as --fail-fast has it; nil where it did not.
	Stopped *Stopped `json:"stopped,omitempty"`
	// Resumed lists when the run was gone on with after it had ended early; empty in most runs. StartedAt is when it first
	// began, and DurationMs does not count the time in between.
	Resumed []Resumed `json:"resumed,omitempty"`
	// Seed is what states, codes and whatever else was staged were drawn from, and Challenge the nonce of somebody else that
	// they were drawn from in its place: then nothing in the run is older than that. Both are empty in reports of older
	// versions.
	Seed      string `json:"seed,omitempty"`
	Challenge string `json:"challenge,omitempty"`
	// StartedAt is when the run began, in UTC.
	StartedAt time.Time `json:"startedAt"`
	// DurationMs is how long the run took, in milliseconds of real time.
	DurationMs int64 `json:"durationMs"`
	// Strict says that a broken should rule makes the run nonconformant.
	Strict bool `json:"strict"`
	// Authorisations is the number of authorisations that were staged and performed.
	Authorisations int `json:"authorisations"`
	// Verdict and ExitStatus are what Conclude draws from the rest.
	Verdict    Verdict `json:"verdict"`
	ExitStatus int     `json:"exitStatus"`
	// Error is what kept the run from being carried out, or from being carried out in full; nil in most runs.
	Error *RunError `json:"error,omitempty"`
	// Baseline is what was known to be broken before the run; nil where nothing was said to be.
	Baseline *Baseline `json:"baseline,omitempty"`
	// Notes are warnings for the reader, a sentence each.
	Notes []string `json:"notes"`
	// Rules are the selected rules in the order of the catalogue.
	Rules []Rule `json:"rules"`
	// Sequences is that of a server's attempts; nil where nothing was explored.
	Sequences *Sequences `json:"sequences,omitempty"`
	// Walks is that of an open platform's calls; nil where nothing was explored.
	Walks *Walks `json:"walks,omitempty"`
	// Coverage is what the run performed beyond its plan; nil where nothing was.
	Coverage *Coverage `json:"coverage,omitempty"`
	// Situations is what the run of a mini program brought about; nil for others.
	Situations *Situations `json:"situations,omitempty"`
	// Explored are the records of what was explored and broke nothing; only the file of all records holds them.
	Explored []record.Record `json:"-"`
	// Records are the calls that the rules were judged on, in the order in which they were performed.
	Records []record.Record `json:"records"`
}

// Stopped is a break that was enough.
type Stopped struct {
	Rule     string `json:"rule"`
	Scenario string `json:"scenario"`
	// NotPerformed are the scenarios of the plan that were not performed; Beyond counts those beyond it.
	NotPerformed []string `json:"notPerformed"`
	Beyond       int      `json:"beyond"`
}

// Resumed is when a run was gone on with, and how many records were there by then.
type Resumed struct {
	At      time.Time `json:"at"`
	Records int       `json:"records"`
}

// Tool is the program that judged.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Subject is what was checked.
type Subject struct {
	// Kind is Wallet, MiniProgram, Server or Platform.
	Kind    string `json:"kind"`
	Name    string `json:"name"`
	Version string `json:"version"`
	// Driver is the way in which the target was reached: "script", "exec", "replay", ...
	Driver string `json:"driver"`
	// Source is what was given on the command line: a file, a command, an address.
	Source string `json:"source"`
	// SHA256 is the digest of what was checked, 64 hexadecimal digits, where it is a file that can be read.
	SHA256 string `json:"sha256,omitempty"`
}

// The kinds of subject.
const (
	Wallet      = "wallet"
	MiniProgram = "miniprogram"
	Server      = "server"   // a merchant's server
	Platform    = "platform" // a wallet's open platform
)

// RunError is what kept a run from being carried out.
type RunError struct {
	Kind    ErrorKind `json:"kind"`
	Message string    `json:"message"`
}

// ErrorKind says whose the error is.
type ErrorKind string

// The kinds of error.
const (
	Unreachable   ErrorKind = "unreachable"   // the target could not be reached, or went away
	Harness       ErrorKind = "harness"       // something of ours, or of the adapter's, failed
	Configuration ErrorKind = "configuration" // what was asked for makes no sense, or the adapter breaks its own contract
	Interrupted   ErrorKind = "interrupted"   // a person or a CI system ended the run
)

// Rule is one rule of the catalogue as it fared in the run.
type Rule struct {
	ID string `json:"id"`
	// Level is Must, Should or May.
	Level string `json:"level"`
	// Group is the heading that the rule stands under, such as "callbacks".
	Group string `json:"group"`
	Title string `json:"title"`
	// Clause is the text of the documentation that the rule rests on.
	Clause string `json:"clause"`
	Status Status `json:"status"`
	// Scenarios names the scenarios in which the rule was judged, those of the findings included.
	Scenarios []string `json:"scenarios"`
	// Explored counts the scenarios beyond the plan in which the rule was judged; those that broke it are in Scenarios too.
	Explored int `json:"explored,omitempty"`
	// Untested lists the scenarios in which the rule should have been judged and could not be.
	Untested []Untested `json:"untested"`
	// Reason says why the rule as a whole was not judged: its status is untested, not-applicable or error.
	Reason string `json:"reason,omitempty"`
	// Findings lists where the rule is broken; empty unless its status is broken.
	Findings []Finding `json:"findings"`
}

// The levels of a rule.
const (
	Must   = "must"
	Should = "should"
	May    = "may"
)

// Status is how a rule fared.
type Status string

// The statuses of a rule.
const (
	Held          Status = "held"
	Broken        Status = "broken"
	NotTested     Status = "untested"
	NotApplicable Status = "not-applicable"
	Errored       Status = "error" // judging the rule failed: a fault of ours, never of the target
)

// Mark is a status in one character; empty where nothing was judged.
func (s Status) Mark() string {
	switch s {
	case Held:
		return "✓"
	case Broken:
		return "✗"
	case NotTested:
		return "?"
	case NotApplicable:
		return "–"
	case Errored:
		return "E"
	}
	return ""
}

// Untested is a scenario in which a rule could not be judged, and why.
type Untested struct {
	Scenario string `json:"scenario"`
	Reason   string `json:"reason"`
}

// Finding is one rule broken in one scenario.
type Finding struct {
	Scenario string `json:"scenario"`
	// Record is the id of the record that shows it; empty where no single record does.
	Record   string `json:"record,omitempty"`
	Expected string `json:"expected"`
	Observed string `json:"observed"`
	// Event is the number of the event of the record whose payload shows it, from 1; 0 where none does alone.
	Event int `json:"event,omitempty"`
	// Also counts the explored scenarios that show the same; the finding tells of the smallest.
	Also int `json:"also,omitempty"`
	// Reproduce is a command line that shows the finding again.
	Reproduce string `json:"reproduce,omitempty"`
	// File, Line and Column are the place in the target's source that caused it, where it is known: a path relative
	// to the working directory, both numbers from 1.
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	// Allowed is what the contract allows to be seen of the record, in order, under the profile of the run; empty where
	// nobody said, as in reports of older versions.
	Allowed []Step `json:"allowed,omitempty"`
	// Known is why the finding is accepted, where the baseline lists it.
	Known *Known `json:"known,omitempty"`
}

// Step is one thing that is allowed to be seen of a call, in its place among the others.
type Step struct {
	Type record.EventType `json:"type"`
	Text string           `json:"text"`
}
