package reports

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
)

// mostProblems is how many mistakes in a report are named; the first ones tell whether it is one at all.
const mostProblems = 3

// ReadJSON reads a run from what WriteJSON wrote. The error says what is not as report.schema.json has it.
func ReadJSON(r io.Reader) (*run.Run, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("reading the report: %w", err)
	}
	var document any
	if err := json.Unmarshal(data, &document); err != nil {
		return nil, fmt.Errorf("this is not JSON: %w", err)
	}
	if fields, _ := document.(map[string]any); fields["schemaVersion"] != nil && fields["schemaVersion"] != float64(run.SchemaVersion) {
		return nil, fmt.Errorf("schemaVersion is %v; this version reads %d", fields["schemaVersion"], run.SchemaVersion)
	}
	if problems := schemas.Validate("report.schema.json", document); len(problems) > 0 {
		return nil, fmt.Errorf("this is not a report of signspec: %s", joinProblems(problems))
	}
	var checked run.Run
	if err := json.Unmarshal(data, &checked); err != nil {
		return nil, fmt.Errorf("reading the report: %w", err)
	}
	return &checked, nil
}

func joinProblems(problems []schemas.Problem) string {
	text := ""
	for i, problem := range problems {
		switch {
		case i == mostProblems:
			return fmt.Sprintf("%s; and %d more", text, len(problems)-mostProblems)
		case i > 0:
			text += "; "
		}
		text += fmt.Sprint(problem)
	}
	return text
}
