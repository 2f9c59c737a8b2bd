package npm

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What the packages are tried with, pinned as far as a vendor would.
const (
	verdaccio  = "6.3.2" // later ones need Node 22
	vitest     = "vitest@3"
	jest       = "jest@30"
	typescript = "typescript@5"
)

// registryStart is how long the local registry may take to listen, on a busy machine.
const registryStart = 2 * time.Minute

// registry starts a registry of its own on this machine. What it does not have it fetches from the one that npm is
// configured with. It returns its address.
func registry(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	// verdaccio-audit, which is not used here, asks for a tag of node-fetch that not every mirror has.
	install := fmt.Sprintf(`{"private": true, "dependencies": {"verdaccio": "%s"}, "overrides": {"node-fetch": "2.7.0"}}`, verdaccio)
	write(t, dir, "package.json", install)
	did(t, dir, nil, "npm", "install", "--no-audit", "--no-fund")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	write(t, dir, "config.yaml", `
storage: ./storage
uplinks: { outside: { url: "`+strings.TrimSpace(did(t, dir, nil, "npm", "config", "get", "registry"))+`", maxage: 60m, timeout: 120s } }
packages:
  "@signspec/*": { access: $all, publish: $all }
  signspec: { access: $all, publish: $all }
  "**": { access: $all, proxy: outside }
max_body_size: 200mb
log: { type: stdout, format: pretty, level: warn }
`)
	cmd := exec.Command("node", "node_modules/verdaccio/bin/verdaccio", "--config", "config.yaml", "--listen", address)
	cmd.Dir = dir
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		cmd.Process.Kill()
		<-ended
		log.Close()
		if t.Failed() {
			said, _ := os.ReadFile(log.Name())
			t.Logf("the registry said:\n%s", said)
		}
	})
	for deadline := time.After(registryStart); ; {
		response, err := http.Get("http://" + address + "/-/ping")
		if err == nil {
			response.Body.Close()
			return "http://" + address
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("the registry ended: %v", err)
		case <-deadline:
			t.Fatalf("the registry does not listen: %v", err)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestPublished publishes the packages to a local registry, installs them into an empty project, and runs there what a
// vendor runs. It takes minutes and fetches much, so it is asked for.
func TestPublished(t *testing.T) {
	if os.Getenv("SIGNSPEC_NPM") == "" {
		t.Skip("it fetches Verdaccio, Vitest, Jest and TypeScript: SIGNSPEC_NPM=1 go test -run TestPublished ./runner/npm")
	}
	needs(t, "bash", "node", "npm", "npx")
	built, address, project := packages(t), registry(t), t.TempDir()
	// The token is nobody's: npm wants one before it publishes.
	npmrc := filepath.Join(t.TempDir(), "npmrc")
	write(t, filepath.Dir(npmrc), "npmrc", "registry="+address+"/\n"+strings.TrimPrefix(address, "http:")+"/:_authToken=none\n")
	env := []string{
		"NPM_CONFIG_USERCONFIG=" + npmrc, "NPM_CONFIG_REGISTRY=" + address + "/",
		"NPM_CONFIG_CACHE=" + t.TempDir(), "NPM_CONFIG_AUDIT=false", "NPM_CONFIG_FUND=false", "CI=true",
	}
	entries, err := os.ReadDir(built)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		did(t, filepath.Join(built, entry.Name()), env, "npm", "publish", "--access", "public")
	}

	for _, cache := range []string{"cold", "warm"} {
		did(t, project, nil, "sh", "-c", "rm -rf node_modules package-lock.json signspec-report")
		write(t, project, "package.json", `{"private": true}`)
		began := time.Now()
		did(t, project, env, "npm", "i", "-D", "signspec")
		installed := time.Since(began)
		if said := did(t, project, env, "npx", "signspec", "wallet"); !strings.Contains(said, "\nconformant\n") {
			t.Fatalf("npx signspec wallet says:\n%s", said)
		}
		t.Logf("with a %s cache: npm i took %.1f s, and the verdict came after %.1f s", cache, installed.Seconds(), time.Since(began).Seconds())
	}

	wallets(t, project)
	did(t, project, env, "npm", "i", "-D", vitest, jest, typescript)
	for _, runner := range []struct {
		name, file, load string
		words            []string
	}{
		{"Vitest", "rules.test.mjs", "import { everyRule } from 'signspec/vitest'\n", []string{"npx", "vitest", "run", "--reporter=json"}},
		{"Jest", "rules.test.js", "const { everyRule } = require('signspec/jest')\n", []string{"npx", "jest", "--json"}},
	} {
		t.Run(runner.name, func(t *testing.T) {
			words := append(runner.words, "--outputFile=out.json", runner.file)
			write(t, project, runner.file, runner.load+"everyRule({ command: 'wallet', target: 'wallets/faulty/auth-code-length.js' })\n")
			wantOneBroken(t, project, env, words...)
			write(t, project, runner.file, runner.load+"everyRule({ command: 'wallet', target: 'none.js' })\n")
			wantNoTests(t, project, env, words...)
		})
	}
	t.Run("TypeScript", func(t *testing.T) {
		text, err := os.ReadFile(filepath.Join("testdata", "types.mts"))
		if err != nil {
			t.Fatal(err)
		}
		write(t, project, "types.mts", string(text))
		for _, module := range []string{"nodenext", "bundler"} {
			of := map[string]string{"nodenext": "nodenext", "bundler": "esnext"}[module]
			write(t, project, "tsconfig.json", `{"compilerOptions": {"strict": true, "noEmit": true, "target": "es2022", "types": [],
				"skipLibCheck": true, "module": "`+of+`", "moduleResolution": "`+module+`"}, "files": ["types.mts"]}`)
			did(t, project, env, "npx", "tsc", "-p", ".")
		}
	})
}
