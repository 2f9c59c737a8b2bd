package schemas

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// Every field of the Go type stands in the schema, and the reverse; those without omitempty are required.
func TestRecordSchemaIsTheGoType(t *testing.T) {
	for pointer, value := range map[string]any{
		"#": record.Record{}, "#/$defs/stage": record.Stage{}, "#/$defs/event": record.Event{},
		"#/$defs/place":                     record.Place{},
		"#/$defs/masked/properties/$masked": record.Mask{},
	} {
		schema, ok := newSchemaSet(nil).at(RecordSchema + pointer)
		if !ok {
			t.Fatalf("%s has no %s", RecordSchema, pointer)
		}
		object := schema.(map[string]any)
		var fields, required []string
		goType := reflect.TypeOf(value)
		for i := range goType.NumField() {
			name, options, _ := strings.Cut(goType.Field(i).Tag.Get("json"), ",")
			fields = append(fields, name)
			if options != "omitempty" {
				required = append(required, name)
			}
		}
		slices.Sort(fields)
		if have := sortedKeys(object["properties"].(map[string]any)); !slices.Equal(have, fields) {
			t.Errorf("%s has the fields %v, %s the fields %v", pointer, have, goType, fields)
		}
		var demanded []string
		for _, name := range object["required"].([]any) {
			demanded = append(demanded, name.(string))
		}
		if !slices.Equal(demanded, required) {
			t.Errorf("%s demands %v, %s always writes %v", pointer, demanded, goType, required)
		}
	}
}

const minimalRecord = `"id":"a#1","scenario":"a","api":"my.signContract","callbacks":[],"events":[],"end":"idle"`

func TestValidate(t *testing.T) {
	rec := func(args string) string { return `{` + minimalRecord + `,"args":` + args + `}` }
	report := func(more string) string {
		return `{"schemaVersion":1,"tool":{"name":"signspec","version":"1"},"subject":{"name":"w","version":"","driver":"exec"},` +
			`"profile":"documented","plan":"full","startedAt":"2026-01-02T03:04:05Z","durationMs":1,"strict":false,"authorisations":0,` +
			`"verdict":"conformant","exitStatus":0,"records":[` + rec("{}") + `],"rules":[` + more + `]}`
	}
	call := `{"id":"a#1","args":{},"callbacks":["success"]}`
	run := func(calls string) string {
		return `{"jsonrpc":"2.0","id":1,"method":"run","params":{"entry":{"kind":"method","name":"signContract"},"settleMs":1,"quietMs":1,"scenario":{"name":"a","calls":[` + calls + `]}}}`
	}
	for _, c := range []struct {
		file, document string
		want           []string
	}{
		{RecordSchema, rec(`{"$type":"undefined"}`), nil},
		{RecordSchema, rec(`{"a":[{"$type":"error","value":{"name":"E"}},{"$masked":{"length":1,"hmac":"` + strings.Repeat("0f", 32) + `"}},{"$type":"string","length":9,"head":"h"},{"$type":"bigint","value":"12"},{"$type":"function"},{"$type":"function","value":"a"},{"$type":"object","value":{"$type":1}}]}`), nil},
		{RecordSchema, rec(`{"$type":"undefin"}`), []string{`args.$type is "undefin", one of undefined, function, symbol, nan, infinity, -infinity, promise, circular, truncated, bigint, date, unreadable, string, object, error is required`}},
		{RecordSchema, rec(`{"a":{"$type":"string","length":9}}`), []string{"args.a.head is missing"}},
		{RecordSchema, rec(`{"a":{"$masked":{"length":1,"hmac":"xyz"}}}`), []string{`args.a.$masked.hmac is a string ("xyz"); expected: 64 hexadecimal digits: HMAC-SHA-256 under a key that lived as long as the run`}},
		{RecordSchema, rec(`{"a":{"$type":"symbol","x":1}}`), []string{`unknown key "x"; allowed: $type`}},
		{RecordSchema, `{` + minimalRecord + `}`, []string{"args is missing"}},
		{RecordSchema, strings.Replace(rec("{}"), "idle", "idel", 1), []string{`end is "idel", one of settled, idle, deadline, crashed is required`}},
		{RecordSchema, strings.Replace(rec("{}"), `"callbacks":[]`, `"callbacks":null`, 1), []string{"callbacks is null, an array is required"}},
		{RecordSchema, strings.Replace(rec("{}"), `"events":[]`, `"events":[{"at":1,"type":"done"}]`, 1), []string{"events[0].args is missing", `events[0].type is "done", one of return, throw, success, fail, complete, resolve, reject, uncaught, opened, start, call, deliver, read, request, reply, show, hide, store, log, share, navigate, page, use, available, launch, sent, told, consulted, applied, cancelled, answered, notified, acknowledged, strayed is required`}},

		{ReportSchema, report(""), nil},
		{ReportSchema, report(`{"id":"settles","level":"must","group":"callbacks","status":"broken","scenarios":["a"],"findings":[{"scenario":"a","expected":"e","observed":"o","line":3}]}`), nil},
		{ReportSchema, report(`{"id":"settles","level":"must","group":"callbacks","status":"broken","scenarios":["a"],"findings":[]}`), []string{"rules[0].findings has 0 items, at least 1 is required"}},
		{ReportSchema, strings.Replace(report(""), `"schemaVersion":1`, `"schemaVersion":2`, 1), []string{"schemaVersion is 2, 1 is required"}},
		{ReportSchema, strings.Replace(report(""), "2026-01-02T", "yesterday ", 1), []string{`startedAt is "yesterday 03:04:05Z", a date-time is required`}},
		{ReportSchema, strings.Replace(report(""), "a#1", "", 1), []string{"records[0].id is empty"}},

		{ProtocolSchema, `{"jsonrpc":"2.0","id":1,"method":"describe","params":{"entry":{"kind":"call","name":"pay"}}}`, nil},
		{ProtocolSchema, `{"jsonrpc":"2.0","id":1,"method":"describe"}`, []string{"params is missing"}},
		{ProtocolSchema, `{"jsonrpc":"2.0","id":3,"method":"close"}`, nil},
		{ProtocolSchema, `{"jsonrpc":"2.0","id":3,"result":null}`, nil},
		{ProtocolSchema, `{"jsonrpc":"2.0","id":3}`, []string{"result is missing"}},
		{ProtocolSchema, `{"jsonrpc":"2.0","id":3,"error":{"code":-32001,"message":"m"},"result":{}}`, []string{"result is not allowed here"}},
		{ProtocolSchema, run(call), nil},
		{ProtocolSchema, run(strings.Replace(call, "success", "sucess", 1)), []string{`params.scenario.calls[0].callbacks[0] is "sucess", one of success, fail, complete is required`}},
		{ProtocolSchema + "#/$defs/run-result", `{"records":[],"untested":"stage returned null"}`, nil},
		{ProtocolSchema + "#/$defs/run-result", `{"records":[]}`, []string{"records has 0 items, at least 1 is required"}},
		{ProtocolSchema + "#/$defs/run-result", `{"records":[` + rec("{}") + `]}`, nil},
		{ProtocolSchema + "#/$defs/describe-result", `{"name":"w","entry":{"$type":"function"},"time":"virtual"}`, nil},
		{ProtocolSchema + "#/$defs/describe-result", `{"name":"w"}`, []string{"entry is missing"}},
	} {
		var have []string
		for _, p := range Validate(c.file, parse(t, c.document)) {
			have = append(have, p.Message)
		}
		if !slices.Equal(have, c.want) {
			t.Errorf("%s of %s\n has %q\nwant %q", c.file, c.document, have, c.want)
		}
	}
}

// What the Go type writes, whatever a value holds, is valid.
func TestWrittenRecordsAreValid(t *testing.T) {
	kinds := []record.Kind{
		record.Null, record.Undefined, record.Function, record.Symbol, record.NaN, record.Infinity, record.NegativeInfinity,
		record.Promise, record.Circular, record.Truncated, record.BigInt, record.Date, record.Unreadable,
	}
	values := []record.Value{
		record.Bool(true), record.Num(1.5), record.Text("t"), record.List(record.Text("t"), record.List()),
		record.Fields(nil), record.Fields(map[string]record.Value{"$type": record.Text("x"), "$masked": record.Num(1)}),
	}
	for _, kind := range kinds {
		values = append(values, record.Of(kind))
	}
	withCode := record.Fields(map[string]record.Value{"authCode": record.Text("0123456789abcdef")})
	r := record.Record{
		ID: "a#1", Scenario: "a", API: "my.signContract", Args: record.List(values...), Callbacks: []string{"success"},
		Stage: &record.Stage{Outcome: record.Approve, AuthState: "s"}, Changed: map[string]record.Value{"k": {}},
		Events: []record.Event{{At: 1.5, Type: record.Success, Args: []record.Value{withCode}}, {Type: record.Returned, Args: []record.Value{{}}}},
		End:    record.Settled, Instance: 1,
	}
	for _, written := range []record.Record{r, secret.NewMasker().Record(r)} {
		if problems := Validate(RecordSchema, written); problems != nil {
			data, _ := json.Marshal(written)
			t.Errorf("%s\nhas %v", data, problems)
		}
	}
}
