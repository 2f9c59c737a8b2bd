package config

import (
	"encoding/json"
	"errors"
	"testing"
)

// Whatever stands in a file, it is read, or refused by an *Error; and every place in what was read can be told.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "# c\n", "a: 1\na: 2\n", "a: [1\n", "a: 1\n---\nb: 1\n", "a: .nan\n", "a: &x [1]\nb: *x\n", "a: *nowhere\n",
		"? [a, b]\n: c\n", "<<: {a: 1}\nb: 2\n", "a: !!binary aGk=\n", "a: |\n  text\n\tb\n", "\"~1/\": {é: [x, {}]}\n", "[]: {}\n", "&a [*a]\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Parse("f.yaml", data)
		if err != nil {
			var one *Error
			if !errors.As(err, &one) {
				t.Fatalf("%q gives a %T: %v", data, err, err)
			}
			_ = one.Detail()
			return
		}
		if _, err := json.Marshal(d.Value); err != nil {
			t.Fatalf("%q is read as what is no JSON: %v", data, err)
		}
		walk("", d.Value, func(pointer string) {
			if _, ok := Resolve(d.Value, pointer); !ok {
				t.Fatalf("%q has nothing at %q", data, pointer)
			}
			if e := d.Errorf(pointer, "m"); e.Line < 1 || e.Column < 1 {
				t.Fatalf("%q has no place for %q", data, pointer)
			}
			_ = d.KeyErrorf(pointer, "m").Detail()
		})
	})
}

// walk visits the pointer of every value.
func walk(pointer string, value any, visit func(string)) {
	visit(pointer)
	switch v := value.(type) {
	case map[string]any:
		for key, child := range v {
			walk(pointer+"/"+EscapePointer(key), child, visit)
		}
	case []any:
		for i, child := range v {
			data, _ := json.Marshal(i)
			walk(pointer+"/"+string(data), child, visit)
		}
	}
}
