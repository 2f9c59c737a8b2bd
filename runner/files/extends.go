package files

import (
	"path/filepath"
	"regexp"
	"strings"
)

// extends is where a tsconfig.json names those that it builds on, and quoted each of them.
var (
	extends = regexp.MustCompile(`"extends"\s*:\s*(\[[^\]]*\]|"[^"]*")`)
	quoted  = regexp.MustCompile(`"([^"]*)"`)
)

// maxExtends is how many configurations one may build on, one by way of another.
const maxExtends = 16

// extended looks at the configurations that one of TypeScript builds on by a path: the bundler reads those as well. A name
// that is written so that this does not see it is seen when the bundler tells of the file, or ends in the limits of the
// process that bundles.
func (g *Gate) extended(file string, left int) error {
	if left == 0 {
		return g.refuse(file, "it builds on too many other configurations")
	}
	text, err := g.Read(file)
	if err != nil {
		return err
	}
	for _, list := range extends.FindAllSubmatch(text, -1) {
		for _, name := range quoted.FindAllSubmatch(list[1], -1) {
			path := filepath.FromSlash(string(name[1]))
			if !filepath.IsAbs(path) {
				if !strings.HasPrefix(path, ".") {
					continue // a package
				}
				path = filepath.Join(filepath.Dir(file), path)
			}
			if err := g.Named(path); err != nil {
				return err
			}
			for _, base := range []string{path, path + ".json"} {
				if g.Exists(base) {
					if err := g.extended(base, left-1); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}
