package production_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/production"
	"github.com/signspec/signspec/schemas/record"
)

const digest = `"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"`

const good = `{"production":1,"id":"a-1","time":"2026-11-03T12:30:00.250Z","wallet":"Acme","version":"5.2.0","platform":"iOS",` +
	`"profile":"field","api":"my.signContract","args":{"signStr":{"$masked":{"length":9,"hmac":` + digest + `}}},` +
	`"callbacks":["success","complete"],"events":[{"at":0,"type":"return","args":[{"$type":"undefined"}]},` +
	`{"at":4.5,"type":"success","args":[{}]}],"end":"settled"}`

func TestAProductionRecord(t *testing.T) {
	call, err := production.Parse([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	want := production.Where{Time: "2026-11-03T12:30:00.250Z", Wallet: "Acme", Version: "5.2.0", Platform: "iOS", Profile: "field"}
	r := call.Record
	if call.Where != want || r.Scenario != record.ProductionScenario || !r.Prepared() || r.Stage != nil || len(r.Events) != 2 {
		t.Errorf("%+v", call)
	}
}

func TestARecordOfTheSuite(t *testing.T) {
	const own = `{"id":"a#1","scenario":"a","api":"my.signContract","args":{},"callbacks":[],"events":[],"end":"idle"}`
	call, err := production.Parse([]byte(own))
	if err != nil || call.Where != (production.Where{}) || call.Record.Prepared() {
		t.Errorf("%+v, %v", call, err)
	}
}

// What is no record is refused, by Parse and by the schema alike.
func TestWhatIsNoRecord(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`"production":1`, `"production":0`, "production is 0"},
		{`"production":1`, `"production":"1"`, `no field "production"`},
		{`"production":1,`, `"production":1,"scenario":"a",`, "a field that only a record of the suite has"},
		{`"production":1,`, `"production":1,"stage":{"outcome":"approve"},`, "a field that only a record of the suite has"},
		{`"production":1,`, `"production":1,"more":1,`, "more"},
		{`"id":"a-1"`, `"id":""`, "id is"},
		{`"id":"a-1",`, ``, "id is"},
		{`"a-1"`, `"` + strings.Repeat("é", 65) + `"`, "64 characters"},
		{`11-03T`, `11-03 `, "time is"},
		{`.250Z`, `Z`, "time is"},
		{`"Acme"`, `"\u001f"`, "wallet is no name"},
		{`"5.2.0"`, `5`, "version"},
		{`"success","complete"`, `"success","done"`, `"done"`},
		{`"settled"`, `"idle"`, `"idle"`},
		{`"type":"return"`, `"type":"opened"`, `"opened"`},
		{`"events":[`, `"event":[`, "event"},
		{`"hmac":` + digest, `"hmac":"ab"`, "mask"},
		{`{}`, `{"$type":"strange"}`, "strange"},
		{`"settled"}`, `"settled"`, "cut off"},
	} {
		line := strings.Replace(good, c.old, c.new, 1)
		if line == good {
			t.Fatalf("%s is not in the record", c.old)
		}
		_, err := production.Parse([]byte(line))
		if err == nil || !strings.Contains(err.Error(), c.want) || errors.Is(err, production.ErrNewer) {
			t.Errorf("%s: got %v, want %q", c.new, err, c.want)
		}
		if len(schemaProblems(line)) == 0 {
			t.Errorf("%s: the schema has nothing against it", c.new)
		}
	}
	if problems := schemaProblems(good); len(problems) > 0 {
		t.Errorf("the schema has against the good one: %v", problems)
	}
}

func schemaProblems(line string) []schemas.Problem {
	var document any
	if err := json.Unmarshal([]byte(line), &document); err != nil {
		return []schemas.Problem{{Message: err.Error()}}
	}
	return schemas.Validate(schemas.ProductionSchema, document)
}

// What only a schema cannot say, or need not.
func TestWhatWouldHarm(t *testing.T) {
	for line, want := range map[string]string{
		strings.Replace(good, "11-03T", "02-30T", 1):                                            "time is",
		strings.Replace(good, `"length":9`, `"length":1048577`, 1):                              "1048577 characters",
		strings.Replace(good, `"length":9`, `"length":-1`, 1):                                   "-1 characters",
		strings.Replace(good, `"length":9,`, ``, 1):                                             "lacks its length",
		strings.Replace(good, `{}`, strings.Repeat("[", 20_000)+strings.Repeat("]", 20_000), 1): "nested",
		good + "{}": "something follows",
	} {
		if _, err := production.Parse([]byte(line)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func TestANewerSchema(t *testing.T) {
	for _, line := range []string{
		strings.Replace(good, `"production":1`, `"production":2`, 1),
		`{"production":7,"what":"nobody knows yet"}`,
	} {
		if _, err := production.Parse([]byte(line)); !errors.Is(err, production.ErrNewer) {
			t.Errorf("%s: %v", line, err)
		}
	}
}
