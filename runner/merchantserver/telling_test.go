package merchantserver

import (
	"encoding/json"
	"testing"
)

// TestWhatTellsTheEndsOfAttemptsApart finds in answers the value by which a success is known, and none where nothing tells.
func TestWhatTellsTheEndsOfAttemptsApart(t *testing.T) {
	for name, c := range map[string]struct {
		good, again, refused, unknown answer
		bound, pending                string
	}{
		"a word": {said(200, `{"id": "a1", "state": "OK", "text": "You are signed"}`),
			said(200, `{"id": "b2", "state": "OK", "text": "You are signed"}`),
			said(200, `{"id": "c3", "state": "NO", "text": "Not signed"}`), said(200, `{"id": "d4", "state": "WAIT", "text": "Wait"}`),
			`{"status":200,"json":{"$.state":"OK"}}`, `{"status":200,"json":{"$.state":"WAIT"}}`},
		"at some depth": {said(200, `{"data": [{"ok": true}]}`), said(200, `{"data": [{"ok": true}]}`), said(200, `{"data": [{"ok": false}]}`),
			said(200, `{"data": [{"ok": false}]}`), `{"status":200,"json":{"$.data[0].ok":true}}`, `null`},
		"the status alone": {said(204, ``), said(204, ``), said(409, ``), said(202, ``), `{"status":204,"json":null}`, `null`},
		"nothing": {said(200, `{"id": "a"}`), said(200, `{"id": "b"}`), said(200, `{"id": "c"}`),
			said(200, `{"id": "d"}`), `null`, `null`},
		"the same whatever happened": {said(200, `{"ok": 1}`), said(200, `{"ok": 1}`), said(200, `{"ok": 1}`),
			said(200, `{"ok": 1}`), `null`, `null`},
		"a name that no path can say": {said(200, `{"a.b": 1}`), said(200, `{"a.b": 1}`), said(200, `{"a.b": 2}`),
			said(200, `{}`), `null`, `null`},
		"no answer": {answer{}, answer{}, answer{}, answer{}, `null`, `null`},
	} {
		found := differing(c.good, c.again, c.refused, c.unknown)
		for _, m := range []struct {
			match any
			want  string
		}{{found.bound, c.bound}, {found.pending, c.pending}} {
			if text, err := json.Marshal(m.match); err != nil || string(text) != m.want {
				t.Errorf("%s: %s, want %s, %v", name, text, m.want, err)
			}
		}
	}
}

func said(status int, body string) answer { return answer{status: status, body: []byte(body)} }
