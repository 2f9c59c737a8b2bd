package schemas

import "maps"

// MergePatch applies a JSON merge patch (RFC 7396) to a document of plain JSON and returns the result; neither the
// document nor the patch is changed.
func MergePatch(document, patch any) any {
	members, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	target, ok := document.(map[string]any)
	if !ok {
		target = map[string]any{}
	}
	result := maps.Clone(target)
	for name, value := range members {
		if value == nil {
			delete(result, name)
			continue
		}
		result[name] = MergePatch(result[name], value)
	}
	return result
}
