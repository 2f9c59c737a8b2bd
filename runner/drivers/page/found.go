package page

import (
	"cmp"

	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// Found is what describe of host.js says of a page.
type Found struct {
	Found struct {
		Entry      record.Value  `json:"entry"`
		SDKVersion *record.Value `json:"sdkVersion"`
		CanIUse    *record.Value `json:"canIUse"`
	} `json:"found"`
	Name    string `json:"name"`    // of the wallet; empty where the page does not say
	Version string `json:"version"` // as well
	Stage   bool   `json:"stage"`   // the page arranges outcomes
	Opened  bool   `json:"opened"`  // the page shows what its authorisation page was opened with
}

// Description describes the wallet. Where the page does not say what it is, it has the given name and version, or else
// the name of the place where it stands.
//
// A driver that runs scripts in the page of the caller sees all that a caller sees: the order of callbacks and return,
// the options object, the promise. Blind is only what the wallet keeps to itself: what the authorisation page was
// opened with. It is seen where the page says so (signspecAdapter.opened); the URL of the page that appears would not
// do, because a page may send the browser on before anybody can look.
func (f Found) Description(clock, name, version, place string) wallet.Description {
	d := wallet.Description{
		Name: f.Name, Version: f.Version, Time: clock,
		Entry: f.Found.Entry, SDKVersion: f.Found.SDKVersion, CanIUse: f.Found.CanIUse,
	}
	if d.Name == "" {
		d.Name, d.Version = name, version
	}
	d.Name = cmp.Or(d.Name, place)
	if !f.Opened {
		d.Blind = []string{wallet.Opened}
	}
	return d
}

// CanStage returns a *config.Error where the scenario stages calls and nothing arranges outcomes.
func (f Found) CanStage(s wallet.Scenario, how How) error {
	if how == ByDriver || f.Stage || !stages(s) {
		return nil
	}
	return &config.Error{Message: "nothing arranges how an authorisation ends: the page has no signspecAdapter.stage, and " +
		"no other way of staging was given"}
}
