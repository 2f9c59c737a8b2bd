package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"

	"github.com/signspec/signspec/runner/drivers"
	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas/record"
)

//go:embed host.js
var hostScript string

// binding is the function through which a page speaks to the driver.
const binding = "signspecTell"

// The expressions for what a page brings. A classic script's "const my" is no property of the global object.
const (
	pageWallet  = `typeof my === "undefined" ? undefined : my`
	pageAdapter = `typeof signspecAdapter === "undefined" ? undefined : signspecAdapter`
)

// source is the script that puts the probe and its host into a page, once. Frames of the page get nothing.
func source() string {
	return "(function (module) {\n" +
		"if (typeof __signspec === 'object' || typeof window === 'object' && window !== window.top) { return; }\n" +
		drivers.Probe + "\n;" + strings.TrimSpace(hostScript) + "(self, signspecProbe);\n})()"
}

// message is what a page says; see host.js.
type message struct {
	Op      string          `json:"op"`
	Run     int             `json:"run"`
	Ask     int             `json:"ask"`
	Wish    record.Stage    `json:"wish"`
	SignStr string          `json:"signStr"`
	Answer  json.RawMessage `json:"answer"`
}

// found is what describe says of a page.
type found struct {
	Found struct {
		Entry      record.Value  `json:"entry"`
		SDKVersion *record.Value `json:"sdkVersion"`
		CanIUse    *record.Value `json:"canIUse"`
	} `json:"found"`
	Name    string `json:"name"`
	Version string `json:"version"`
	Stage   bool   `json:"stage"`
	Opened  bool   `json:"opened"`
}

// evaluate runs an expression in the page and decodes its value, which is plain data.
func evaluate(ctx context.Context, s cdp.Session, expression string, value any) error {
	byValue := true
	answer, err := cdp.Call(ctx, s, runtime.Evaluate, runtime.EvaluateParams{Expression: expression, ReturnByValue: &byValue})
	if err != nil {
		return err
	}
	return decodeValue(answer.ExceptionDetails, answer.Result, value)
}

// decodeValue decodes what an evaluation came to.
func decodeValue(thrown *runtime.ExceptionDetails, result *runtime.RemoteObject, value any) error {
	if thrown != nil {
		return &thrownError{details: thrown}
	}
	if value == nil || len(result.Value) == 0 {
		return nil
	}
	return json.Unmarshal(result.Value, value)
}

// thrownError says that what was evaluated threw.
type thrownError struct{ details *runtime.ExceptionDetails }

func (e *thrownError) Error() string {
	if e.details.Exception != nil && e.details.Exception.Description != "" {
		first, _, _ := strings.Cut(e.details.Exception.Description, "\n")
		return first
	}
	return e.details.Text
}

// describe asks what stands at the entry point.
func (p *page) describe(ctx context.Context, entry protocol.Entry) (found, error) {
	var text string
	var f found
	expression := fmt.Sprintf("__signspec.describe(%s, %s, %s)", quote(entry), pageWallet, pageAdapter)
	if err := evaluate(ctx, p, expression, &text); err != nil {
		return f, err
	}
	return f, json.Unmarshal([]byte(text), &f)
}

// quote writes a value as the text of a JavaScript string that holds its JSON.
func quote(value any) string {
	inner, err := json.Marshal(value)
	if err != nil {
		panic("plain data can be written as JSON: " + err.Error())
	}
	outer, _ := json.Marshal(string(inner)) // a string always can
	return string(outer)
}
