package config_test

import (
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/config"
)

func TestTooDeep(t *testing.T) {
	for text, want := range map[string]int{
		strings.Repeat("[", 128): -1, strings.Repeat("[", 129): 128, strings.Repeat(`{"a":`, 200): 128 * 5, `"` + strings.Repeat("[", 500) + `"`: -1,
		`["\"` + strings.Repeat("[", 500) + `"]`: -1, strings.Repeat("[]", 500): -1, "": -1,
	} {
		if at, deep := config.TooDeep([]byte(text)); deep != (want >= 0) || deep && at != want {
			t.Errorf("%.20s: %d, %t", text, at, deep)
		}
	}
}
