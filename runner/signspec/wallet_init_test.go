package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas"
)

// Whatever is found, what is written is a target file.
func TestWhatInitWritesIsATargetFile(t *testing.T) {
	for name, d := range map[string]detected{
		"script":       {driver: "  script: a.adapter.js\n"},
		"page":         {driver: "  browser: { url: \"http://127.0.0.1:8080/\" }\n", stage: pageStage},
		"appium":       {driver: appiumDriver, stage: pageStage},
		"grid":         {driver: gridDriver, stage: pageStage},
		"chromedriver": {driver: chromedriverDriver, stage: pageStage},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "wallet.yaml")
			if err := writeTarget(file, false, d); err != nil {
				t.Fatal(err)
			}
			if _, err := readTargetFile(file, "", func(string) {}); err != nil {
				t.Error(err)
			}
			if err := writeTarget(file, false, d); err == nil || !strings.Contains(err.Error(), "--force") {
				t.Errorf("writing over a file gives %v", err)
			}
		})
	}
}

func TestInitFindsAnAdapterModule(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("acme.adapter.ts", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	d := detect(context.Background())
	if !strings.Contains(d.driver, "script: acme.adapter.ts") {
		t.Errorf("it found %+v", d)
	}
	if err := writeTarget("wallet.yaml", false, d); err != nil {
		t.Fatal(err)
	}
	target, err := schemas.LoadTarget("wallet.yaml")
	if err != nil || target.Driver.Script != "acme.adapter.ts" {
		t.Errorf("the file is %+v, %v", target, err)
	}
}
