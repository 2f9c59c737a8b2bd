// Package server is the suite of merchants' servers: the rules that every server which consults, keeps the state and
// exchanges the code must keep, one row a rule, and the attempts that show them.
package server

import (
	"context"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server/matchers"
	"github.com/signspec/signspec/suites/wire"
)

// Server is the target as the specs see it: a merchant's server between a staged platform and a staged mini program.
type Server interface {
	// Describe reaches the server and says what is known of it. An error means that it could not be reached.
	Describe(ctx context.Context) (Description, error)
	// Ahead is told of all scenarios that will be asked for, so that they can be performed beside each other; a server
	// that cannot need do nothing. It says whether they are.
	Ahead(ctx context.Context, scenarios []Scenario) bool
	// Perform performs one scenario and returns its record. An error means that the harness failed or that the server is
	// gone; a server that answers badly is a record.
	Perform(ctx context.Context, s Scenario) (rule.Performance, error)
	// Alone performs one once more, with nothing beside it, and returns a record of the id that is for that; ok is false where
	// nothing was beside it the first time.
	Alone(ctx context.Context, s Scenario, try int) (p rule.Performance, ok bool, err error)
}

// Description is what is known of a server before anything is asked of it.
type Description struct {
	Name string `json:"name"`
	// ClientID is what the platform gave out.
	ClientID string `json:"clientId"`
	// Means lists what the target file has: "status", "unbind", "notify", "sessions", "text", "logs", "tls", "state",
	// "pending"; and "program" where the calls of the mini program are made by the real one.
	Means []string `json:"means"`
	Notes []string `json:"notes,omitempty"`
	// Beside says that scenarios can be performed beside each other, so that many more of them take little longer.
	Beside bool `json:"-"`
}

// Described is the scenario that shows what a target file has, before any other.
const Described = matchers.Described

func (d Description) record() record.Record {
	return wire.Description(map[string]record.Value{"means": record.Texts(d.Means), "clientId": record.Text(d.ClientID)})
}

// Logged is the scenario in which the server's logs are read, after all others.
const Logged = matchers.Logged
