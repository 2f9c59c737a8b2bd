// Package ui is what a person does on an authorisation page, given as data: press Confirm, type a code, go back,
// lose the network. A target file lists it by outcome, and every driver that can reach a page performs it:
//
//	approve: [{click: "#confirm"}]
//	cancel:  [{click: "#cancel"}]
//	network: [{waitFor: "#confirm"}, {network: off}, {click: "#confirm"}]
package ui

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/signspec/signspec/schemas/config"
)

// Action is one thing that a person does. Exactly one of its fields is set; Check says what is wrong otherwise.
type Action struct {
	// Click and Tap name the element to press, with a mouse or a finger. They wait until it can be seen and nothing
	// lies over it, as a person does.
	Click string `json:"click,omitempty"`
	Tap   string `json:"tap,omitempty"`
	// Type writes text into an element.
	Type *Typing `json:"type,omitempty"`
	// Back goes back in the history, as the button of a phone does.
	Back bool `json:"back,omitempty"`
	// WaitFor names an element to wait for.
	WaitFor string `json:"waitFor,omitempty"`
	// Wait waits for a time.
	Wait config.Duration `json:"wait,omitempty"`
	// Network is Off or On. It is on again for whatever is staged next.
	Network string `json:"network,omitempty"`
}

// Typing is text to write into an element.
type Typing struct {
	Into string `json:"into"`
	Text string `json:"text"`
}

// What Action.Network may be.
const (
	Off = "off"
	On  = "on"
)

// Names lists the names of the actions, as they stand in a target file.
func Names() []string {
	return []string{"click", "tap", "type", "back", "waitFor", "wait", "network"}
}

// Check returns what is wrong with an action, or "".
func (a Action) Check() string {
	set := a.set()
	switch {
	case len(set) == 0:
		return "it does nothing; an action is one of " + strings.Join(Names(), ", ")
	case len(set) > 1:
		return "it is several at once, " + strings.Join(set, " and ") + "; write one action after another"
	case a.Type != nil && a.Type.Into == "":
		return `type needs the element to write into: {into: "#pin", text: "1234"}`
	case a.Wait < 0:
		return "wait takes a duration that is not negative, such as 500ms"
	case a.Network != "" && a.Network != Off && a.Network != On:
		return fmt.Sprintf("network is %q; it may be off or on", a.Network)
	}
	return ""
}

// set names the fields that are set.
func (a Action) set() []string {
	var names []string
	for i, is := range []bool{a.Click != "", a.Tap != "", a.Type != nil, a.Back, a.WaitFor != "", a.Wait != 0, a.Network != ""} {
		if is {
			names = append(names, Names()[i])
		}
	}
	return names
}

// String returns the action as a person would say it, without what is typed, which may be a secret.
func (a Action) String() string {
	switch {
	case a.Click != "":
		return "click " + strconv.Quote(a.Click)
	case a.Tap != "":
		return "tap " + strconv.Quote(a.Tap)
	case a.Type != nil:
		return fmt.Sprintf("type %d characters into %q", len([]rune(a.Type.Text)), a.Type.Into)
	case a.Back:
		return "back"
	case a.WaitFor != "":
		return "wait for " + strconv.Quote(a.WaitFor)
	case a.Network != "":
		return "network " + a.Network
	}
	return "wait " + a.Wait.String()
}
