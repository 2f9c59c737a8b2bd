package draft

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
)

// header is what stands above the routes.
type header struct {
	folder, open string
	query        schemas.Query
	start        []schemas.Step
	stubs        map[string]schemas.Stub
	profile      string
	// missing is why this cannot be all, where nothing led to the signing; notes are what else is to be known.
	missing, notes []string
}

// write writes a signspec.yaml.
func write(h header, routes []route) []byte {
	var b strings.Builder
	b.WriteString(schemas.EditorLine(schemas.MerchantSchema))
	b.WriteString("# How this mini program is checked. This is what was seen when the program was run once, with a server that\n" +
		"# answers everything: look whether the replies are what your server really sends.\n")
	if len(h.missing) > 0 {
		b.WriteString("#\n# Nothing that was tried led to a call of the signing API, so that open, query, start and server have to be\n" +
			"# completed. This is what was seen:\n")
	}
	for _, text := range slices.Concat(h.missing, h.notes) {
		fmt.Fprintf(&b, "#   %s\n", strings.ReplaceAll(text, "\n", " "))
	}
	line := func(text, comment string) {
		fmt.Fprintf(&b, "%-40s # %s\n", text, comment)
	}
	line("program: "+scalar(h.folder), "the folder with app.json")
	line("open: "+scalar(h.open), "the page to open")
	if len(h.query) > 0 {
		var members []string
		for _, name := range slices.Sorted(maps.Keys(h.query)) {
			members = append(members, scalar(name)+": "+quoted(h.query[name]))
		}
		line(
			"query: { "+strings.Join(members, ", ")+" }",
			"what the page read of its query; where the code does not say, the values are made up",
		)
	} else {
		b.WriteString("# query: { plan: monthly }               # the query that the page is opened with\n")
	}
	line(
		"start: "+startOf(h.start),
		`the handler to fire, or steps: [{input: "#name", value: Sam}, {tap: "#agree"}, {fire: onSign, with: {detail: {}}}]`,
	)
	line("profile: "+h.profile, "the wallet's edition of the contract")
	line("strict: true", "a broken should costs money as well, so it fails the check")
	if len(h.stubs) > 0 {
		line("stubs:", "what APIs answer that are not modelled; the values are made up")
		for _, name := range slices.Sorted(maps.Keys(h.stubs)) {
			fmt.Fprintf(&b, "  %s: %s\n", name, flow(map[string]any(h.stubs[name])))
		}
	}
	if len(routes) == 0 {
		b.WriteString("server: []                               # the program asks its server for nothing\n")
		return []byte(b.String())
	}
	b.WriteString("server:                                  # or { proxy: http://127.0.0.1:3000 }, or ./server.ts\n")
	for _, r := range routes {
		fmt.Fprintf(&b, "  # %s\n", r.comment)
		if r.Role != "" {
			fmt.Fprintf(&b, "  - role: %s\n    request: %s\n", r.Role, scalar(r.Request))
		} else {
			fmt.Fprintf(&b, "  - request: %s\n", scalar(r.Request))
		}
		if r.Role == schemas.ResultRole {
			fmt.Fprintf(&b, "    accept: %s\n    reject: %s\n", flow(r.Accept), flow(r.Reject))
		} else {
			fmt.Fprintf(&b, "    reply: %s\n", flow(r.Reply))
		}
		if r.Role == schemas.StatusRole {
			line("    # means: decided", "or pending: what the reply means, where its words do not say so")
		}
	}
	return []byte(b.String())
}

func startOf(steps []schemas.Step) string {
	if len(steps) == 1 && steps[0].Fire != "" {
		return scalar(steps[0].Fire)
	}
	var parts []string
	for _, step := range steps {
		switch {
		case step.Fire != "":
			parts = append(parts, "{ fire: "+scalar(step.Fire)+" }")
		case step.Input != "":
			parts = append(parts, "{ input: "+quoted(step.Input)+", value: "+flow(step.Value)+" }")
		case step.Change != "":
			parts = append(parts, "{ change: "+quoted(step.Change)+", value: "+flow(step.Value)+" }")
		default:
			parts = append(parts, "{ tap: "+quoted(step.Tap)+" }")
		}
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// plain is what needs no quotes in YAML, wherever it stands.
var plain = regexp.MustCompile(`^[A-Za-z_./][A-Za-z0-9_./ *-]*$`)

// reserved are words that YAML reads as something else.
var reserved = []string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}

func scalar(text string) string {
	if plain.MatchString(text) && !slices.Contains(reserved, strings.ToLower(text)) && strings.TrimSpace(text) == text {
		return text
	}
	return quoted(text)
}

func quoted(text string) string {
	data, _ := json.Marshal(text) // a string always can
	return string(data)
}

// flow writes a value in YAML's flow style, on one line.
func flow(value any) string {
	switch v := value.(type) {
	case map[string]any:
		if len(v) == 0 {
			return "{}"
		}
		var parts []string
		for _, name := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, scalar(name)+": "+flow(v[name]))
		}
		return "{ " + strings.Join(parts, ", ") + " }"
	case []any:
		var parts []string
		for _, item := range v {
			parts = append(parts, flow(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case string:
		return quoted(v)
	}
	data, err := json.Marshal(value)
	if err != nil {
		return "null"
	}
	return string(data)
}
