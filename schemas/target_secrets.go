package schemas

import "fmt"

// hideWritten hides what stands in the file itself, whether it keeps the schema or not: the values of headers, and
// users and passwords in URLs.
func (t *Target) hideWritten(document any) {
	headers, _ := resolve(document, "/driver/webdriver/headers")
	if fields, ok := headers.(map[string]any); ok {
		for name, value := range fields {
			t.secrets.Header(name, shownValue(value))
		}
	}
	for _, pointer := range []string{"/driver/webdriver/server", "/stage/hook"} {
		if value, _ := resolve(document, pointer); value != nil {
			t.secrets.User(fmt.Sprint(value))
		}
	}
}

// shownValue is a value as an error would show it.
func shownValue(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	return shown(value)
}
