package fleet

import (
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"

	"github.com/signspec/signspec/reports/run"
)

// IsFleet says whether a document is that of a fleet, and not of a single run.
func IsFleet(data []byte) bool {
	var head struct {
		Targets *json.RawMessage `json:"targets"`
		Rules   *json.RawMessage `json:"rules"`
	}
	return json.Unmarshal(data, &head) == nil && head.Targets != nil && head.Rules == nil
}

// Read reads the document of a fleet, and by open the reports of its targets, whose paths are as the document has them: local,
// relative to it. A target whose check left no report has the error that the document has. The error names the target.
func Read(data []byte, open func(report string) (run.Masked, error)) (Fleet, error) {
	var d document
	if err := json.Unmarshal(data, &d); err != nil {
		return Fleet{}, fmt.Errorf("the document of the fleet: %w", err)
	}
	if d.SchemaVersion != run.SchemaVersion {
		return Fleet{}, fmt.Errorf("the document of the fleet is of version %d, where %d is read", d.SchemaVersion, run.SchemaVersion)
	}
	var f Fleet
	for _, t := range d.Targets {
		m := Member{Name: t.Name, Folder: path.Dir(t.Report), NoReport: t.Report == ""}
		if m.NoReport {
			r := &run.Run{Subject: t.Subject, Profile: t.Profile, Error: t.Error}
			if r.Error == nil {
				r.Error = &run.RunError{Kind: run.Harness, Message: "the check left no report"}
			}
			r.Conclude()
			m.Folder, m.Run = t.Name, run.Mask(r)
			f.Members = append(f.Members, m)
			continue
		}
		if !filepath.IsLocal(filepath.FromSlash(t.Report)) {
			return Fleet{}, fmt.Errorf("target %s: its report %q lies outside of the fleet's folder", t.Name, t.Report)
		}
		var err error
		if m.Run, err = open(t.Report); err != nil {
			return Fleet{}, fmt.Errorf("target %s: %w", t.Name, err)
		}
		f.Members = append(f.Members, m)
	}
	return f, nil
}
