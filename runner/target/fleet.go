package target

import (
	"fmt"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

// Fleet is a file of many targets. Paths in it are relative to the file.
type Fleet struct {
	Jobs    int      `json:"jobs"` // how many are checked at once; 0 leaves it to the command
	Members []Member `json:"targets"`
}

// Member is one target of a fleet.
type Member struct {
	// Name names the target in the reports, and the folder of its own reports.
	Name   string `json:"name"`
	Target string `json:"target"` // an adapter module or a target file
	// Args are further flags of the command that checks it.
	Args []string `json:"args"`
	// Capabilities are added to those of the target file's webdriver.
	Capabilities map[string]any `json:"capabilities"`
}

// IsFleet says whether a YAML file lists targets. One that cannot be read is none, and its own reader says why.
func IsFleet(file string) bool {
	data, err := config.Read(file)
	if err != nil {
		return false
	}
	document, err := config.Parse(file, data)
	if err != nil {
		return false
	}
	_, listed := config.Resolve(document.Value, "/targets")
	return listed
}

// ReadFleet reads a fleet file. Mistakes in it are *config.Error, joined where there are several.
func ReadFleet(file string) (*Fleet, error) {
	data, err := config.Read(file)
	if err != nil {
		return nil, err
	}
	return parseFleet(file, data)
}

func parseFleet(file string, data []byte) (*Fleet, error) {
	document, err := config.Parse(file, data)
	if err != nil {
		return nil, err
	}
	if err := schemas.ValidateDocument(document, schemas.FleetSchema); err != nil {
		return nil, err
	}
	f := &Fleet{}
	if err := document.Decode(f); err != nil {
		return nil, err
	}
	var wrong []*config.Error
	first := map[string]int{}
	for i, m := range f.Members {
		if j, twice := first[m.Name]; twice {
			at := fmt.Sprintf("/targets/%d/name", i)
			wrong = append(wrong, document.Errorf(at, "the name %q is taken by target %d; each needs its own", m.Name, j+1))
			continue
		}
		first[m.Name] = i
	}
	if err := config.Join(wrong...); err != nil {
		return nil, err
	}
	return f, nil
}
