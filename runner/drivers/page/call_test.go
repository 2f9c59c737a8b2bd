package page

import (
	"errors"
	"slices"
	"testing"
)

// TestWhosePageItIs looks for the page of the first of two calls that overlap.
func TestWhosePageItIs(t *testing.T) {
	const first, second = "https://wallet.example/1", "https://wallet.example/2"
	for name, c := range map[string]struct {
		open []string
		own  bool
		want []string
		err  error
	}{
		"its own":              {[]string{"top", second, first, "ad"}, true, []string{first}, nil},
		"none is its own":      {[]string{"top", second, "ad"}, true, nil, ErrIndistinct},
		"any but another's":    {[]string{"top", second, "ad"}, false, []string{"ad", "top"}, nil},
		"its own before any":   {[]string{"top", first, "ad"}, false, []string{first}, nil},
		"nothing is open":      {nil, false, nil, nil},
		"only another call's":  {[]string{second}, false, nil, nil},
		"it was opened twice":  {[]string{first, first}, true, []string{first, first}, nil},
		"one that is not open": {[]string{"top"}, true, nil, ErrIndistinct},
	} {
		t.Run(name, func(t *testing.T) {
			var p pending
			call := &Call{SignStr: first}
			p.add(call)
			p.add(&Call{SignStr: second})
			got, err := Choose(call, c.open, func(url string) string { return url }, c.own)
			if !slices.Equal(got, c.want) || !errors.Is(err, c.err) {
				t.Errorf("it is looked for in %q, %v; want %q, %v", got, err, c.want, c.err)
			}
		})
	}
}
