package draft

import (
	"slices"

	"github.com/signspec/signspec/schemas"
)

// readsMore says whether a reply is read for other members than those that every reply has to hold.
func readsMore(one *seen, values map[string]any) bool {
	for _, read := range one.reads {
		if len(read.Path) == 0 {
			continue
		}
		if _, tried := values[read.Path[len(read.Path)-1]]; !tried {
			return true
		}
	}
	return false
}

// success returns the literal that means success: a text, as a state has; else a value that means so in many programs.
func success(literals []any) any {
	for _, value := range literals {
		if _, text := value.(string); text {
			return value
		}
	}
	for _, usual := range []any{true, 0.0, 200.0} {
		if slices.Contains(literals, usual) {
			return usual
		}
	}
	if len(literals) > 0 && literals[0] != false {
		return literals[0]
	}
	return true
}

// opposite returns a value that is not the one that means success.
func opposite(value any) any {
	switch v := value.(type) {
	case bool:
		return !v
	case float64:
		if v == 0 {
			return 1.0
		}
		return 0.0
	}
	return "REJECTED"
}

// unsigned returns a value that means that nothing is signed, of the type of what the program knows.
func unsigned(literals []any) any {
	var known any = true
	for _, value := range literals {
		if _, text := value.(string); text {
			return "NONE"
		}
		known = value
	}
	if _, number := known.(float64); number {
		return -1.0
	}
	return false
}

// replyOf makes a reply that has the members that were read.
func replyOf(one *seen, leaf func(name string) any) any {
	if one.role == schemas.PrepareRole && len(one.member) == 0 {
		return "{signStr}"
	}
	root := map[string]any{}
	for _, read := range one.reads {
		put(root, one, read, leaf)
	}
	if one.role == schemas.PrepareRole {
		set(root, one.member, "{signStr}")
	}
	return lists(root, one, nil)
}

// item is the one item of a list whose members were put at "0".
func item(members map[string]any) any {
	if value, ok := members["0"]; ok {
		return value
	}
	return map[string]any{}
}

// lists makes lists of those objects that the program took for lists.
func lists(value any, one *seen, path []string) any {
	members, ok := value.(map[string]any)
	if !ok {
		return value
	}
	for name, member := range members {
		members[name] = lists(member, one, append(path[:len(path):len(path)], name))
	}
	if one.takesForList(path) {
		return []any{item(members)}
	}
	return members
}

// takesForList says whether the program took what is at a path for a list, and for nothing else: a member may have the name of
// a method that lists have, such as flat or values.
func (one *seen) takesForList(path []string) bool {
	list := false
	for _, read := range one.reads {
		if len(read.Path) > len(path) && slices.Equal(read.Path[:len(path)], path) && read.Path[len(path)] != "0" {
			return false
		}
		list = list || read.List && slices.Equal(read.Path, path)
	}
	return list
}

func put(root map[string]any, one *seen, read Read, leaf func(name string) any) {
	for _, other := range one.reads {
		if len(other.Path) > len(read.Path) && slices.Equal(other.Path[:len(read.Path)], read.Path) {
			return // an object, made by what is below
		}
	}
	switch {
	case len(read.Path) == 0:
	case read.List:
		set(root, read.Path, map[string]any{})
	default:
		set(root, read.Path, leaf(read.Path[len(read.Path)-1]))
	}
}

func set(object map[string]any, path []string, value any) {
	for _, name := range path[:len(path)-1] {
		next, ok := object[name].(map[string]any)
		if !ok {
			next = map[string]any{}
			object[name] = next
		}
		object = next
	}
	object[path[len(path)-1]] = value
}
