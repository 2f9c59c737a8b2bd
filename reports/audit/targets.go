package audit

import (
	"cmp"
	"strings"
)

// Targets are the groups with their days put together: one a wallet version, platform and profile, in their order.
func (a *Audit) Targets() []Group {
	var targets []Group
	at := map[[4]string]int{}
	for _, g := range a.Groups {
		key := [4]string{g.Wallet, g.Version, g.Platform, g.Profile}
		i, ok := at[key]
		if !ok {
			i = len(targets)
			at[key] = i
			targets = append(targets, Group{Wallet: g.Wallet, Version: g.Version, Platform: g.Platform, Profile: g.Profile})
		}
		targets[i].add(g)
	}
	for i := range targets {
		targets[i].conclude()
	}
	return targets
}

// Name names a group without its day, such as "Acme 5.2.0, Android, documented".
func (g Group) Name() string {
	wallet := strings.TrimSpace(cmp.Or(g.Wallet, "a wallet without a name") + " " + g.Version)
	parts := []string{wallet, cmp.Or(g.Platform, "no platform"), g.Profile}
	return strings.Join(parts, ", ")
}

func (g *Group) add(other Group) {
	g.Calls += other.Calls
	g.Broken += other.Broken
	g.First, g.Last = earlier(g.First, other.First), max(g.Last, other.Last)
	for _, r := range other.Rules {
		g.addRule(r)
	}
}

func (g *Group) addRule(other GroupRule) {
	for i := range g.Rules {
		r := &g.Rules[i]
		if r.ID != other.ID {
			continue
		}
		if r.Example == nil || other.Example != nil && other.Example.Plainer(r.Example) {
			r.Example = other.Example
		}
		r.Judged += other.Judged
		r.Broken += other.Broken
		r.First, r.Last = earlier(r.First, other.First), max(r.Last, other.Last)
		r.Rate = rate(r.Broken, r.Judged)
		return
	}
	g.Rules = append(g.Rules, other)
}

// Rule returns how a group kept a rule; false where no call of it could show the rule.
func (g Group) Rule(id string) (GroupRule, bool) {
	for _, r := range g.Rules {
		if r.ID == id {
			return r, true
		}
	}
	return GroupRule{}, false
}

// earlier is the earlier of two times, of which either may be empty.
func earlier(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}
