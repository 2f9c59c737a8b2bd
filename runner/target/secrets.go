package target

import (
	"fmt"
	"strconv"

	"github.com/signspec/signspec/schemas/config"
)

// hideWritten hides what stands in the file itself, whether it keeps the schema or not: the values of headers, and
// users and passwords in URLs.
func (f *File) hideWritten(document any) {
	headers, _ := config.Resolve(document, "/driver/webdriver/headers")
	if fields, ok := headers.(map[string]any); ok {
		for name, value := range fields {
			f.secrets.Header(name, shownValue(value))
		}
	}
	for _, pointer := range []string{"/driver/webdriver/server", "/stage/hook"} {
		if value, _ := config.Resolve(document, pointer); value != nil {
			f.secrets.User(fmt.Sprint(value))
		}
	}
}

// shownValue is a value as an error would show it.
func shownValue(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(value)
}
