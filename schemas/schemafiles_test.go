package schemas

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

func schemaFiles(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(FS(), "*.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestSchemasCompileAsDraft2020(t *testing.T) {
	files := schemaFiles(t)
	if len(files) == 0 {
		t.Error("there are no schema files")
	}
	for _, file := range files {
		set := newSchemaSet(nil)
		if _, err := set.schema(file); err != nil {
			t.Errorf("%v", err)
			continue
		}
		document, _ := set.document(file)
		head, _ := document.(map[string]any)
		if head["$schema"] != "https://json-schema.org/draft/2020-12/schema" {
			t.Errorf("%s is of the draft %v", file, head["$schema"])
		}
		if head["$id"] != BaseURL+file {
			t.Errorf("%s has the $id %v", file, head["$id"])
		}
		defs, _ := head["$defs"].(map[string]any)
		for name := range defs {
			if _, err := set.schema(file + "#/$defs/" + name); err != nil {
				t.Errorf("%v", err)
			}
		}
	}
}

// A fragment that belongs to no rule, or that the whole does not ask for, is judged by nobody.
func TestContractSchemasAreMadeOfRules(t *testing.T) {
	for _, file := range []string{ParametersSchema, SuccessSchema, FailureSchema} {
		document, err := newSchemaSet(nil).document(file)
		if err != nil {
			t.Fatal(err)
		}
		head := document.(map[string]any)
		asked := map[string]bool{}
		for _, part := range head["allOf"].([]any) {
			asked[part.(map[string]any)["$ref"].(string)] = true
		}
		defs := head["$defs"].(map[string]any)
		if len(asked) != len(defs) {
			t.Errorf("%s has %d entries of $defs and asks for %d", file, len(defs), len(asked))
		}
		for id := range defs {
			rule, ok := catalogue(t).Rule(id)
			if !ok || rule.Schema != file+"#/$defs/"+id {
				t.Errorf("%s#/$defs/%s is not the fragment of the rule of that name", file, id)
			}
			if !asked["#/$defs/"+id] {
				t.Errorf("%s does not ask for %s", file, id)
			}
		}
	}
}

func TestALimitStandsInOnePlace(t *testing.T) {
	found := map[float64][]string{}
	for _, file := range schemaFiles(t) {
		document, err := newSchemaSet(nil).document(file)
		if err != nil {
			t.Fatal(err)
		}
		numbers(document, file, found)
	}
	for _, name := range ProfileNames() {
		data, err := fs.ReadFile(FS(), "profiles/"+name+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		var document any
		if err := yaml.Unmarshal(data, &document); err != nil {
			t.Fatal(err)
		}
		value, err := roundTrip(document)
		if err != nil {
			t.Fatal(err)
		}
		numbers(value, name, found)
	}
	for limit, want := range map[float64]string{
		256: "success.schema.json/$defs/auth-state-length/properties/authState/maxLength",
		32:  "success.schema.json/$defs/auth-code-length/properties/authCode/maxLength",
	} {
		if places := found[limit]; len(places) != 1 || places[0] != want {
			t.Errorf("the limit %v stands at %v, want once, at %s", limit, places, want)
		}
	}
}

func numbers(node any, path string, found map[float64][]string) {
	switch n := node.(type) {
	case map[string]any:
		for key, child := range n {
			numbers(child, path+"/"+key, found)
		}
	case []any:
		for _, child := range n {
			numbers(child, path, found)
		}
	case float64:
		found[n] = append(found[n], path)
	}
}

// Nothing but the schema may know a limit: a number in the program would be a second truth.
func TestNoLimitStandsInThePrograms(t *testing.T) {
	names, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			code, _, _ := strings.Cut(line, "//")
			if strings.Contains(code, "256") && !strings.Contains(code, "sha256") || strings.Contains(code, " 32") {
				t.Errorf("%s:%d holds a limit: %s", name, i+1, line)
			}
		}
	}
}

func TestDocumentedProfileLeavesTheSchemasAsTheyAre(t *testing.T) {
	for _, file := range []string{ParametersSchema, SuccessSchema, FailureSchema} {
		plain, err := newSchemaSet(nil).document(file)
		if err != nil {
			t.Fatal(err)
		}
		edited, err := Documented().set.document(file)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := json.Marshal(plain)
		have, _ := json.Marshal(edited)
		if string(want) != string(have) {
			t.Errorf("%s says something else than the profile documented:\n%s\n%s", file, want, have)
		}
	}
}
