package schemas

import (
	"bytes"
	"encoding/json"

	"github.com/signspec/signspec/schemas/config"
)

// MerchantConfig is a merchant's signspec.yaml: how the mini program is checked. signspec.schema.json is the authority.
type MerchantConfig struct {
	// Program is the folder with app.json, relative to the file; "." where the file does not say.
	Program string `json:"program"`
	// Open is the page to open, such as "pages/pay/index", with Query.
	Open  string `json:"open"`
	Query Query  `json:"query,omitempty"`
	// Start are the steps that start the flow; a handler's name alone is the one step that fires it.
	Start Start `json:"start"`
	// Profile is the name or the file of a profile; DefaultProfile where the file does not say.
	Profile string `json:"profile"`
	Kept
	Server Server `json:"server"`
	// Stubs are the answers of APIs of the framework, by name, such as "my.scan".
	Stubs map[string]Stub `json:"stubs,omitempty"`
	// Storage is what the program has stored before, by key, as plain JSON.
	Storage map[string]any `json:"storage,omitempty"`
}

// Stub is the answer of an API, as plain JSON: exactly one of the members "success" and "fail", which its callbacks of
// that name get, and "returns", which the call itself returns.
type Stub map[string]any

// Query is the query of a page: the framework gives every value as a string.
type Query map[string]string

// UnmarshalJSON takes strings, and numbers and booleans as they are written.
func (q *Query) UnmarshalJSON(data []byte) error {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(data, &values); err != nil {
		return err
	}
	*q = make(Query, len(values))
	for name, raw := range values {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			text = string(raw)
		}
		(*q)[name] = text
	}
	return nil
}

// Start are the steps that start the flow.
type Start []Step

// Step is one thing that a person does: one of Tap, Fire, Input and Change is set.
type Step struct {
	// Tap is the element to tap: "#id", ".class" or a tag.
	Tap string `json:"tap,omitempty"`
	// Fire is the handler to fire, and With what its event object holds besides its own fields.
	Fire string         `json:"fire,omitempty"`
	With map[string]any `json:"with,omitempty"`
	// Input is the field to type Value into, Change the picker, switch or group that is set to it.
	Input  string `json:"input,omitempty"`
	Change string `json:"change,omitempty"`
	Value  any    `json:"value,omitempty"`
}

// String says what is done, in the words of signspec.yaml.
func (s Step) String() string {
	switch {
	case s.Tap != "":
		return "tap " + s.Tap
	case s.Input != "":
		return "input " + s.Input
	case s.Change != "":
		return "change " + s.Change
	}
	return "fire " + s.Fire
}

// UnmarshalJSON takes a handler's name or a list of steps.
func (s *Start) UnmarshalJSON(data []byte) error {
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		return json.Unmarshal(data, (*[]Step)(s))
	}
	var handler string
	if err := json.Unmarshal(data, &handler); err != nil {
		return err
	}
	*s = Start{{Fire: handler}}
	return nil
}

// Server is the merchant's server: exactly one of its fields is set.
type Server struct {
	Routes []Route // one that the suite plays; not nil, though perhaps empty
	Proxy  string  // the URL of a real one
	Module string  // the file of a module that plays it, relative to signspec.yaml
	// Started says that a real one is started, with the staged platform behind it; merchantserver reads how.
	Started bool
}

// UnmarshalJSON takes a list of routes, {"proxy": url}, {"start": command, ...}, or a module's file.
func (s *Server) UnmarshalJSON(data []byte) error {
	switch data = bytes.TrimSpace(data); {
	case bytes.HasPrefix(data, []byte("[")):
		return json.Unmarshal(data, &s.Routes)
	case bytes.HasPrefix(data, []byte("{")):
		var real struct {
			Proxy string `json:"proxy"`
			Start string `json:"start"`
		}
		err := json.Unmarshal(data, &real)
		s.Proxy, s.Started = real.Proxy, real.Start != ""
		return err
	}
	return json.Unmarshal(data, &s.Module)
}

// Route is one answer of the server.
type Route struct {
	// Role is PrepareRole, ResultRole, StatusRole, or empty for whatever else the program needs.
	Role string `json:"role,omitempty"`
	// Request is a method and a URL path, such as "POST /api/sign/prepare"; * matches within a segment, ** across.
	Request string `json:"request"`
	// Reply is the body of the answer as plain JSON, except for ResultRole; "{signStr}" in it becomes the sign string.
	Reply any `json:"reply,omitempty"`
	// Accept and Reject are the bodies of the two answers to a result as plain JSON.
	Accept any `json:"accept,omitempty"`
	Reject any `json:"reject,omitempty"`
	// Means says of a status route what its reply says: MeansPending or MeansDecided; empty where its words tell.
	Means string `json:"means,omitempty"`
}

// What the reply of a status route may mean.
const (
	MeansPending = "pending" // it is not decided yet whether there is an agreement
	MeansDecided = "decided" // there is one, or there is none
)

// The roles of routes.
const (
	PrepareRole = "prepare" // gives the sign string
	ResultRole  = "result"  // receives code and state
	StatusRole  = "status"  // is asked when the result is unknown
)

// ParseMerchantConfig reads a signspec.yaml from its content; file is its name in error messages. Mistakes are
// *config.Error, joined where there are several.
func ParseMerchantConfig(file string, data []byte) (*MerchantConfig, error) {
	c := &MerchantConfig{Program: ".", Profile: DefaultProfile}
	if err := DecodeYAML(file, data, MerchantSchema, c); err != nil {
		return nil, err
	}
	return c, nil
}

// LoadMerchantConfig reads a signspec.yaml. Mistakes in it are *config.Error, joined where there are several; a file
// that cannot be read is one as well, and wraps the cause.
func LoadMerchantConfig(file string) (*MerchantConfig, error) {
	data, err := config.Read(file)
	if err != nil {
		return nil, err
	}
	return ParseMerchantConfig(file, data)
}
