package schemas

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
)

func parse(t *testing.T, text string) any {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return value
}

func TestPlainFindings(t *testing.T) {
	x := func(n int) string { return strings.Repeat("x", n) }
	for _, c := range []struct {
		rule  string
		value string
		want  []string
	}{
		{"success-shape", `{"authState":"s","authCode":"c"}`, nil},
		{"success-shape", `{"authState":"s","authCode":"c","extra":1}`, nil},
		{"success-shape", `{"$type":"object of mine","authState":"s","authCode":"c"}`, nil},
		{"success-shape", `{"authState":"` + x(300) + `","authCode":""}`, nil},
		{"success-shape", `{}`, []string{"authCode is missing", "authState is missing"}},
		{"success-shape", `{"authState":7,"authCode":null}`, []string{"authCode is null, a string is required", "authState is a number, a string is required"}},
		{"success-shape", `{"authState":"s","authCode":{"$type":"function"}}`, []string{"authCode is a function, a string is required"}},
		{"success-shape", `{"$type":"undefined"}`, []string{"what success got is undefined, an object is required"}},
		{"success-shape", `null`, []string{"what success got is null, an object is required"}},
		{"success-shape", `"SECRET"`, []string{"what success got is a string, an object is required"}},

		{"auth-state-length", `{"authState":"` + x(256) + `"}`, nil},
		{"auth-state-length", `{"authState":"` + strings.Repeat("😀", 256) + `"}`, nil},
		{"auth-state-length", `{"authState":"` + strings.Repeat("😀", 257) + `"}`, []string{"authState has 257 characters, at most 256 are allowed"}},
		{"auth-state-length", `{}`, nil},
		{"auth-state-length", `{"authState":5}`, nil},

		{"auth-code-length", `{"authCode":"` + x(32) + `"}`, nil},
		{"auth-code-length", `{"authCode":"` + x(33) + `"}`, []string{"authCode has 33 characters, at most 32 are allowed"}},
		{"auth-code-length", `{"$type":"undefined"}`, nil},

		{"auth-code-present", `{"authCode":""}`, []string{"authCode is empty"}},
		{"auth-code-present", `{"authCode":"c"}`, nil},
		{"auth-code-present", `{}`, nil},

		{"success-without-error", `{"authCode":"c"}`, nil},
		{"success-without-error", `{"error":null}`, nil},
		{"success-without-error", `{"error":"6001"}`, []string{"success carries error (a string of 4 characters)"}},
		{"success-without-error", `{"errMessage":""}`, []string{"success carries errMessage (a string of 0 characters)"}},

		{"failure-shape", `{"error":"6001","errMessage":""}`, nil},
		{"failure-shape", `{"error":6001,"errMessage":"m"}`, []string{"error is a number (6001), a string is required"}},
		{"failure-shape", `{"error":"6001","errorMessage":"m"}`, []string{"errMessage is missing; errorMessage is there; did you mean errMessage?"}},
		{"failure-shape", `{"$type":"undefined"}`, []string{"what fail got is undefined, an object is required"}},
		{"failure-shape", `["6001"]`, []string{"what fail got is an array, an object is required"}},

		{"failure-shape", `{"error":"6001","message":"m"}`, []string{"errMessage is missing; message is there; did you mean errMessage?"}},
		{"failure-shape", `{"error":"6001","text":"m"}`, []string{"errMessage is missing"}},
		{"success-shape", `{"authcode":"c","authState":"s"}`, []string{"authCode is missing; authcode is there; did you mean authCode?"}},

		{"error-documented", `{"error":"7001"}`, nil},
		{"error-documented", `{"error":7001}`, nil},
		{"error-documented", `{}`, nil},
		{"error-documented", `{"error":null}`, nil},
		{"error-documented", `{"error":"40002"}`, []string{`error is "40002", one of 6001, 6002, 7001, 7002 is required`}},
		{"error-documented", `{"error":2}`, []string{`error is 2, one of 6001, 6002, 7001, 7002 is required`}},
		{"param-error-documented", `{"error":"40002"}`, []string{`error is "40002", one of 6001, 6002, 7001, 7002 is required`}},

		{"error-message-present", `{"errMessage":"m"}`, nil},
		{"error-message-present", `{}`, nil},
		{"error-message-present", `{"errMessage":""}`, []string{"errMessage is empty"}},
		{"error-message-present", `{"errMessage":" \u00a0"}`, []string{"errMessage is blank"}},

		{"failure-without-code", `{"error":"6001","authCode":""}`, nil},
		{"failure-without-code", `{"authCode":"SECRET"}`, []string{"failure carries authCode (a string of 6 characters)"}},
		{"failure-without-code", `{"authCode":12345}`, []string{"failure carries authCode (a number)"}},

		{"sign-str-required", `{"signStr":""}`, nil},
		{"sign-str-required", `{}`, []string{"signStr is missing"}},
		{"sign-str-required", `{"signStr":null}`, []string{"signStr is null"}},
		{"sign-str-required", `{"$type":"undefined"}`, []string{"signStr is missing"}},
		{"sign-str-type", `{"signStr":"s"}`, nil},
		{"sign-str-type", `{"signStr":null}`, nil},
		{"sign-str-type", `{"signStr":{"$type":"function"}}`, []string{"signStr is a function, a string is required"}},
		{"sign-str-empty", `{"signStr":""}`, []string{"signStr is empty"}},
		{"sign-str-empty", `{"signStr":"\t\n \u3000"}`, []string{"signStr is blank"}},
		{"sign-str-empty", `{"signStr":3}`, nil},

		{"callback-types", `{"success":{"$type":"function"},"fail":null}`, nil},
		{"callback-types", `{"success":{"$type":"promise"},"complete":"f"}`, []string{"complete is a string, a function is required", "success is a promise, a function is required"}},
		{"known-options-only", `{"signStr":"s","success":1,"fail":1,"complete":1}`, nil},
		{"known-options-only", `{"sucess":1,"taskId":2}`, []string{"the options object carries sucess, which is not documented; did you mean success?", "the options object carries taskId, which is not documented"}},
		{"known-options-only", `{"$type":"undefined"}`, nil},
	} {
		have := Documented().CheckRule(c.rule, parse(t, c.value))
		if !slices.Equal(have, c.want) {
			t.Errorf("%s of %.80s\n has %q\nwant %q", c.rule, c.value, have, c.want)
		}
	}
}

// Each fragment is put to values of every type, and none may say what the code was.
func TestNoFindingShowsTheCode(t *testing.T) {
	const secret = "S3CR3T"
	long := strings.Repeat(secret, 30)
	values := []any{
		secret, map[string]any{"authCode": long, "error": nil}, map[string]any{"authCode": []any{secret}},
		map[string]any{"authCode": map[string]any{"code": secret}}, map[string]any{"authCode": secret, "authState": 1.0},
	}
	for _, name := range ProfileNames() {
		p, err := LoadProfile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{ParametersSchema, SuccessSchema, FailureSchema} {
			for _, value := range values {
				if file == FailureSchema && value == secret {
					continue // what fail got may be shown: it holds no code
				}
				if text := strings.Join(p.Check(file, value), "; "); strings.Contains(text, secret) {
					t.Errorf("%s, %s: %s", name, file, text)
				}
			}
		}
	}
}

func TestCheckTakesGoValues(t *testing.T) {
	value := map[string]string{"authCode": ""}
	if have := Documented().CheckRule("auth-code-present", value); !slices.Equal(have, []string{"authCode is empty"}) {
		t.Errorf("a map of strings gives %q", have)
	}
}

func TestCheckPanicsWithoutAFragment(t *testing.T) {
	for _, check := range []func(){
		func() { Documented().Check("success.schema.json#/$defs/nothing", nil) },
		func() { Documented().Check("nothing.schema.json", nil) },
		func() { Documented().CheckRule("settles", nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("a fragment that is not there judged a value")
				}
			}()
			check()
		}()
	}
}

func TestCheckIsSafeForSeveralGoroutines(t *testing.T) {
	p, err := LoadProfile("field")
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for _, rule := range []string{"auth-code-length", "failure-shape", "sign-str-type", "error-documented"} {
				p.CheckRule(rule, map[string]any{"authCode": strings.Repeat("x", 200), "error": true})
			}
		})
	}
	group.Wait()
}
