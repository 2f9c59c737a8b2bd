package schemas

import (
	"fmt"
	"os"

	"github.com/signspec/signspec/schemas/config"
)

// Fleet is a file of many targets. Paths in it are relative to the file.
type Fleet struct {
	Jobs    int           `json:"jobs"` // 0 leaves it to the command
	Targets []FleetTarget `json:"targets"`
}

// FleetTarget is one target of a fleet.
type FleetTarget struct {
	// Name names the target in the reports, and the folder of its own reports.
	Name   string `json:"name"`
	Target string `json:"target"` // an adapter module or a target file
	// Args are further flags of the command that checks it.
	Args []string `json:"args"`
	// Capabilities are added to those of the target file's webdriver.
	Capabilities map[string]any `json:"capabilities"`
}

// LoadFleet reads a fleet file. Mistakes in it are *ConfigError, joined where there are several.
func LoadFleet(file string) (*Fleet, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, &ConfigError{File: file, Message: fmt.Sprintf("the file cannot be read: %v", err), Err: err}
	}
	var f Fleet
	if err := DecodeYAML(file, data, FleetSchema, &f); err != nil {
		return nil, err
	}
	document, err := config.Parse(file, data)
	if err != nil {
		return nil, err
	}
	var wrong []*config.Error
	first := map[string]int{}
	for i, t := range f.Targets {
		if j, twice := first[t.Name]; twice {
			wrong = append(wrong, document.Errorf(fmt.Sprintf("/targets/%d/name", i), "the name %q is taken by target %d; each needs its own", t.Name, j+1))
			continue
		}
		first[t.Name] = i
	}
	return &f, config.Join(wrong...)
}
