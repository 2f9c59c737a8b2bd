package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"

	"github.com/signspec/signspec/runner/drivers/page"
)

//go:embed binding.js
var bindingScript string

// binding is the function through which a page speaks to the driver.
const binding = "signspecTell"

// begins is what it says when it begins a scenario, and begin the script that has it say so.
const (
	begins = "begins"
	begin  = "__signspec.begin();"
)

// source is the script that puts the probe and its host into a page, once. Frames of the page get nothing.
func source() string {
	return "(function (module) {\n" +
		"if (typeof __signspec === 'object' || typeof window === 'object' && window !== window.top) { return; }\n" +
		page.Install(bindingScript) + "})()"
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

// called is the expression that calls a function, of which the body is given, with arguments that are plain data.
func called(body string, arguments ...any) string {
	var texts []string
	for _, argument := range arguments {
		texts = append(texts, page.Text(argument))
	}
	return "(function () { " + body + " })(" + strings.Join(texts, ", ") + ")"
}
