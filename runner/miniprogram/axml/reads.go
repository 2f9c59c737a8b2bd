package axml

import "slices"

// reads are the names that a part of a template takes from the data.
type reads struct {
	names []string
	// any says that they are not known.
	any bool
}

func (r *reads) add(names ...string) {
	for _, name := range names {
		if !slices.Contains(r.names, name) {
			r.names = append(r.names, name)
		}
	}
}

func (r *reads) include(other *reads) {
	r.add(other.names...)
	r.any = r.any || other.any
}

func (r *reads) remove(names ...string) {
	r.names = slices.DeleteFunc(r.names, func(name string) bool { return slices.Contains(names, name) })
}

func (r *reads) script() string {
	if len(r.names) == 0 {
		return "[]"
	}
	return encode(r.names)
}
