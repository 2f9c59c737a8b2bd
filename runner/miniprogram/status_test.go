package miniprogram

import (
	"testing"

	"github.com/signspec/signspec/schemas"
)

// TestAStatusThatTellsNothingIsWarnedOf asks for means where the words of a reply do not tell.
func TestAStatusThatTellsNothingIsWarnedOf(t *testing.T) {
	for name, c := range map[string]struct {
		route schemas.Route
		warns bool
	}{
		"pending":      {schemas.Route{Role: schemas.StatusRole, Reply: map[string]any{"state": "PENDING"}}, false},
		"decided":      {schemas.Route{Role: schemas.StatusRole, Reply: map[string]any{"signed": false}}, false},
		"a word":       {schemas.Route{Role: schemas.StatusRole, Reply: map[string]any{"state": "S3"}}, true},
		"said":         {schemas.Route{Role: schemas.StatusRole, Reply: map[string]any{"state": "S3"}, Means: schemas.MeansPending}, false},
		"another role": {schemas.Route{Reply: map[string]any{"state": "S3"}}, false},
	} {
		if got := unclearStatus([]schemas.Route{c.route}); (len(got) > 0) != c.warns {
			t.Errorf("%s: the warnings are %v", name, got)
		}
	}
}
