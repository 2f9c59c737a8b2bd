package target

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

// examples are the complete target files in schemas/targets, one a way to reach a wallet.
func examples(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../schemas/targets/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no examples: %v", err)
	}
	return files
}

func TestTheExamplesAreTargetFiles(t *testing.T) {
	for _, file := range examples(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parse(file, data)
		if err != nil {
			t.Error(err)
			continue
		}
		if err := f.expand(func(name string) string { return "value-of-" + name }); err != nil {
			t.Error(err)
		}
		// What the schema allows, the program reads.
		text, err := json.Marshal(f.document.Value)
		if err != nil {
			t.Fatal(err)
		}
		strict := json.NewDecoder(bytes.NewReader(text))
		strict.DisallowUnknownFields()
		if err := strict.Decode(new(File)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// blocks finds the YAML in a Markdown file.
var blocks = regexp.MustCompile("(?s)( *)```yaml\n(.*?)\n *```")

// What the guides show of a target file is one.
func TestTheGuidesShowTargetFiles(t *testing.T) {
	found := 0
	for _, guide := range []string{"../../README.md", "../../fixtures/probe/README.md"} {
		text, err := os.ReadFile(guide)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range blocks.FindAllStringSubmatch(string(text), -1) {
			shown := strings.ReplaceAll("\n"+block[2]+"\n", "\n"+block[1], "\n")
			if !strings.Contains(shown, "\ndriver:") {
				continue
			}
			found++
			if _, err := read(shown); err != nil {
				t.Errorf("%s shows what is no target file: %v\n%s", guide, err, shown)
			}
		}
	}
	if found < 3 {
		t.Errorf("the guides show %d target files", found)
	}
}

// A field that no example has is a field that nobody finds.
func TestTheExamplesHaveEveryFieldOfTheSchema(t *testing.T) {
	schema := readFields(t)
	used := map[string]bool{}
	for _, file := range examples(t) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		document, err := config.Parse(file, data)
		if err != nil {
			t.Fatal(err)
		}
		schema.use("", document.Value, used)
	}
	for field := range schema.descriptions {
		if !used[field] {
			t.Errorf("no example has %s", field)
		}
	}
}

func TestEveryFieldOfTheTargetSchemaIsDescribed(t *testing.T) {
	schema := readFields(t)
	if len(schema.descriptions) < 50 {
		t.Errorf("there are %d fields; the schema is not read whole", len(schema.descriptions))
	}
	for field, description := range schema.descriptions {
		if strings.TrimSpace(description) == "" {
			t.Errorf("%s has no description", field)
		}
	}
}

// Where a variable is put in, the description says so, and nowhere else.
func TestTheDescriptionsSayWhereVariablesAre(t *testing.T) {
	fields := map[string]string{
		"/driver/webdriver/server":          "/$defs/webdriver/properties/server",
		"/driver/webdriver/headers/*":       "/$defs/webdriver/properties/headers",
		"/driver/webdriver/capabilities/**": "/$defs/webdriver/properties/capabilities",
		"/stage/hook":                       "/properties/stage/properties/hook",
		"/stage/actions/*/*/type/text":      "/$defs/action/properties/type/properties/text",
	}
	var want []string
	for _, place := range expanded() {
		want = append(want, fields[place])
	}
	var have []string
	for field, description := range readFields(t).descriptions {
		if strings.Contains(description, "${NAME}") {
			have = append(have, field)
		}
	}
	slices.Sort(want)
	slices.Sort(have)
	if !slices.Equal(have, want) {
		t.Errorf("the descriptions of %q speak of variables, want %q", have, want)
	}
}

// targetFields are the fields of the target schema.
type targetFields struct {
	document any
	// descriptions are by the location of the field, such as "/$defs/action/properties/click".
	descriptions map[string]string
}

func readFields(t *testing.T) targetFields {
	t.Helper()
	text, err := fs.ReadFile(schemas.FS(), schemas.TargetSchema)
	if err != nil {
		t.Fatal(err)
	}
	var document any
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	f := targetFields{document, map[string]string{}}
	f.read("", document)
	return f
}

// read notes every property at or below a location.
func (f targetFields) read(location string, node any) {
	schema, _ := node.(map[string]any)
	for key, child := range schema {
		below := location + "/" + config.EscapePointer(key)
		f.read(below, child)
		if strings.HasSuffix(location, "/properties") {
			f.descriptions[below] = f.description(below)
		}
	}
}

// description is that of a field, or of what it refers to.
func (f targetFields) description(location string) string {
	for _, at := range []string{location, f.target(location)} {
		if text, ok := config.Resolve(f.document, at+"/description"); ok {
			return text.(string)
		}
	}
	return ""
}

// target is where the schema stands that a location refers to, or the location itself.
func (f targetFields) target(location string) string {
	if ref, ok := config.Resolve(f.document, location+"/$ref"); ok {
		return strings.TrimPrefix(ref.(string), "#")
	}
	return location
}

// use notes the fields that a value has, which is one of the schema at a location.
func (f targetFields) use(location string, value any, used map[string]bool) {
	location = f.target(location)
	switch v := value.(type) {
	case map[string]any:
		for name, field := range v {
			for _, properties := range []string{"/properties/", "/then/properties/"} {
				at := location + properties + config.EscapePointer(name)
				if _, known := config.Resolve(f.document, at); known {
					used[at] = true
					f.use(at, field, used)
				}
			}
		}
	case []any:
		for _, item := range v {
			f.use(location+"/items", item, used)
		}
	}
}
