package page_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/page"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/wallet"
)

var entry = schemas.Entry{Kind: "method", Name: "signContract"}

func TestWhatAWalletIsCalled(t *testing.T) {
	for name, c := range map[string]struct {
		found         page.Found
		name, version string
		blind         []string
	}{
		"by the page":  {page.Found{Name: "Acme", Version: "1", Opened: true}, "Acme", "1", nil},
		"by the user":  {page.Found{}, "The user's", "2", []string{wallet.Opened}},
		"by its place": {page.Found{Opened: true}, "the page there", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			given, version := "The user's", "2"
			if name == "by its place" {
				given, version = "", ""
			}
			d := c.found.Description("real", given, version, "the page there")
			if d.Name != c.name || d.Version != c.version || d.Time != "real" || !slices.Equal(d.Blind, c.blind) {
				t.Errorf("it is described as %+v", d)
			}
		})
	}
}

func TestWhoArrangesOutcomes(t *testing.T) {
	unstaged := wallet.Scenario{Calls: []wallet.Call{{ID: "a#1"}}}
	var wrong *config.Error
	if err := (page.Found{}).CanStage(refusal(), page.ByPage); !errors.As(err, &wrong) {
		t.Errorf("a page that stages nothing gives %v", err)
	}
	for name, err := range map[string]error{
		"nothing is staged":  (page.Found{}).CanStage(unstaged, page.ByPage),
		"the page stages":    (page.Found{Stage: true}).CanStage(refusal(), page.ByBoth),
		"the driver does it": (page.Found{}).CanStage(refusal(), page.ByDriver),
	} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if (page.Means{Stage: source}).Asks(unstaged) || (page.Means{}).Asks(refusal()) || !(page.Means{Stage: source}).Asks(refusal()) {
		t.Error("a page asks where nothing is to be asked, or does not where it is")
	}
}

func TestWhatTheProbeCameTo(t *testing.T) {
	for name, c := range map[string]struct {
		answer string
		config bool
		is     string
	}{
		"an adapter that is wrong": {`{"error":{"code":-32001,"message":"stage threw","data":{"stack":"at acme.js:7"}}}`, true,
			"stage threw\nat acme.js:7"},
		"a harness that failed": {`{"error":{"code":-32000,"message":"the probe failed"}}`, false, "the probe failed"},
		"no JSON":               {`{`, false, "reading the probe's answer: unexpected end of JSON input"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := page.Message{Answer: json.RawMessage(c.answer)}.Performance()
			var wrong *config.Error
			if err == nil || errors.As(err, &wrong) != c.config || err.Error() != c.is {
				t.Errorf("it gives %v", err)
			}
		})
	}
}

// TestHowLongAScenarioMayTake counts settle and quiet for each call, and the patience of a stage for those that are
// staged.
func TestHowLongAScenarioMayTake(t *testing.T) {
	for settle, want := range map[time.Duration]time.Duration{
		time.Second:      10*time.Second + 3*2*time.Second + 2*10*time.Second,
		20 * time.Second: 10*time.Second + 3*21*time.Second + 2*20*time.Second,
	} {
		if got := page.Limit(refusal(), settle, time.Second); got != want {
			t.Errorf("with a settle of %s it may take %s, want %s", settle, got, want)
		}
	}
}
