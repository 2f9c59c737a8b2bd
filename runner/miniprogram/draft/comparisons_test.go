package draft

import (
	"fmt"
	"testing"
)

func TestComparisons(t *testing.T) {
	for script, want := range map[string]string{
		`if(res.data.code===0)a()`:                         `code [0]`,
		`if(body.code!=="200")throw b`:                     `code [200]`,
		`const{status2}=x;status2==="OK"||status2=="PAID"`: `status [OK PAID]`,
		`"SIGNED"===reply.data.state`:                      `state [SIGNED]`,
		`switch(data.status){case"A":go();case"B":stop()}`: `status [A B]`,
		`(x==null?void 0:x.result)==='S'`:                  `result [S]`,
		`ok===!0`:                                          `ok [true]`,
		`typeof my.signContract==="function"`:              ``,
		`a.b(c)`:                                           ``,
	} {
		got := ""
		for name, literals := range comparisons(script) {
			got = fmt.Sprint(name, " ", literals)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", script, got, want)
		}
	}
}
