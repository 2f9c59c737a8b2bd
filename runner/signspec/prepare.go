package main

import "github.com/signspec/signspec/schemas"

// prepareProfile checks the flags and loads the profile that they name.
func (c *check) prepareProfile() (*schemas.Profile, error) {
	c.begin()
	if err := c.settings.checkValues(); err != nil {
		return nil, err
	}
	profile, err := schemas.LoadProfile(c.settings.profile)
	if err != nil {
		return nil, err
	}
	c.profile = profile.Name
	return profile, nil
}

// prepareRun checks the expression of --rules, makes the folder for the reports and reads the baseline; scenarios are
// the names that a baseline may use.
func (c *check) prepareRun(subject string, scenarios []string) error {
	catalogue, err := schemas.LoadCatalogue()
	if err != nil {
		return err
	}
	if err := checkExpression(c.settings.rules, catalogue, subject); err != nil {
		return err
	}
	err = c.settings.prepareOut()
	c.nowhere = err != nil
	if err != nil {
		return err
	}
	return c.loadBaseline(catalogue.RulesOf(subject), scenarios)
}
