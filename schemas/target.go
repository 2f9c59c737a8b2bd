package schemas

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// Target is a target file: how a wallet is reached and staged. Paths in it are relative to the file.
type Target struct {
	Subject TargetSubject `json:"subject"`
	// Profile is the name or the file of a profile, and Plan that of a plan; empty leaves them to the command line.
	Profile string       `json:"profile"`
	Plan    string       `json:"plan"`
	Driver  TargetDriver `json:"driver"`
	Stage   TargetStage  `json:"stage"`
	Timing  TargetTiming `json:"timing"`

	document *config.Document
	secrets  secret.Names
}

// TargetSubject says what is judged, where the target itself does not.
type TargetSubject struct {
	Name     string `json:"name"`
	Version  string `json:"version"`
	Artifact string `json:"artifact"`
}

// TargetDriver is one driver with its options; exactly one field is set.
type TargetDriver struct {
	Script    string           `json:"script,omitempty"`
	Exec      []string         `json:"exec,omitempty"`
	Browser   *BrowserTarget   `json:"browser,omitempty"`
	WebDriver *WebDriverTarget `json:"webdriver,omitempty"`
	Socket    *SocketTarget    `json:"socket,omitempty"`
}

// BrowserTarget are the options of the browser driver.
type BrowserTarget struct {
	URL       string       `json:"url"`
	Module    string       `json:"module"`
	DevTools  Address      `json:"devtools"`
	Target    TargetChoice `json:"target"`
	ActionsOn TargetChoice `json:"actionsOn"`
	Chromium  string       `json:"chromium"`
	Time      string       `json:"time"` // "real", "virtual" or empty
	Ready     Duration     `json:"ready"`
	Limit     Duration     `json:"limit"`
}

// TargetChoice chooses a page or a worker of a browser.
type TargetChoice struct {
	Type    string `json:"type"`
	URL     string `json:"url"`
	Pattern string `json:"pattern"`
}

// WebDriverTarget are the options of the webdriver driver.
type WebDriverTarget struct {
	Server       string            `json:"server"`
	CA           string            `json:"ca"` // a PEM file
	Headers      map[string]string `json:"headers"`
	Capabilities Capabilities      `json:"capabilities"`
	URL          string            `json:"url"`
	Target       TargetPlace       `json:"target"`
	ActionsOn    TargetPlace       `json:"actionsOn"`
	Network      struct {
		Off TargetCommand `json:"off"`
		On  TargetCommand `json:"on"`
	} `json:"network"`
	Busy Duration `json:"busy"`
}

// TargetPlace is a place on a device: a context, a window of it, a frame in that.
type TargetPlace struct {
	Context string   `json:"context"`
	Window  string   `json:"window"`
	Frame   []string `json:"frame"`
}

// TargetCommand is a command of a WebDriver session: a script with its arguments, or a path with its body.
type TargetCommand struct {
	Script string `json:"script"`
	Args   []any  `json:"args"`
	Path   string `json:"path"`
	Body   any    `json:"body"`
}

// SocketTarget are the options of the socket driver.
type SocketTarget struct {
	Address      string    `json:"address"`
	PublicURL    string    `json:"publicUrl"`
	AllowOrigins []string  `json:"allowOrigins"`
	TokenFile    string    `json:"tokenFile"`
	WriteProbe   string    `json:"writeProbe"` // a folder
	Module       string    `json:"module"`
	Wait         *Duration `json:"wait"` // nil leaves it to the command
}

// TargetStage says how outcomes are arranged; all zero leaves it to the adapter or the page.
type TargetStage struct {
	Hook     string                     `json:"hook"`
	Command  string                     `json:"command"`
	SignStr  map[record.Outcome]SignStr `json:"signStr"`
	Operator bool                       `json:"operator"`
	// Actions are, by outcome, the actions of package ui, as plain JSON.
	Actions json.RawMessage `json:"actions"`
}

// SignStr is a string to sign and, where it is known, the state that it carries. It is written as text, or as an object
// with both.
type SignStr struct {
	SignStr   string `json:"signStr"`
	AuthState string `json:"authState"`
}

// UnmarshalJSON reads text or an object.
func (s *SignStr) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, &s.SignStr) == nil {
		return nil
	}
	type object SignStr // without this method
	return json.Unmarshal(data, (*object)(s))
}

// TargetTiming says how long to wait; zero is the driver's own.
type TargetTiming struct {
	Settle Duration `json:"settle"`
	Quiet  Duration `json:"quiet"`
}

// Duration is a time.Duration that is written as text: "500ms".
type Duration time.Duration

// UnmarshalJSON reads text such as "500ms".
func (d *Duration) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	parsed, err := time.ParseDuration(text)
	*d = Duration(parsed)
	return err
}

// Address is text, or a number that stands for a port.
type Address string

// UnmarshalJSON reads text or a number.
func (a *Address) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		*a = Address(text)
		return nil
	}
	var port int
	if err := json.Unmarshal(data, &port); err != nil {
		return err
	}
	*a = Address(fmt.Sprint(port))
	return nil
}
