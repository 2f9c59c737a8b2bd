package target

import (
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

// cloud is a target file with a secret wherever one can be.
const cloud = `
driver:
  webdriver:
    server: https://${CLOUD_USER}:${CLOUD_KEY}@hub.example/wd/hub
    headers: { Authorization: "Bearer ${TOKEN}", X-Written: in-the-file }
    capabilities: { "cloud:options": { keys: ["${CLOUD_KEY}"] }, platformName: iOS }
stage:
  hook: ${HOOK}
  actions: { approve: [{ type: { into: "#pin", text: "${PIN}" } }] }
`

func cloudEnvironment(name string) string {
	return map[string]string{
		"CLOUD_USER": "acme-team", "CLOUD_KEY": "k3y-of-the-cloud", "TOKEN": "t0k/en+more", "PIN": "4711",
		"HOOK": "https://joe:s3cret@sandbox.example/stage/path-secret?key=query-secret",
	}[name]
}

func TestVariablesArePutIn(t *testing.T) {
	got, err := read(cloud)
	if err != nil {
		t.Fatal(err)
	}
	if err := got.expand(cloudEnvironment); err != nil {
		t.Fatal(err)
	}
	w := got.Driver.WebDriver
	options, _ := w.Capabilities.AlwaysMatch["cloud:options"].(map[string]any)
	keys, _ := options["keys"].([]any)
	if w.Server != "https://acme-team:k3y-of-the-cloud@hub.example/wd/hub" || w.Headers["Authorization"] != "Bearer t0k/en+more" ||
		len(keys) != 1 || keys[0] != "k3y-of-the-cloud" || !strings.HasPrefix(got.Stage.Hook, "https://joe:") ||
		got.Stage.Actions[record.Approve][0].Type.Text != "4711" {
		t.Errorf("the file has become %+v, %+v", w, got.Stage)
	}
}

func TestSecretsAreHiddenInEveryForm(t *testing.T) {
	got, err := read(cloud)
	if err != nil {
		t.Fatal(err)
	}
	if err := got.expand(cloudEnvironment); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Bearer t0k/en+more": "<header Authorization>",
		"t0k/en+more":        "${TOKEN}",
		"t0k%2Fen%2Bmore":    "${TOKEN}",
		"in-the-file":        "<header X-Written>",
		"k3y-of-the-cloud":   "${CLOUD_KEY}",
		"https://acme-team:k3y-of-the-cloud@hub.example": "https://<user>@hub.example",
		"https://acme-team:***@hub.example":              "https://${CLOUD_USER}:***@hub.example",
		"Basic YWNtZS10ZWFtOmszeS1vZi10aGUtY2xvdWQ=":     "Basic <user>",
		"pin 4711": "pin ${PIN}",
		"https://joe:s3cret@sandbox.example/stage/path-secret?key=query-secret":     "${HOOK}",
		`Post "https://joe:***@sandbox.example/stage/path-secret?key=query-secret"`: `Post "https://joe:***@${HOOK}${HOOK}?${HOOK}"`,
		"platformName iOS": "platformName iOS",
	} {
		if have := got.Mask(text); have != want {
			t.Errorf("%q is shown as %q, want %q", text, have, want)
		}
	}
}

func TestWhatIsWrongWithAVariableIsToldWithItsPlace(t *testing.T) {
	got, err := read(cloud)
	if err != nil {
		t.Fatal(err)
	}
	err = got.expand(func(name string) string {
		if name == "TOKEN" || name == "PIN" {
			return ""
		}
		return cloudEnvironment(name)
	})
	if err == nil {
		t.Fatal("variables that are not set are no mistake")
	}
	for _, want := range []string{
		"wallet.yaml:5:31: the variable TOKEN of the environment is not set, or is empty",
		"wallet.yaml:9:54: the variable PIN of the environment",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error is %v, want %q in it", err, want)
		}
	}
	if detail := config.Detail(err); strings.Contains(detail, "in-the-file") || !strings.Contains(detail, "${PIN}") {
		t.Errorf("the detail is %s", detail)
	}
	for _, text := range []string{"${a-b}", "${}", "${A", "${1}"} {
		got, err := read(`driver: { webdriver: { server: "http://a/` + text + `" } }`)
		if err != nil {
			t.Fatal(err)
		}
		if err := got.expand(cloudEnvironment); err == nil || !strings.Contains(err.Error(), text+" names no variable") {
			t.Errorf("%s: the error is %v", text, err)
		}
	}
}

// What is wrong with a file is told without what must not be shown, also where the file does not keep its schema.
func TestMistakesShowNoSecrets(t *testing.T) {
	_, err := read(`
driver:
  webdriver:
    server: ftp://joe:s3cret@hub.example
    headers: { X-Number: 12345678, X-List: [hidden-one], X-Text: hidden-two, X-Wrong: { } }
    network: { of: hidden-two }
stage: { hook: "ws://ann:pa55word@x" }
`)
	if err == nil {
		t.Fatal("there is no mistake")
	}
	for _, text := range []string{err.Error(), config.Detail(err)} {
		for _, secret := range []string{"s3cret", "joe", "12345678", "hidden-two", "pa55word"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s stands in %s", secret, text)
			}
		}
	}
}

func TestVariablesInAddedCapabilities(t *testing.T) {
	got, err := read("driver: { webdriver: { server: http://a } }\n")
	if err != nil {
		t.Fatal(err)
	}
	added, err := got.expandCapabilities([]byte(`{"cloud:options":{"key":"${CLOUD_KEY}"}}`), cloudEnvironment)
	options, _ := added.AlwaysMatch["cloud:options"].(map[string]any)
	if err != nil || options["key"] != "k3y-of-the-cloud" || got.Mask("k3y-of-the-cloud") != "${CLOUD_KEY}" {
		t.Errorf("got %+v, %v", added, err)
	}
	for text, want := range map[string]string{
		"[]": "a JSON object is required", "{": "a JSON object is required", `{"a":"${NOT_SET}"}`: "the variable NOT_SET",
	} {
		if _, err := got.expandCapabilities([]byte(text), cloudEnvironment); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: the error is %v", text, err)
		}
	}
}
