package files

import (
	"os"
	"path/filepath"
)

// configurations are the files that a bundler reads in every folder that it comes through, without being asked to.
func configurations() []string { return []string{"package.json", "tsconfig.json", "jsconfig.json"} }

// Through looks at the configurations of a folder in the root and of those above it, up to the root. What a bundler would
// read there without asking the gate is a pipe or leads outside: that is a *Refusal.
func (g *Gate) Through(folder string) error {
	for _, at := range above(folder) {
		if !under(g.root, at) && !under(g.named, at) {
			return nil
		}
		g.mu.Lock()
		known := g.folders[at]
		g.folders[at] = true
		g.mu.Unlock()
		if known {
			return nil // and so are those above
		}
		for _, name := range configurations() {
			file := filepath.Join(at, name)
			about, err := os.Stat(file)
			if err != nil || about.IsDir() && g.Inside(file) {
				continue
			}
			if _, err := g.Check(file); err != nil {
				return err
			}
			if name != "package.json" {
				if err := g.extended(file, maxExtends); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
