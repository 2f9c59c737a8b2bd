package platform_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/platform"
	"github.com/signspec/signspec/suites/platform/matchers"
)

// means are those of a platform with everything.
var means = []string{"authorise", "beside", "notify", "second"}

func profileOf(t testing.TB, name string) *schemas.Profile {
	t.Helper()
	portal, err := schemas.LoadPortal(name)
	if err != nil {
		t.Fatal(err)
	}
	return portal.Profile()
}

// TestWalksCoverTheirSpace computes what the walks of each edition cover, with a second client and without one.
func TestWalksCoverTheirSpace(t *testing.T) {
	for _, name := range schemas.PortalNames() {
		p := profileOf(t, name)
		for _, has := range [][]string{means, {"authorise"}} {
			space := platform.NewSpace(p, has)
			c := space.Covered(platform.Explored(platform.Exploring{}, p, has))
			for what, n := range map[string]platform.Count{"oddities": c.Oddities, "befores": c.Befores, "kinds": c.Kinds, "pairs": c.Pairs, "hearing": c.Hearing} {
				if what == "hearing" && n.Of == 0 && (!p.Portal.Notifies || len(has) == 1) {
					continue
				}
				if n.Covered != n.Of || n.Of == 0 {
					t.Errorf("%s with %q: %d of %d %s are covered", name, has, n.Covered, n.Of, what)
				}
			}
			if c.Walks > 1000 {
				t.Errorf("%s with %q: %d walks", name, has, c.Walks)
			}
			if nothing := space.Covered(nil); nothing.Pairs.Covered+nothing.Kinds.Covered+nothing.Oddities.Covered > 0 {
				t.Errorf("nothing covers %+v", nothing)
			}
		}
	}
}

// TestAWalkIsMadeOfItsName makes every walk anew from its name, random ones too.
func TestAWalkIsMadeOfItsName(t *testing.T) {
	p := profileOf(t, schemas.DefaultPortal)
	all := platform.Explored(platform.Exploring{Random: 500, Seed: 7}, p, means)
	for _, s := range all {
		again, err := platform.Beyond(s.Name, p)
		if err != nil || again.Name != s.Name || !slices.Equal(again.Steps, s.Steps) {
			t.Errorf("%s is made again as %+v, %v; it was %+v", s.Name, again, err, s)
		}
		if !s.Drawn() {
			t.Errorf("%s is no walk", s.Name)
		}
	}
	twice := platform.Explored(platform.Exploring{Random: 500, Seed: 7}, p, means)
	if other := platform.Explored(platform.Exploring{Random: 500, Seed: 8}, p, means); len(twice) != len(all) || twice[len(twice)-1].Name != all[len(all)-1].Name ||
		other[len(other)-1].Name == all[len(all)-1].Name {
		t.Error("a seed does not say which random walks there are")
	}
}

// TestEveryOddWalkHasItsControl looks for the same walk without what is odd, before it.
func TestEveryOddWalkHasItsControl(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range platform.Explored(platform.Exploring{}, profileOf(t, schemas.DefaultPortal), means) {
		seen[s.Name] = true
		if !strings.Contains(s.Name, "(") {
			continue
		}
		refused := slices.ContainsFunc(s.Steps, func(step platform.Step) bool { return step.Refused })
		if control := matchers.WithoutOdd(s.Name, refused); !seen[control] {
			t.Errorf("%s is compared with %s, which is not performed before it", s.Name, control)
		}
	}
}

func TestWhatIsNoWalkIsRefused(t *testing.T) {
	p := profileOf(t, schemas.DefaultPortal)
	for name, want := range map[string]string{
		"consult, aprove":                          `"aprove" is no step of a walk; did you mean approve?`,
		"consult (no-such)":                        `"no-such" is nothing that can be odd about consult in this edition; there are unsigned, `,
		"consult, approve, cancel (authCode null)": `"authCode null" is nothing that can be odd about cancel`,
		"approve (unsigned)":                       `"unsigned": nothing can be odd about authorise`,
		"":                                         `"" is none of`,
	} {
		if _, err := platform.Beyond(name, p); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", name, err, want)
		}
	}
}
