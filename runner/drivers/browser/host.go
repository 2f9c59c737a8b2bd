package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/drivers/webpage"
)

//go:embed binding.js
var bindingScript string

// binding is the function through which a page speaks to the driver.
const binding = "signspecTell"

// source is the script that puts the probe and its host into a page, once. Frames of the page get nothing.
func source() string {
	return "(function (module) {\n" +
		"if (typeof __signspec === 'object' || typeof window === 'object' && window !== window.top) { return; }\n" +
		webpage.Install(bindingScript) + "})()"
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
func (p *page) describe(ctx context.Context, entry protocol.Entry) (webpage.Found, error) {
	var text string
	var f webpage.Found
	expression := fmt.Sprintf("__signspec.describe(%s, %s)", quote(entry), webpage.Values)
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
