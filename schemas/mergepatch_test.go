package schemas

import (
	"reflect"
	"testing"
)

func TestMergePatch(t *testing.T) {
	for _, c := range []struct{ name, document, patch, want string }{
		{"adds", `{"a":1}`, `{"b":2}`, `{"a":1,"b":2}`},
		{"replaces", `{"a":1}`, `{"a":{"b":2}}`, `{"a":{"b":2}}`},
		{"goes into objects", `{"a":{"b":1,"c":2}}`, `{"a":{"c":3}}`, `{"a":{"b":1,"c":3}}`},
		{"takes away by null", `{"a":1,"b":{"c":1}}`, `{"a":null,"b":{"c":null}}`, `{"b":{}}`},
		{"takes nothing from nothing", `{}`, `{"a":{"b":null}}`, `{"a":{}}`},
		{"replaces lists whole", `{"a":[1,2]}`, `{"a":[3]}`, `{"a":[3]}`},
		{"makes an object of a list", `[1]`, `{"a":1}`, `{"a":1}`},
		{"is not always an object", `{"a":1}`, `"b"`, `"b"`},
		{"empties", `{"a":1}`, `null`, `null`},
	} {
		document, patch := parse(t, c.document), parse(t, c.patch)
		if have := MergePatch(document, patch); !reflect.DeepEqual(have, parse(t, c.want)) {
			t.Errorf("%s: %s and %s give %v, want %s", c.name, c.document, c.patch, have, c.want)
		}
		if !reflect.DeepEqual(document, parse(t, c.document)) || !reflect.DeepEqual(patch, parse(t, c.patch)) {
			t.Errorf("%s: what went in was changed", c.name)
		}
	}
}
