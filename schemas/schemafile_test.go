package schemas

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestSchemaFiles(t *testing.T) {
	all, err := SchemaFiles()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != len(schemaFiles(t)) {
		t.Errorf("%d schemas are listed, there are %d", len(all), len(schemaFiles(t)))
	}
	for _, s := range all {
		if s.Name+".schema.json" != s.File || s.Title == "" || s.About == "" || strings.HasSuffix(s.About, ".") || !json.Valid(s.Text) {
			t.Errorf("it is %s of %s, title %q, about %q", s.Name, s.File, s.Title, s.About)
		}
	}
}

func TestEditorLine(t *testing.T) {
	want := "# yaml-language-server: $schema=https://raw.githubusercontent.com/signspec/signspec/main/schemas/target.schema.json\n"
	if got := EditorLine(TargetSchema); got != want {
		t.Errorf("the line is %q, want %q", got, want)
	}
}
