package webdriver_test

import (
	"bufio"
	"os"
	"os/exec"
	"regexp"
	"testing"

	"github.com/signspec/signspec/fixtures/chromium"
	"github.com/signspec/signspec/runner/drivers/webdriver/w3c"
)

// chromedriver starts a chromedriver that ends with the test, and returns its URL. Without one the test is skipped, and
// fails where a browser is required.
func chromedriver(t testing.TB) string {
	t.Helper()
	program, err := exec.LookPath("chromedriver")
	if err != nil {
		const missing = "this needs chromedriver, which is not in the PATH (apt-get install -y chromium-driver)"
		if os.Getenv(chromium.Required) == "1" {
			t.Fatalf("%s=1, but %s", chromium.Required, missing)
		}
		t.Skip(missing)
	}
	command := exec.Command(program, "--port=0")
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatalf("starting chromedriver: %v", err)
	}
	t.Cleanup(func() {
		command.Process.Kill()
		command.Wait()
	})
	lines := bufio.NewScanner(stdout)
	port := regexp.MustCompile(`successfully on port (\d+)`)
	for lines.Scan() {
		if match := port.FindStringSubmatch(lines.Text()); match != nil {
			return "http://127.0.0.1:" + match[1]
		}
	}
	t.Fatal("chromedriver ended without saying its port")
	return ""
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
