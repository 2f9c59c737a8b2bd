package server_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/schemas/config"
)

func TestWhereRequestsMayGo(t *testing.T) {
	for base, allowed := range map[string]bool{
		"http://127.0.0.1:3000": true, "http://localhost:3000/api": true, "http://[::1]:3000": true, "http://127.9.9.9": true,
		"http://[::ffff:127.0.0.1]": true, "http://shop.test": true, "http://shop.test:8080": true, "http://ports.test:81": true,
		"http://169.254.169.254": false, "http://10.0.0.1": false, "http://[fd00::1]": false, "http://0.0.0.0": false, "http://metadata": false,
		"http://localhost.shop.example": false, "http://2130706433": false, "http://ports.test:82": false, "http://127.0.0.1@evil.test": false,
	} {
		_, err := server.NewFetcher(base, server.Hosts{"shop.test", "ports.test:81"})
		var wrong *config.Error
		if allowed != (err == nil) || err != nil && !errors.As(err, &wrong) {
			t.Errorf("%s: %v", base, err)
		}
	}
}

func TestARedirectIsHeldToTheSameHosts(t *testing.T) {
	real := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://metadata.test/", http.StatusFound)
	}))
	defer real.Close()
	fetcher, err := server.NewFetcher(real.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = fetcher.Fetch(1, server.Request{Method: "GET", URL: "https://shop.test/a"})
	if err == nil || !strings.Contains(err.Error(), "it redirects to metadata.test, where requests are not sent to") {
		t.Errorf("got %v", err)
	}
}
