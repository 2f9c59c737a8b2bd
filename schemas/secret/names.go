package secret

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
)

// shortestNamed is the length in bytes from which a text of a target file is hidden. A shorter one is no secret, and
// hiding it would spoil whatever happens to hold it.
const shortestNamed = 4

// Names are texts that must not be shown, and the names that are shown in their place: what a target file holds or
// puts in. The zero value holds none.
type Names struct{ shown map[string]string }

// Hide hides a text. What was hidden first stays.
func (n *Names) Hide(text, shown string) {
	if _, known := n.shown[text]; known || len(text) < shortestNamed {
		return
	}
	if n.shown == nil {
		n.shown = map[string]string{}
	}
	n.shown[text] = shown
}

// Text replaces every hidden text by its name, the longest first.
func (n *Names) Text(text string) string {
	hidden := sortedByLength(n.shown)
	pairs := make([]string, 0, 2*len(hidden))
	for _, h := range hidden {
		pairs = append(pairs, h, n.shown[h])
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

// Header hides a header: whole, as YAML may quote it, and without the name of its scheme, such as Bearer.
func (n *Names) Header(name, value string) {
	hidden := "<header " + name + ">"
	n.Hide(value, hidden)
	n.Hide(inQuotes(value), hidden)
	n.Hide(strings.ReplaceAll(value, "'", "''"), hidden)
	if _, credentials, ok := strings.Cut(value, " "); ok {
		n.Hide(credentials, hidden)
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

// User hides the user and the password of a URL, as it holds them and as they travel.
func (n *Names) User(text string) {
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
		n.Hide(credentials, "<user>")
		if _, password, ok := strings.Cut(credentials, ":"); ok {
			n.Hide(password, "<password>")
		}
	}
	n.Hide(base64.StdEncoding.EncodeToString([]byte(plain)), "<user>")
}

// Variable hides the value of a variable, in every way in which a URL or JSON may write it.
func (n *Names) Variable(name, value string) {
	hidden := "${" + name + "}"
	n.Hide(value, hidden)
	n.Hide(url.QueryEscape(value), hidden)
	n.Hide(url.PathEscape(value), hidden)
	n.Hide(inQuotes(value), hidden)
	if u, err := url.Parse(value); err == nil && u.Host != "" { // the variable is a whole URL
		n.User(value)
		n.Hide(u.String(), hidden)
		n.Hide(u.RawQuery, hidden)
		n.Hide(u.EscapedPath(), hidden)
		n.Hide(u.Host, hidden)
	}
}
