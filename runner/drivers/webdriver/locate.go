package webdriver

import (
	"strings"

	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
)

// strategies are what may stand before "=" in the name of an element, and the strategy that it means.
func strategies() map[string]string {
	return map[string]string{
		"css": w3c.ByCSS, "xpath": w3c.ByXPath, "id": "id", "name": "name", "class name": "class name",
		"accessibility id": w3c.ByAccessibilityID, "android uiautomator": "-android uiautomator",
		"ios predicate string": "-ios predicate string", "ios class chain": "-ios class chain",
	}
}

// locator says how to find an element by its name in an action:
//
//	#confirm, button.primary     a CSS selector, in a page
//	Confirm                      an accessibility id, on the screen of an app
//	text=Confirm                 what stands on the element, on the screen of an app
//	//button[2]                  XPath, in both
//	id=com.acme:id/confirm       a strategy by its name, in both; see strategies
func locator(name string, native bool) w3c.Locator {
	if strings.HasPrefix(name, "//") || strings.HasPrefix(name, "(//") {
		return w3c.Locator{Using: w3c.ByXPath, Value: name}
	}
	if before, value, ok := strings.Cut(name, "="); ok {
		if using, known := strategies()[before]; known {
			return w3c.Locator{Using: using, Value: value}
		}
		if before == "text" && native {
			return w3c.Locator{Using: w3c.ByXPath, Value: saying(value)}
		}
	}
	if native {
		return w3c.Locator{Using: w3c.ByAccessibilityID, Value: name}
	}
	return w3c.Locator{Using: w3c.ByCSS, Value: name}
}

// saying is the XPath of the element that a text stands on: Android calls it text, iOS label.
func saying(text string) string {
	quoted := quoteXPath(text)
	return "//*[@text=" + quoted + " or @label=" + quoted + "]"
}

// quoteXPath writes a text as XPath does, which has no escapes.
func quoteXPath(text string) string {
	if !strings.Contains(text, `"`) {
		return `"` + text + `"`
	}
	var parts []string
	for _, part := range strings.SplitAfter(text, `"`) {
		plain, quoted := strings.CutSuffix(part, `"`)
		parts = append(parts, `"`+plain+`"`)
		if quoted {
			parts = append(parts, `'"'`)
		}
	}
	return "concat(" + strings.Join(parts, ", ") + ")"
}
