package badge_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports/badge"
	"github.com/signspec/signspec/reports/internal/golden"
	"github.com/signspec/signspec/reports/internal/samples"
	"github.com/signspec/signspec/reports/run"
)

func TestBadgesSayTheVerdict(t *testing.T) {
	partial, thrifty := samples.Conformant(), samples.Conformant()
	partial.Selection, thrifty.Plan = "settles", "thrifty"
	for _, r := range []*run.Run{partial, thrifty} {
		r.Conclude()
	}
	runs := samples.All()
	for message, r := range map[string]*run.Run{
		"conformant": runs["conformant"], "nonconformant": runs["nonconformant"], "inconclusive": runs["inconclusive"],
		"inconclusive (partial)": runs["empty"], "no verdict": runs["unreachable"], "conformant (partial)": partial, "conformant (known breaks)": runs["known"],
	} {
		var endpoint struct {
			SchemaVersion         int
			Label, Message, Color string
			IsError               bool
		}
		if err := json.Unmarshal(golden.Render(t, badge.WriteShields, r), &endpoint); err != nil {
			t.Fatal(err)
		}
		if endpoint.SchemaVersion != 1 || endpoint.Label != "signContract" || endpoint.Message != message ||
			endpoint.IsError != (message == "no verdict") {
			t.Errorf("%s: the endpoint says %+v", message, endpoint)
		}
		picture := string(golden.Render(t, badge.WriteSVG, r))
		if !strings.Contains(picture, "<title>signContract: "+message+"</title>") || !strings.Contains(picture, endpoint.Color) {
			t.Errorf("%s: the picture is\n%s", message, picture)
		}
	}
	if got := string(golden.Render(t, badge.WriteShields, thrifty)); !strings.Contains(got, "conformant (partial)") {
		t.Errorf("a thrifty run has the badge %s", got)
	}
}

func TestTheBadgeIsXMLWithoutAnyTextOfTheTarget(t *testing.T) {
	r := samples.All()["hostile"]
	r.Selection = samples.Evil
	picture := string(golden.Render(t, badge.WriteSVG, r))
	decoder := xml.NewDecoder(strings.NewReader(picture))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if strings.Contains(picture, "script") || strings.Contains(picture, "owned") {
		t.Errorf("the target has written into the badge:\n%s", picture)
	}
}

func TestGoldenBadges(t *testing.T) {
	golden.Check(t, "badge.svg", badge.WriteSVG)
	golden.Check(t, "badge.json", badge.WriteShields)
}

func TestAVerdictThatIsOwedToABaselineIsNotGreen(t *testing.T) {
	const green = "#17693d"
	for name, want := range map[string]bool{"conformant": true, "known": false} {
		if got := strings.Contains(string(golden.Render(t, badge.WriteShields, samples.All()[name])), green); got != want {
			t.Errorf("%s: green is %v", name, got)
		}
	}
}
