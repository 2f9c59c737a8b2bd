package engine

import (
	"encoding/json"
	"fmt"
	"strings"
)

// onlyModules says whether all code in the bundle is modules; CommonJS and plain scripts may be sloppy.
func onlyModules(metafile string) bool {
	var meta struct {
		Inputs map[string]struct{ Format string }
	}
	if json.Unmarshal([]byte(metafile), &meta) != nil {
		return false
	}
	for name, input := range meta.Inputs {
		if input.Format != "esm" && !strings.HasSuffix(name, ".json") {
			return false
		}
	}
	return len(meta.Inputs) > 0
}

// strict makes a bundle of modules strict, which a module is and the bundler drops: one directive stands for all of a
// script. It stands on a line of its own, and the source map begins a line later.
func strict(script, sourceMap []byte) (strictScript, laterMap []byte, err error) {
	var fields map[string]any
	if err := json.Unmarshal(sourceMap, &fields); err != nil {
		return nil, nil, fmt.Errorf("reading the source map: %w", err)
	}
	mappings, _ := fields["mappings"].(string)
	fields["mappings"] = ";" + mappings
	if laterMap, err = json.Marshal(fields); err != nil {
		return nil, nil, fmt.Errorf("writing the source map: %w", err)
	}
	return append([]byte("\"use strict\";\n"), script...), laterMap, nil
}
