package target

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/signspec/signspec/schemas/config"
)

// shortestSecret is the length in bytes from which a text is hidden. A shorter one is no secret, and hiding it would
// spoil whatever happens to hold it.
const shortestSecret = 4

// secrets are texts that must not be shown, and what is shown in their place. The zero value holds none.
type secrets struct{ shown map[string]string }

// add hides a text. What was added first stays.
func (s *secrets) add(text, shown string) {
	if _, known := s.shown[text]; known || len(text) < shortestSecret {
		return
	}
	if s.shown == nil {
		s.shown = map[string]string{}
	}
	s.shown[text] = shown
}

// mask replaces every hidden text, the longest first.
func (s *secrets) mask(text string) string {
	hidden := sortedByLength(s.shown)
	pairs := make([]string, 0, 2*len(hidden))
	for _, h := range hidden {
		pairs = append(pairs, h, s.shown[h])
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func sortedByLength(shown map[string]string) []string {
	texts := make([]string, 0, len(shown))
	for text := range shown {
		texts = append(texts, text)
	}
	slices.SortFunc(texts, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return texts
}

// addWritten hides what stands in the file itself, whether it keeps the schema or not: the values of headers, and
// users and passwords in URLs.
func (s *secrets) addWritten(document any) {
	headers, _ := config.Resolve(document, "/driver/webdriver/headers")
	if fields, ok := headers.(map[string]any); ok {
		for name, value := range fields {
			s.addHeader(name, shownValue(value))
		}
	}
	for _, pointer := range []string{"/driver/webdriver/server", "/stage/hook"} {
		if value, _ := config.Resolve(document, pointer); value != nil {
			s.addUser(fmt.Sprint(value))
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

// addHeader hides a header: whole, as YAML may quote it, and without the name of its scheme, such as Bearer.
func (s *secrets) addHeader(name, value string) {
	hidden := "<header " + name + ">"
	s.add(value, hidden)
	s.add(inQuotes(value), hidden)
	s.add(strings.ReplaceAll(value, "'", "''"), hidden)
	if _, credentials, ok := strings.Cut(value, " "); ok {
		s.add(credentials, hidden)
	}
}

// inQuotes is a text as it stands between the quotes of JSON.
func inQuotes(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		return text
	}
	return string(quoted[1 : len(quoted)-1])
}

// addUser hides the user and the password of a URL, as it holds them and as they travel.
func (s *secrets) addUser(text string) {
	_, rest, ok := strings.Cut(text, "://")
	if !ok {
		return
	}
	authority, _, _ := strings.Cut(rest, "/")
	at := strings.LastIndexByte(authority, '@')
	if at < 0 {
		return
	}
	written := authority[:at]
	plain, err := url.PathUnescape(written)
	if err != nil {
		plain = written
	}
	for _, credentials := range []string{written, plain} {
		s.add(credentials, "<user>")
		if _, password, ok := strings.Cut(credentials, ":"); ok {
			s.add(password, "<password>")
		}
	}
	s.add(base64.StdEncoding.EncodeToString([]byte(plain)), "<user>")
}

// addVariable hides the value of a variable, in every way in which a URL or JSON may write it.
func (s *secrets) addVariable(name, value string) {
	hidden := "${" + name + "}"
	s.add(value, hidden)
	s.add(url.QueryEscape(value), hidden)
	s.add(url.PathEscape(value), hidden)
	s.add(inQuotes(value), hidden)
	if u, err := url.Parse(value); err == nil && u.Host != "" { // the variable is a whole URL
		s.addUser(value)
		s.add(u.String(), hidden)
		s.add(u.RawQuery, hidden)
		s.add(u.EscapedPath(), hidden)
		s.add(u.Host, hidden)
	}
}
