package w3c

import (
	"context"
	"encoding/json"
	"errors"
)

// elementKey is the name under which the standard writes the reference of an element.
const elementKey = "element-6066-11e4-a52e-4f735466cecf"

// Element is an element of a page, or of an app's screen. It is valid in the document and the context it was found in.
type Element struct {
	session *Session
	ref     string
}

// MarshalJSON writes the element as the standard does.
func (e Element) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]string{elementKey: e.ref})
}

// UnmarshalJSON reads an element as the standard writes it. It can be passed back to its session; Elements makes it fit
// for more.
func (e *Element) UnmarshalJSON(data []byte) error {
	var written map[string]string
	if err := json.Unmarshal(data, &written); err != nil {
		return err
	}
	if e.ref = written[elementKey]; e.ref == "" {
		return errors.New("it is not an element")
	}
	return nil
}

// Locator says how to find elements: a strategy of the standard or of Appium, and what it looks for.
type Locator struct {
	Using string `json:"using"`
	Value string `json:"value"`
}

// The strategies that are used by name; servers know others.
const (
	ByCSS             = "css selector"
	ByXPath           = "xpath"
	ByAccessibilityID = "accessibility id"
)

// Elements finds all elements, in the order of the document. It does not wait for one.
func (s *Session) Elements(ctx context.Context, by Locator) ([]Element, error) {
	var found []Element
	if err := s.post(ctx, "elements", by, &found); err != nil {
		return nil, err
	}
	for i := range found {
		found[i].session = s
	}
	return found, nil
}

// Click presses the middle of the element: with the mouse in a page, with a finger in an app. The errors are
// ElementNotInteractable and ElementClickIntercepted where nobody could.
func (e Element) Click(ctx context.Context) error {
	return e.session.post(ctx, "element/"+e.ref+"/click", nil, nil)
}

// Displayed says whether the element can be seen.
func (e Element) Displayed(ctx context.Context) (bool, error) {
	var is bool
	return is, e.session.get(ctx, "element/"+e.ref+"/displayed", &is)
}

// SendKeys types text into the element.
func (e Element) SendKeys(ctx context.Context, text string) error {
	return e.session.post(ctx, "element/"+e.ref+"/value", map[string]any{"text": text, "value": []string{text}}, nil)
}

// Tap presses the middle of the element with a finger, also in a page.
func (e Element) Tap(ctx context.Context) error {
	step := func(kind string, more map[string]any) map[string]any {
		more["type"] = kind
		return more
	}
	return e.session.post(ctx, "actions", map[string]any{"actions": []any{map[string]any{
		"type": "pointer", "id": "finger", "parameters": map[string]string{"pointerType": "touch"},
		"actions": []any{
			step("pointerMove", map[string]any{"duration": 0, "x": 0, "y": 0, "origin": e}),
			step("pointerDown", map[string]any{"button": 0}),
			step("pause", map[string]any{"duration": tapMilliseconds}),
			step("pointerUp", map[string]any{"button": 0}),
		},
	}}}, nil)
}

// tapMilliseconds is how long a finger stays down: shorter than what counts as a long press (400 to 500 ms), long
// enough for a device that drops what is shorter than a frame or two.
const tapMilliseconds = 50
