package webdriver

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// nativeContext is Appium's name for the screen of an app, where there are elements and no scripts.
const nativeContext = "NATIVE_APP"

// Place is where something is on a device: which context, which window of it, which frame in that. Fields that are
// empty do not matter.
type Place struct {
	// Context is the name of one of Appium's contexts, or a regular expression that is found in it.
	Context string `json:"context,omitempty"`
	// Window is a regular expression that is found in the window's URL or in its title.
	Window string `json:"window,omitempty"`
	// Frame lists the CSS selectors of the frames to enter, the outermost first.
	Frame []string `json:"frame,omitempty"`
}

// Native says whether the place is the screen of an app.
func (p Place) Native() bool { return p.Context == nativeContext }

// Given says whether anything is chosen.
func (p Place) Given() bool { return p.Context != "" || p.Window != "" || len(p.Frame) > 0 }

// Check returns what is wrong with a place, or "".
func (p Place) Check() string {
	for name, text := range map[string]string{"context": p.Context, "window": p.Window} {
		if _, err := regexp.Compile(text); err != nil {
			return fmt.Sprintf("%s %q is no regular expression: %v", name, text, err)
		}
	}
	if p.Native() && (p.Window != "" || len(p.Frame) > 0) {
		return nativeContext + " has no windows and no frames"
	}
	return ""
}

// String says what is chosen.
func (p Place) String() string {
	var parts []string
	if p.Context != "" {
		parts = append(parts, "context "+p.Context)
	}
	if p.Window != "" {
		parts = append(parts, "window "+p.Window)
	}
	if len(p.Frame) > 0 {
		parts = append(parts, "frame "+strings.Join(p.Frame, " > "))
	}
	if len(parts) == 0 {
		return "any page"
	}
	return strings.Join(parts, ", ")
}

// contexts picks the contexts that are meant: the one of that name, or those that have pages and in which the
// expression is found.
func (p Place) contexts(names []string) []string {
	if slices.Contains(names, p.Context) {
		return []string{p.Context}
	}
	var chosen []string
	for _, name := range names {
		if name != nativeContext && matches(p.Context, name) {
			chosen = append(chosen, name)
		}
	}
	return chosen
}

// matches says whether the expression, which has been checked, is found in one of the texts.
func matches(expression string, texts ...string) bool {
	pattern, err := regexp.Compile(expression)
	if err != nil {
		return false
	}
	for _, text := range texts {
		if pattern.MatchString(text) {
			return true
		}
	}
	return false
}
