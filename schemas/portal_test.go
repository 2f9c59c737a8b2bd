package schemas_test

import (
	"testing"

	"github.com/signspec/signspec/schemas"
)

// TestLevelsOfEditions holds that an edition raises the level of rules that exist, and to a level that exists.
func TestLevelsOfEditions(t *testing.T) {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range schemas.PortalNames() {
		portal, err := schemas.LoadPortal(name)
		if err != nil {
			t.Fatal(err)
		}
		for id, level := range portal.Levels {
			of, known := catalogue.Rule(id)
			if !known || of.Level == level || level != schemas.Must && level != schemas.Should {
				t.Errorf("%s gives %s the level %q, where the catalogue has %q", name, id, level, of.Level)
			}
		}
	}
	for portal, want := range map[string]string{"alipay-plus": schemas.Must, "antom": schemas.Should} {
		p, err := schemas.LoadPortal(portal)
		if err != nil {
			t.Fatal(err)
		}
		of, _ := catalogue.Rule("prepare-idempotent")
		if got := p.Profile().Level(of); got != want {
			t.Errorf("at %s prepare-idempotent is a %s, want %s", portal, got, want)
		}
	}
}
