package schemas

import (
	"slices"
	"strconv"

	"github.com/signspec/signspec/schemas/config"
)

// edition turns the schemas of the documentation into those of a profile: what follows from the profile's own fields
// first, its patches last, in their order.
type edition struct {
	profile *Profile
	patches []map[string]any // by schema file
}

func (e edition) edit(file string, document any) any {
	switch file {
	case ParametersSchema:
		document = MergePatch(renamed(document, "signStr", e.profile.Parameter), e.aliasesPatch())
	case SuccessSchema:
		if !e.profile.ReturnsState {
			document = without(document, "authState")
		}
	case FailureSchema:
		document = MergePatch(document, e.codesPatch())
	}
	for _, patches := range e.patches {
		if patch, ok := patches[file]; ok {
			document = MergePatch(document, patch)
		}
	}
	return document
}

// aliasesPatch makes the other names of the sign string known options.
func (e edition) aliasesPatch() any {
	known := map[string]any{}
	for _, name := range e.profile.Aliases {
		known[name] = true
	}
	return map[string]any{"$defs": map[string]any{"known-options-only": map[string]any{"properties": known}}}
}

// renamed puts a name in the place of another wherever the other is a key or a string of its own.
func renamed(node any, from, to string) any {
	switch n := node.(type) {
	case map[string]any:
		out := make(map[string]any, len(n))
		for key, child := range n {
			if key == from {
				key = to
			}
			out[key] = renamed(child, from, to)
		}
		return out
	case []any:
		out := make([]any, len(n))
		for i, child := range n {
			out[i] = renamed(child, from, to)
		}
		return out
	case string:
		if n == from {
			return to
		}
	}
	return node
}

// without takes a field out of every list of required fields.
func without(node any, field string) any {
	switch n := node.(type) {
	case map[string]any:
		out := make(map[string]any, len(n))
		for key, child := range n {
			if names, ok := child.([]any); ok && key == "required" {
				child = slices.DeleteFunc(slices.Clone(names), func(name any) bool { return name == field })
			}
			out[key] = without(child, field)
		}
		return out
	case []any:
		out := make([]any, len(n))
		for i, child := range n {
			out[i] = without(child, field)
		}
		return out
	}
	return node
}

// codesPatch demands the profile's codes, and those that it tolerates, as strings or as numbers.
func (e edition) codesPatch() any {
	codes := e.profile.acceptedCodes()
	var allowed []any
	for _, code := range codes {
		allowed = append(allowed, code)
	}
	for _, code := range codes {
		if n, err := strconv.Atoi(code); err == nil {
			allowed = append(allowed, float64(n))
		}
	}
	then := map[string]any{"enum": allowed}
	fields := map[string]any{}
	for _, name := range e.profile.Failure.Code {
		fields[name] = map[string]any{"if": map[string]any{"type": []any{"string", "number"}}, "then": then}
	}
	return map[string]any{"$defs": map[string]any{"error-documented": map[string]any{"properties": fields}}}
}

// checkPatch says where a profile's file patches what is not there, or breaks a schema by its patch.
func (p *Profile) checkPatch(document *config.Document) error {
	patches, _ := config.Resolve(document.Value, "/patch")
	byFile, _ := patches.(map[string]any)
	var wrong []*config.Error
	for _, file := range sortedKeys(byFile) {
		wrong = append(wrong, unknownRules(document, file, byFile[file])...)
		if len(wrong) > 0 {
			continue
		}
		if _, err := p.set.schema(file); err != nil {
			wrong = append(
				wrong,
				document.KeyErrorf(
					"/patch/"+escapePointer(file),
					"with this patch %s is no JSON Schema of draft 2020-12: %v",
					file,
					rootCause(err),
				),
			)
		}
	}
	reasons, _ := config.Resolve(document.Value, "/notApplicable")
	byRule, _ := reasons.(map[string]any)
	if len(byRule) > 0 {
		wrong = append(wrong, unknownReasons(document, byRule)...)
	}
	return config.Join(wrong...)
}

// unknownRules finds the entries of $defs that a patch would add: no rule reads them, so they are slips of the pen.
func unknownRules(document *config.Document, file string, patch any) []*config.Error {
	original, err := Documented().set.document(file)
	if err != nil {
		return []*config.Error{document.KeyErrorf("/patch/"+escapePointer(file), "%v", err)}
	}
	known, _ := config.Resolve(original, "/$defs")
	rules, _ := known.(map[string]any)
	entries, _ := config.Resolve(patch, "/$defs")
	patched, _ := entries.(map[string]any)
	var wrong []*config.Error
	for _, id := range sortedKeys(patched) {
		if _, ok := rules[id]; !ok {
			wrong = append(
				wrong,
				document.KeyErrorf(
					"/patch/"+escapePointer(file)+"/$defs/"+escapePointer(id),
					"%s",
					unknownName("rule", id, sortedKeys(rules)),
				),
			)
		}
	}
	return wrong
}

func unknownReasons(document *config.Document, reasons map[string]any) []*config.Error {
	catalogue, err := LoadCatalogue()
	if err != nil {
		return []*config.Error{document.Errorf("/notApplicable", "%v", err)}
	}
	var ids []string
	for _, rule := range catalogue.rules {
		ids = append(ids, rule.ID)
	}
	var wrong []*config.Error
	for _, id := range sortedKeys(reasons) {
		if _, ok := catalogue.Rule(id); !ok {
			wrong = append(
				wrong,
				document.KeyErrorf("/notApplicable/"+escapePointer(id), "there is no rule %q%s", id, config.DidYouMean(id, ids)),
			)
		}
	}
	return wrong
}
