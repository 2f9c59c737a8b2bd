package webdriver_test

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"net"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"testing"

	"github.com/signspec/signspec/fixtures/chromium"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
)

// requireAppium is the environment variable that makes the lack of an Appium server a failure.
const requireAppium = "SIGNSPEC_REQUIRE_APPIUM"

// chromedriver starts a chromedriver that ends with the test, and returns its URL.
func chromedriver(t testing.TB) string {
	t.Helper()
	return serve(t, regexp.MustCompile(`successfully on port (\d+)`), installed(t, chromium.Required, "chromedriver",
		"apt-get install -y chromium-driver"), "--port=0")
}

// appium starts an Appium server, as chromedriver does, and returns its URL with the capabilities of a Chromium that nobody
// sees. Its own chromedriver is the installed one.
func appium(t testing.TB) (string, w3c.Capabilities) {
	t.Helper()
	program := installed(t, requireAppium, "appium", "npm install -g appium@3 && appium driver install chromium")
	driver := installed(t, requireAppium, "chromedriver", "apt-get install -y chromium-driver")
	capabilities := headless(t)
	maps.Copy(capabilities.AlwaysMatch, map[string]any{
		"platformName": "linux", "appium:automationName": "Chromium", "appium:executable": driver,
	})
	return serve(t, regexp.MustCompile(`listener started on http://127\.0\.0\.1:(\d+)`), program,
		"--address=127.0.0.1", "--port="+freePort(t), "--log-no-colors"), capabilities
}

// installed returns the path of a program. Without it the test is skipped, and fails where the environment requires it.
func installed(t testing.TB, require, name, install string) string {
	t.Helper()
	program, err := exec.LookPath(name)
	if err == nil {
		return program
	}
	missing := fmt.Sprintf("this needs %s, which is not in the PATH (%s)", name, install)
	if os.Getenv(require) == "1" {
		t.Fatalf("%s=1, but %s", require, missing)
	}
	t.Skip(missing)
	return ""
}

// serve starts a server that ends with the test, and returns the URL of the port that it says it has.
func serve(t testing.TB, port *regexp.Regexp, program string, args ...string) string {
	t.Helper()
	command := exec.Command(program, args...)
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatalf("starting %s: %v", program, err)
	}
	t.Cleanup(func() {
		command.Process.Kill()
		command.Wait()
	})
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if match := port.FindStringSubmatch(lines.Text()); match != nil {
			go io.Copy(io.Discard, stdout) // a server that nobody listens to stands still
			return "http://127.0.0.1:" + match[1]
		}
	}
	t.Fatalf("%s ended without saying its port", program)
	return ""
}

// freePort returns a port that nobody listened on a moment ago.
func freePort(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
}

// headless are the capabilities of a Chromium that nobody sees.
func headless(t testing.TB) w3c.Capabilities {
	t.Helper()
	args := []string{"--headless=new", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
		"--disable-sync", "--disable-quic"}
	if os.Geteuid() == 0 { // Chromium refuses its sandbox to root, as CI often is
		args = append(args, "--no-sandbox")
	}
	return w3c.Capabilities{AlwaysMatch: map[string]any{
		"browserName":        "chrome",
		"goog:chromeOptions": map[string]any{"binary": chromium.Path(t), "args": args},
	}}
}
