package record

// Value is a field of what an event carries; undefined where it has none of that name.
func (e Event) Value(name string) Value {
	v, _ := e.Arg().Field(name)
	return v
}

// Text is a field that is a text; empty where there is none.
func (e Event) Text(name string) string {
	text, _ := e.Value(name).Str()
	return text
}

// Int is a field that is a whole number; 0 where there is none.
func (e Event) Int(name string) int {
	n, _ := e.Value(name).Number()
	return int(n)
}

// Texts is a field that lists texts.
func (e Event) Texts(name string) []string {
	var texts []string
	for _, v := range e.Value(name).Items() {
		if text, ok := v.Str(); ok {
			texts = append(texts, text)
		}
	}
	return texts
}

// True says whether a field of an object is true.
func (v Value) True(name string) bool {
	inner, _ := v.Field(name)
	truth, _ := inner.Flag()
	return truth
}
