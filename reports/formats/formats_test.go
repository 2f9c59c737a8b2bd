package formats_test

import (
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/formats"
)

func TestChooseFormats(t *testing.T) {
	for list, want := range map[string]string{
		"junit":             "junit",
		"html, junit":       "junit html", // in the order in which they are written
		"json,json":         "json",
		"all":               strings.Join(formats.Names(), " "),
		"sarif,all":         strings.Join(formats.Names(), " "),
		"markdown,shields ": "markdown shields",
	} {
		chosen, err := formats.Choose(list)
		if err != nil {
			t.Errorf("%q: %v", list, err)
		}
		var names []string
		for _, format := range chosen {
			names = append(names, format.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%q chooses %s, want %s", list, got, want)
		}
	}
}

func TestAnUnknownFormatIsAnsweredWithTheNames(t *testing.T) {
	for list, want := range map[string][]string{
		"htlm":       {`unknown report format "htlm"`, "did you mean html?", "junit, json, html, markdown, sarif, gitlab, badge, shields, ndjson"},
		"":           {`unknown report format ""`},
		"html,,json": {`unknown report format ""`},
		"a\x1b[2J":   {`unknown report format "a\\x1b[2J"`},
	} {
		_, err := formats.Choose(list)
		for _, part := range want {
			if err == nil || !strings.Contains(err.Error(), part) {
				t.Errorf("%q: the error is %v, want %s in it", list, err, part)
			}
		}
	}
}

func TestEveryFormatHasANameAFileAndADescriptionOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, format := range formats.List() {
		for _, text := range []string{format.Name, format.File, format.About} {
			if text == "" || seen[text] {
				t.Errorf("%s: %q is empty, or another's", format.Name, text)
			}
			seen[text] = true
		}
	}
	var names []string
	for _, format := range formats.Default() {
		names = append(names, format.Name)
	}
	if got := strings.Join(names, " "); got != "junit json html" {
		t.Errorf("written where nobody chose: %s", got)
	}
}
