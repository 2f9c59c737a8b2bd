package reports_test

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/signspec/signspec/reports"
	"github.com/signspec/signspec/reports/run"
)

func TestBadgesSayTheVerdict(t *testing.T) {
	partial, thrifty := conformantRun(), conformantRun()
	partial.Selection, thrifty.Plan = "settles", "thrifty"
	for _, r := range []*run.Run{partial, thrifty} {
		r.Conclude()
	}
	runs := samples()
	for message, r := range map[string]*run.Run{
		"conformant": runs["conformant"], "nonconformant": runs["nonconformant"], "inconclusive": runs["inconclusive"],
		"inconclusive (partial)": runs["empty"], "no verdict": runs["unreachable"], "conformant (partial)": partial, "conformant (known breaks)": runs["known"],
	} {
		var endpoint struct {
			SchemaVersion         int
			Label, Message, Color string
			IsError               bool
		}
		if err := json.Unmarshal(rendered(t, reports.WriteShields, r), &endpoint); err != nil {
			t.Fatal(err)
		}
		if endpoint.SchemaVersion != 1 || endpoint.Label != "signContract" || endpoint.Message != message || endpoint.IsError != (message == "no verdict") {
			t.Errorf("%s: the endpoint says %+v", message, endpoint)
		}
		picture := string(rendered(t, reports.WriteBadge, r))
		if !strings.Contains(picture, "<title>signContract: "+message+"</title>") || !strings.Contains(picture, endpoint.Color) {
			t.Errorf("%s: the picture is\n%s", message, picture)
		}
	}
	if got := string(rendered(t, reports.WriteShields, thrifty)); !strings.Contains(got, "conformant (partial)") {
		t.Errorf("a thrifty run has the badge %s", got)
	}
}

func TestTheBadgeIsXMLWithoutAnyTextOfTheTarget(t *testing.T) {
	r := samples()["hostile"]
	r.Selection = evil
	picture := string(rendered(t, reports.WriteBadge, r))
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
