package json

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

// mostProblems is how many mistakes in a report are named; the first ones show whether it is one at all.
const mostProblems = 3

// Read reads a run from what Write wrote, and masks what a person had written with its secrets. The error says what is
// not as report.schema.json has it.
func Read(r io.Reader) (run.Masked, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return run.Masked{}, fmt.Errorf("reading the report: %w", err)
	}
	if _, deep := config.TooDeep(data); deep {
		return run.Masked{}, fmt.Errorf("lists and objects are nested more than %d deep", config.MaxJSONDepth)
	}
	var document any
	if err := json.Unmarshal(data, &document); err != nil {
		return run.Masked{}, fmt.Errorf("this is not JSON: %w", err)
	}
	if err := once(data); err != nil {
		return run.Masked{}, fmt.Errorf("this is not a report of signspec: %w", err)
	}
	if fields, _ := document.(map[string]any); fields["schemaVersion"] != nil && fields["schemaVersion"] != float64(run.SchemaVersion) {
		return run.Masked{}, fmt.Errorf("schemaVersion is %v; this version reads %d", fields["schemaVersion"], run.SchemaVersion)
	}
	if problems := schemas.Validate("report.schema.json", document); len(problems) > 0 {
		return run.Masked{}, fmt.Errorf("this is not a report of signspec: %s", joinProblems(problems))
	}
	var checked run.Run
	if err := json.Unmarshal(data, &checked); err != nil {
		return run.Masked{}, fmt.Errorf("reading the report: %w", err)
	}
	return run.Mask(&checked), nil
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
