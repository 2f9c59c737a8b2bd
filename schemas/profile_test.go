package schemas

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

func profile(t *testing.T, name string) *Profile {
	t.Helper()
	p, err := LoadProfile(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestBuiltInProfiles(t *testing.T) {
	for _, c := range []struct {
		name, entry, parameter, signString string
		state                              bool
		codeLimit                          int
	}{
		{"documented", "my.signContract", "signStr", "consult", true, 32},
		{"alipay-connect", "my.signContract", "signStr", "consult", true, 32},
		{"rebell", "my.signContract", "signStr", "prepare", false, 32},
		{"besuperapp", "my.call('signContract')", "authUrl", "prepare", false, 32},
		{"qicard", "my.call('qicardSignContract')", "authorizationUrl", "prepare", false, 32},
		{"field", "my.signContract", "signStr", "consult", true, 128},
	} {
		p := profile(t, c.name)
		if p.Name != c.name || p.Entry.String() != c.entry || p.Parameter != c.parameter || p.SignString != c.signString || p.ReturnsState != c.state {
			t.Errorf("%s is %+v", c.name, p)
		}
		if limit, _ := p.Limit("auth-code-length"); limit != c.codeLimit {
			t.Errorf("%s allows a code of %d, want %d", c.name, limit, c.codeLimit)
		}
		if p.StateLimit() != 256 {
			t.Errorf("%s allows a state of %d, want 256", c.name, p.StateLimit())
		}
		if v, ok := p.MinimumVersion(Appx); !ok || v != "1.24.6" {
			t.Errorf("%s asks for Appx %q, want 1.24.6", c.name, v)
		}
		for outcome, code := range map[record.Outcome]string{
			record.Approve: "", record.Cancel: "6001", record.Network: "6002", record.Unknown: "7001", record.Fail: "7002",
		} {
			if p.Code(outcome) != code {
				t.Errorf("%s reports %s as %q, want %q", c.name, outcome, p.Code(outcome), code)
			}
		}
	}
}

func TestEveryProfileIsListedValidAndCompiles(t *testing.T) {
	found, err := fs.Glob(FS(), "profiles/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != len(ProfileNames()) {
		t.Errorf("the files %v are not the profiles %v", found, ProfileNames())
	}
	for _, name := range ProfileNames() {
		file := "profiles/" + name + ".yaml"
		data, err := fs.ReadFile(FS(), file)
		if err != nil {
			t.Fatal(err)
		}
		p, err := ParseProfile(file, data)
		if err != nil {
			t.Errorf("%s is not valid:\n%s", file, config.Detail(err))
			continue
		}
		for _, schema := range []string{ParametersSchema, SuccessSchema, FailureSchema} {
			if _, err := p.set.schema(schema); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if v, ok := profile(t, "alipay-connect").MinimumVersion("Alipay China"); !ok || v != "10.2.38" {
		t.Errorf("alipay-connect asks for Alipay China %q, want 10.2.38", v)
	}
}

func TestProfilesWithoutState(t *testing.T) {
	for _, name := range []string{"rebell", "besuperapp", "qicard"} {
		p := profile(t, name)
		if have := p.CheckRule("success-shape", parse(t, `{"authCode":"c"}`)); have != nil {
			t.Errorf("%s demands a state: %v", name, have)
		}
		if have := p.CheckRule("success-shape", parse(t, `{}`)); !slices.Equal(have, []string{"authCode is missing"}) {
			t.Errorf("%s no longer demands the code: %v", name, have)
		}
		for _, rule := range []string{"auth-state-length", "auth-state-echo", "auth-state-max", "auth-state-verbatim"} {
			reason, yes := p.NotApplicable(rule)
			if !yes || reason != "In the profile "+name+" no authState comes back." {
				t.Errorf("%s of %s: %q, %v", rule, name, reason, yes)
			}
		}
		if _, yes := p.NotApplicable("auth-code-length"); yes {
			t.Errorf("auth-code-length does not apply in %s", name)
		}
	}
	if reason, yes := Documented().NotApplicable("auth-state-echo"); yes {
		t.Errorf("auth-state-echo does not apply to the documentation: %s", reason)
	}
}

func TestParameterOfTheProfile(t *testing.T) {
	p := profile(t, "besuperapp")
	if have := p.CheckRule("sign-str-required", parse(t, `{"signStr":"s"}`)); !slices.Equal(have, []string{"authUrl is missing"}) {
		t.Errorf("signStr in the place of authUrl gives %q", have)
	}
	if have := p.Check(ParametersSchema, parse(t, `{"authUrl":"s"}`)); have != nil {
		t.Errorf("authUrl gives %q", have)
	}
	if have := p.CheckRule("known-options-only", parse(t, `{"authURL":"s"}`)); !slices.Equal(have, []string{"the options object carries authURL, which is not documented; did you mean authUrl?"}) {
		t.Errorf("authURL gives %q", have)
	}
}

func TestOtherNamesOfTheParameter(t *testing.T) {
	p := profile(t, "qicard")
	for _, name := range p.Parameters() {
		if have := p.CheckRule("known-options-only", parse(t, `{"`+name+`":"s"}`)); have != nil {
			t.Errorf("%s gives %q", name, have)
		}
	}
	if !slices.Equal(p.Parameters(), []string{"authorizationUrl", "authUrl"}) || len(p.CheckRule("known-options-only", parse(t, `{"signStr":"s"}`))) == 0 {
		t.Errorf("the parameters are %q", p.Parameters())
	}
}

func TestFieldProfileTolerates(t *testing.T) {
	p := profile(t, "field")
	long := strings.Repeat("x", 129)
	for _, c := range []struct {
		rule, value string
		want        []string
	}{
		{"failure-shape", `{"error":6001,"errorMessage":"m"}`, nil},
		{"failure-shape", `{"error":"6001","errMessage":"m","errorMessage":"m"}`, nil},
		{"failure-shape", `{"error":true}`, []string{"errMessage is missing and errorMessage is missing", "error is a boolean (true), a string or a number is required"}},
		{"error-documented", `{"error":40002}`, nil},
		{"error-documented", `{"error":"5"}`, nil},
		{"error-documented", `{"error":"UNKNOWN_EXCEPTION"}`, []string{`error is "UNKNOWN_EXCEPTION", one of 6001, 6002, 7001, 7002, 40002, 40003, 40004, 1, 2, 3, 4, 5 is required`}},
		{"param-error-documented", `{"error":2}`, nil},
		{"error-message-present", `{"errMessage":"","errorMessage":"m"}`, nil},
		{"error-message-present", `{"errMessage":"","errorMessage":" "}`, []string{"errMessage is empty and errorMessage is blank"}},
		{"error-message-present", `{}`, nil},
		{"auth-code-length", `{"authCode":"` + long[:128] + `"}`, nil},
		{"auth-code-length", `{"authCode":"` + long + `"}`, []string{"authCode has 129 characters, at most 128 are allowed"}},
		{"success-without-error", `{"errorMessage":"m"}`, []string{"success carries errorMessage (a string of 1 character)"}},
	} {
		if have := p.CheckRule(c.rule, parse(t, c.value)); !slices.Equal(have, c.want) {
			t.Errorf("%s of %.60s\n has %q\nwant %q", c.rule, c.value, have, c.want)
		}
	}
	if !p.DocumentedCode("40002") || p.DocumentedCode("40005") || Documented().DocumentedCode("40002") {
		t.Error("the tolerated codes are not those of the profile")
	}
	if p.Code(record.Cancel) != "6001" {
		t.Error("a cancellation is reported by another code")
	}
}

func TestCodes(t *testing.T) {
	p := Documented()
	if have := p.DocumentedCodes(); have != "6001, 6002, 7001 or 7002" {
		t.Errorf("the codes are %q", have)
	}
	if outcome, ok := p.OutcomeOf("7001"); !ok || outcome != record.Unknown {
		t.Errorf("7001 reports %q", outcome)
	}
	for value, want := range map[string]string{
		`{"error":"6001"}`: "6001", `{"error":6001}`: "6001", `{"error":null}`: "", `{}`: "", `"6001"`: "", `null`: "",
	} {
		if have, ok := p.CodeOf(parse(t, value)); have != want || ok != (want != "") {
			t.Errorf("the code of %s is %q, %v", value, have, ok)
		}
	}
}

func TestDocumentedIsLoadedOnce(t *testing.T) {
	if Documented() != profile(t, DefaultProfile) {
		t.Error("there are two default profiles")
	}
}

func TestUnknownProfile(t *testing.T) {
	_, err := LoadProfile("feild")
	var unknown *UnknownProfile
	if !errors.As(err, &unknown) || unknown.Name != "feild" {
		t.Fatalf("the error is %v", err)
	}
	want := `there is no profile "feild" and no file of that name; the profiles are documented, alipay-connect, rebell, besuperapp, qicard, field; did you mean field?`
	if err.Error() != want {
		t.Errorf("the error is\n%s, want\n%s", err, want)
	}
}

func TestProfileFromAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "acme.yaml")
	text := `# the portal of Acme
name: acme
extends: documented
parameter: contractUrl
codes: { cancel: "9001" }
notApplicable:
  can-i-use: Acme has no my.canIUse.
patch:
  success.schema.json:
    $defs:
      auth-code-length: { properties: { authCode: { maxLength: 64 } } }
      success-without-error: { properties: null }
`
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p := profile(t, file)
	if limit, _ := p.Limit("auth-code-length"); limit != 64 || p.Parameter != "contractUrl" || p.Title != Documented().Title {
		t.Errorf("the profile is %+v, its code has at most %d characters", p, limit)
	}
	if p.Code(record.Cancel) != "9001" || p.Code(record.Fail) != "7002" {
		t.Errorf("the codes are %v", p.Codes)
	}
	if have := p.CheckRule("error-documented", parse(t, `{"error":"6001"}`)); len(have) != 1 {
		t.Errorf("a code that the profile replaced gives %q", have)
	}
	if have := p.CheckRule("success-without-error", parse(t, `{"error":"x"}`)); have != nil {
		t.Errorf("what the patch took away still gives %q", have)
	}
	if reason, yes := p.NotApplicable("can-i-use"); !yes || reason != "Acme has no my.canIUse." {
		t.Errorf("can-i-use: %q, %v", reason, yes)
	}
}

// Each mistake is told with its place, what is allowed, and which name was probably meant.
func TestMistakesInAProfileFile(t *testing.T) {
	const head = "name: acme\nextends: documented\n"
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "acme.yaml: the file is empty"},
		{"no YAML", "name: [\n", "acme.yaml:1:7: sequence end token ']' not found"},
		{"a key twice", "name: a\nname: b\n", `acme.yaml:2:1: mapping key "name" already defined at [1:1]`},
		{"two documents", head + "---\nname: b\n", "acme.yaml:3:1: a second document begins here; one is allowed"},
		{"a list", "- name: a\n", "acme.yaml:1:1: the file is an array, an object is required"},
		{"an unknown key", head + "paramter: x\n", `acme.yaml:3:1: unknown key "paramter"; allowed: aliases, codes, entry, extends, failure, name, notApplicable, parameter, patch, requirements, signString, state, title, tolerated; did you mean parameter?`},
		{"a wrong type", head + "state: yes please\n", `acme.yaml:3:8: state is a string ("yes please"), a boolean is required`},
		{"a word that is none of some", head + "entry:\n  kind: methd\n  name: pay\n", `acme.yaml:4:9: entry.kind is "methd", one of method, call is required`},
		{"a missing key", head + "requirements:\n  - version: 1.2\n", "acme.yaml:4:5: requirements[0].host is missing\n" +
			"acme.yaml:4:14: requirements[0].version is a number (1.2), a string is required"},
		{"a code that YAML reads as a number", head + "tolerated: [40002]\n", "acme.yaml:3:13: tolerated[0] is a number (40002), a string is required"},
		{"an unknown base", "name: a\nextends: documentd\n", `acme.yaml:2:10: there is no built-in profile "documentd"; allowed: documented, alipay-connect, rebell, besuperapp, qicard, field; did you mean documented?`},
		{"an unknown rule", head + "notApplicable:\n  can-i-us: It has none.\n", `acme.yaml:4:3: there is no rule "can-i-us"; did you mean can-i-use?`},
		{"an unknown schema", head + "patch:\n  sucess.schema.json: {}\n", `acme.yaml:4:3: unknown key "sucess.schema.json"; allowed: failure.schema.json, parameters.schema.json, success.schema.json; did you mean success.schema.json?`},
		{"a patch of nothing", head + "patch:\n  success.schema.json:\n    $defs:\n      auth-cod-length: {}\n", `acme.yaml:6:7: there is no rule "auth-cod-length" here; allowed: auth-code-length, auth-code-present, auth-state-length, success-shape, success-without-error; did you mean auth-code-length?`},
		{"a patch that is no schema", head + "patch:\n  success.schema.json:\n    $defs:\n      auth-code-length: { properties: { authCode: { maxLength: long } } }\n",
			"acme.yaml:4:3: with this patch success.schema.json is no JSON Schema of draft 2020-12: the value at /$defs/auth-code-length/properties/authCode/maxLength is not allowed there"},
		{"a profile of its own without what is needed", "name: a\ntitle: A\nparameter: p\nstate: true\nsignString: consult\nfailure: {code: [error], message: [m]}\n",
			"acme.yaml:1:1: codes is missing\nacme.yaml:1:1: entry is missing"},
	} {
		_, err := ParseProfile("acme.yaml", []byte(c.text))
		if err == nil {
			t.Errorf("%s was accepted", c.name)
			continue
		}
		if err.Error() != c.want {
			t.Errorf("%s:\n has %s\nwant %s", c.name, err, c.want)
		}
		var one *config.Error
		if !errors.As(err, &one) {
			t.Errorf("%s is no *config.Error but %T", c.name, err)
		}
	}
}
