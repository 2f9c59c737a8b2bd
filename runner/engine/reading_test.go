package engine_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/engine"
)

// TestReading compares the places of reads with those that V8 gives. testdata/places.json has ways of reading a result,
// each with what Node.js 20 says; the lines have to be the same.
func TestReading(t *testing.T) {
	text, err := os.ReadFile("testdata/places.json")
	if err != nil {
		t.Fatal(err)
	}
	var ways []struct {
		Code  string
		Reads []string
	}
	if err := json.Unmarshal(text, &ways); err != nil {
		t.Fatal(err)
	}
	columns, reads := 0, 0
	for _, way := range ways {
		got := readsOf(t, way.Code)
		if lines(got) != lines(way.Reads) {
			t.Errorf("%s\nreads %q, want %q", way.Code, got, way.Reads)
		}
		for i, read := range way.Reads {
			reads++
			if i < len(got) && got[i] == read {
				columns++
			}
		}
	}
	t.Logf("%d of %d have the column too", columns, reads)
}

// lines leaves the columns out.
func lines(reads []string) string {
	var kept []string
	for _, read := range reads {
		kept = append(kept, read[:strings.LastIndexByte(read, ':')])
	}
	return strings.Join(kept, "; ")
}

func readsOf(t *testing.T, code string) (reads []string) {
	t.Helper()
	vm := engine.New(engine.Options{})
	exports := load(t, vm, engine.Source{
		Path: "read.js", Text: code + "\nfunction log(v) { return v && v.b }\nvar ready = true\nexport default read",
	})
	note := func(what, name string) {
		place := "nowhere"
		if frames := vm.Reading(name); len(frames) > 0 {
			place = fmt.Sprintf("%d:%d", frames[0].Line, frames[0].Column)
		}
		reads = append(reads, strings.Join(strings.Fields(what+" "+name+" "+place), " "))
	}
	target, err := vm.ParseJSON(`{"authCode":"c","authState":"s"}`)
	if err != nil {
		t.Fatal(err)
	}
	result := vm.Observe(target, engine.Observer{
		Get: func(name string) {
			if name != "then" && name != "toJSON" {
				note("get", name)
			}
		},
		Has: func(name string) { note("has", name) }, Keys: func() { note("keys", "") },
	})
	if _, err := vm.Call(exports.Get("default"), engine.Undefined(), result); err != nil {
		t.Fatalf("%s\n%v", code, err)
	}
	return reads
}
