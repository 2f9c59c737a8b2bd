package record

import "strings"

// programText shows an event of a mini program on one line, what matters first; false for an event that is none.
//
//	request   POST https://shop.example/api/sign/result {authCode: "...", authState: "..."}
//	show      toast {content: "signed"}
//	deliver   fail {errMessage: "...", error: "7002"}
func programText(e Event) (string, bool) {
	field := func(name string) string {
		v, ok := e.Arg().Field(name)
		if !ok || v.Kind() == Undefined {
			return ""
		}
		if s, isText := v.Str(); isText {
			return s
		}
		return v.String()
	}
	var parts []string
	switch e.Type {
	case Started:
		parts = []string{field("handler"), field("selector"), after("not possible: ", field("blocked"))}
	case Called:
		parts = []string{field("api") + "(" + field("options") + ")"}
	case Delivered:
		parts = []string{field("callback"), field("payload")}
	case Read:
		parts = []string{field("property")}
		if present, ok := e.Arg().Field("present"); ok && !present.flag() {
			parts = append(parts, "(which is not there)")
		}
	case Requested:
		parts = []string{field("method"), field("url"), field("body")}
	case Replied:
		parts = []string{field("status"), field("body"), after("failed: ", field("error"))}
	case Shown, Hidden, Shared:
		parts = []string{field("how"), field("content")}
	case Stored:
		parts = []string{field("key"), field("value")}
	case Logged:
		parts = []string{field("level"), field("text")}
	case Navigated:
		parts = []string{field("how"), field("url")}
	case Page:
		parts = []string{field("what"), field("path")}
	case Used:
		parts = []string{field("api"), "(not modelled)"}
	case Asked:
		parts = []string{field("how"), field("name")}
	default:
		return "", false
	}
	var said []string
	for _, part := range parts {
		if part != "" {
			said = append(said, part)
		}
	}
	return strings.Join(said, " "), true
}

// after puts words before a text that is not empty.
func after(words, text string) string {
	if text == "" {
		return ""
	}
	return words + text
}
