package fleet

import (
	"encoding/json"
	"io"

	"github.com/signspec/signspec/reports/run"
)

// document is the JSON of a fleet.
type document struct {
	SchemaVersion int            `json:"schemaVersion"`
	ExitStatus    int            `json:"exitStatus"`
	Targets       []targetObject `json:"targets"`
}

type targetObject struct {
	Name       string                `json:"name"`
	Subject    run.Subject           `json:"subject"`
	Profile    string                `json:"profile"`
	Verdict    run.Verdict           `json:"verdict"`
	ExitStatus int                   `json:"exitStatus"`
	Error      *run.RunError         `json:"error,omitempty"`
	Rules      map[string]run.Status `json:"rules"`
	// Report is the target's own report, relative to this file; empty where its check left none.
	Report string `json:"report,omitempty"`
}

// WriteJSON writes the fleet for a program: the verdict and the rules of each target, and where its own report is.
func WriteJSON(w io.Writer, f Fleet) error {
	if err := f.checked(); err != nil {
		return err
	}
	d := document{SchemaVersion: run.SchemaVersion, ExitStatus: f.ExitStatus(), Targets: []targetObject{}}
	for _, m := range f.Members {
		r := m.run()
		t := targetObject{
			Name: m.Name, Subject: r.Subject, Profile: r.Profile, Verdict: r.Verdict, ExitStatus: r.ExitStatus,
			Error: r.Error, Rules: map[string]run.Status{}, Report: m.Folder + "/report.json",
		}
		if m.NoReport {
			t.Report = ""
		}
		for _, rule := range r.Rules {
			t.Rules[rule.ID] = rule.Status
		}
		d.Targets = append(d.Targets, t)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(d)
}
