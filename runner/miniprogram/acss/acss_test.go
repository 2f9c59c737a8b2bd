package acss_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/miniprogram/acss"
)

func TestParse(t *testing.T) {
	for name, c := range map[string]struct{ source, want string }{
		"hiding and showing":           {".note { color: red; display: none }\n.note.open{display:block;}", ".note display=none; .note.open display=block"},
		"several selectors":            {".a, #b text{visibility:hidden}", ".a visibility=hidden; #b text visibility=hidden"},
		"what is inside":               {".a>.b .c{DISPLAY: None}", ".a .b .c display=none"},
		"important":                    {".a{display:none !important}", ".a display=none!"},
		"comments":                     {"/* .a{display:none} */ .b/* { */{display:none}", ".b display=none"},
		"other rules":                  {"@charset \"utf-8\";\n@keyframes x{from{display:none}to{display:block}}\n.a{color:red}", ""},
		"hidden in some state":         {".a:active{display:none} .b[c]{display:none}", ""},
		"shown in some state":          {".a:not(.b){display:flex}", ".a display=flex"},
		"hidden on some screens":       {"@media (min-width:1px){.a{display:none}.b{display:block}} .c{display:none}", ".b display=block; .c display=none"},
		"imports":                      {"@import './base.acss';\n@import url(\"/more.acss\");.a{display:none}", "./base.acss; /more.acss; .a display=none"},
		"a rule that is not closed":    {".a{display:none", ".a display=none"},
		"selectors nobody understands": {".a + .b{display:none} {display:none}", ""},
	} {
		t.Run(name, func(t *testing.T) {
			sheet := acss.Parse(c.source)
			got := sheet.Imports
			for _, r := range sheet.Rules {
				got = append(got, show(r))
			}
			if text := strings.Join(got, "; "); text != c.want {
				t.Errorf("got %s, want %s", text, c.want)
			}
		})
	}
}

func show(r acss.Rule) string {
	text := r.Selector
	if r.Display != "" {
		text += fmt.Sprintf(" display=%s", r.Display)
	}
	if r.Visibility != "" {
		text += fmt.Sprintf(" visibility=%s", r.Visibility)
	}
	if r.Important {
		text += "!"
	}
	return text
}
