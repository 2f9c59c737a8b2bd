package merchantserver

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/ahead"
	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/runner/launch"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/server"
)

// Server is a merchant's server that is checked. It satisfies server.Server.
type Server struct {
	config    *Config
	portal    *schemas.Portal
	base      string
	folder    string // of the keys
	temporary bool   // whether that goes with the run
	platform  *platform.Platform
	process   *launch.Process
	launch    func() (*launch.Process, error) // starts it
	lives     lives
	pace      pace
	printed   *launch.Lines
	logs      []logFile

	// visits are those of the mini program that makes the calls in place of the target file's; nil where there is none.
	visits *Visits

	starts sync.RWMutex // starts whose first call is staged are told apart by who is starting: each locks it
	ahead  ahead.Performer[server.Scenario]
}

// Open makes the keys and the staged platform of a target; nothing is started yet.
func Open(c *Config) (*Server, error) {
	portal, err := schemas.LoadPortal(c.Portal)
	if err != nil {
		return nil, err
	}
	s := &Server{config: c, portal: portal, printed: &launch.Lines{}, lives: newLives()}
	keys, err := s.keys()
	if err != nil {
		return nil, err
	}
	certificates, err := s.certificates("127.0.0.1", "localhost", "::1")
	if err != nil {
		return nil, err
	}
	o := platform.Options{Portal: portal, Keys: keys, ClientID: c.Platform.ClientID, Address: c.Platform.Listen,
		Patience: time.Duration(c.Patience)}
	if c.Platform.Scheme == "https" {
		o.Certificates = certificates
	}
	if s.platform, err = platform.Listen(o); err != nil {
		return nil, &config.Error{Message: err.Error(), Err: err}
	}
	if s.folder == "" {
		s.temporary = true
		if s.folder, err = os.MkdirTemp("", "signspec-keys-"); err != nil {
			s.platform.Close()
			return nil, fmt.Errorf("making a folder for the keys: %w", err)
		}
	}
	files, err := keys.Write(s.folder, certificates.CA)
	if err != nil {
		s.Close()
		return nil, err
	}
	port, err := launch.FreePort()
	if err != nil {
		s.Close()
		return nil, err
	}
	s.logs = openLogs(c)
	return s, s.start(s.variables(files, port))
}

// keys makes the keys of the run, or takes those that are kept.
func (s *Server) keys() (platform.Keys, error) {
	if s.config.Platform.Keys == "" {
		return platform.NewKeys()
	}
	s.folder = s.config.path(s.config.Platform.Keys)
	keys, err := platform.KeptKeys(s.folder)
	if err != nil {
		return keys, &config.Error{File: s.config.File, Message: "platform.keys: " + err.Error(), Err: err}
	}
	return keys, nil
}

// certificates makes the certificates of the run, by the CA that is kept where the keys are.
func (s *Server) certificates(hosts ...string) (*platform.Certificates, error) {
	if s.folder == "" {
		return platform.NewCertificates(hosts...)
	}
	certificates, err := platform.KeptCertificates(s.folder, hosts...)
	if err != nil {
		return nil, &config.Error{File: s.config.File, Message: "platform.keys: " + err.Error(), Err: err}
	}
	return certificates, nil
}

// variables are what a target file may name in {{}}.
func (s *Server) variables(f platform.Files, port string) httpcall.Values {
	v := httpcall.Values{"platform": s.platform.URL(), "clientId": s.config.Platform.ClientID, "port": port, "ca": f.CA}
	for name, path := range map[string]string{
		"merchantKey": f.MerchantPKCS8, "merchantKeyLine": f.MerchantPKCS8Line, "merchantKeyPkcs1": f.MerchantPKCS1,
		"merchantKeyPkcs1Line": f.MerchantPKCS1Line, "platformKey": f.PlatformPEM, "platformKeyLine": f.PlatformLine,
	} {
		v[name] = path
		if text, err := os.ReadFile(path); err == nil {
			v[name+"Text"] = string(text)
		}
	}
	return v
}

// environment are the variables that every command gets, by the names of a target file's values.
func environment() map[string]string {
	return map[string]string{
		"PORT": "port", "SIGNSPEC_PLATFORM": "platform", "SIGNSPEC_CLIENT_ID": "clientId", "SIGNSPEC_CA": "ca",
		"SIGNSPEC_MERCHANT_KEY": "merchantKey", "SIGNSPEC_MERCHANT_KEY_LINE": "merchantKeyLine",
		"SIGNSPEC_MERCHANT_KEY_PKCS1": "merchantKeyPkcs1", "SIGNSPEC_MERCHANT_KEY_PKCS1_LINE": "merchantKeyPkcs1Line",
		"SIGNSPEC_PLATFORM_KEY": "platformKey", "SIGNSPEC_PLATFORM_KEY_LINE": "platformKeyLine",
	}
}

// variableNames lists what a target file may name of what the suite hands out: of a key the path of its file, or its text.
func variableNames() []string {
	names := slices.Collect(maps.Values(environment()))
	for _, name := range names {
		if strings.Contains(name, "Key") {
			names = append(names, name+"Text")
		}
	}
	return names
}

// start starts the server's command, where there is one.
func (s *Server) start(v httpcall.Values) error {
	s.base = strings.TrimSuffix(v.Text(s.config.Server.Base, httpcall.AsIs), "/")
	if s.config.Server.Start == "" {
		return nil
	}
	variables := environment()
	for name, of := range variables {
		variables[name] = "{{" + of + "}}"
	}
	maps.Copy(variables, s.config.Server.Env)
	var env []string
	for name, template := range variables {
		env = append(env, name+"="+v.Text(template, httpcall.AsIs))
	}
	dir := filepath.Dir(s.config.File)
	if s.config.Server.Dir != "" {
		dir = s.config.path(s.config.Server.Dir)
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			s.Close()
			return &config.Error{File: s.config.File, Message: fmt.Sprintf("server.dir: %s is no folder", filepath.ToSlash(dir))}
		}
	}
	s.launch = func() (*launch.Process, error) {
		return launch.Start(v.Text(s.config.Server.Start, httpcall.AsIs), dir, env, s.printed)
	}
	p, err := s.launch()
	if err != nil {
		s.Close()
		return err
	}
	s.process = p
	return nil
}

// Close ends the server, what it started, and the platform.
func (s *Server) Close() error {
	if s.process != nil {
		s.process.Stop()
	}
	s.platform.Close()
	if !s.temporary {
		return nil
	}
	return os.RemoveAll(s.folder)
}

// Profile is the edition that the server is judged by.
func (s *Server) Profile() *schemas.Profile { return s.portal.Profile() }

// Describe waits until the server listens, starts one attempt to see that the calls of the target file reach it, and says
// what there is to be judged.
func (s *Server) Describe(ctx context.Context) (server.Description, error) {
	d := server.Description{ClientID: s.config.Platform.ClientID, Means: []string{}, Beside: s.beside() && s.visits == nil}
	if err := launch.Await(ctx, s.base, s.process, time.Duration(s.config.Server.Within)); err != nil {
		return d, err
	}
	try := s.tryStart
	if s.visits != nil {
		try = s.visits.try
	}
	if err := try(ctx); err != nil {
		return d, err
	}
	s.letEarlierRunsEnd(ctx)
	d.Name = s.config.Name
	d.Means = s.config.Means()
	for name, has := range map[string]bool{
		"logs": s.process != nil || len(s.logs) > 0, "state": s.portal.State != nil, server.Program: s.visits != nil,
	} {
		if has {
			d.Means = append(d.Means, name)
		}
	}
	slices.Sort(d.Means)
	return d, nil
}

// How long a server that was started may go on with what an earlier run of it had left, and how long it asks nothing then.
const (
	earlierRuns  = 3 * time.Second
	earlierQuiet = 200 * time.Millisecond
)

// letEarlierRunsEnd waits until a server that was started asks the platform nothing any more: one that keeps its attempts goes
// on with those of an earlier run, and their codes are none of this one's.
func (s *Server) letEarlierRunsEnd(ctx context.Context) {
	if s.process == nil {
		return
	}
	asked, since := s.platform.Requests(), time.Now()
	for began := time.Now(); time.Since(since) < earlierQuiet && time.Since(began) < earlierRuns && ctx.Err() == nil; {
		time.Sleep(firstPoll)
		if now := s.platform.Requests(); now != asked {
			asked, since = now, time.Now()
		}
	}
}

// Means lists what the target file has, of what a server.Description lists.
func (c *Config) Means() []string {
	means := []string{}
	for name, has := range map[string]bool{
		"status": c.Status != nil, "unbind": c.Unbind != nil, "notify": c.Notify != "", "sessions": c.sessions(), "text": hasText(c.Start),
		"tls": c.Platform.Scheme == "https", "pending": c.Result.Pending != nil,
	} {
		if has {
			means = append(means, name)
		}
	}
	slices.Sort(means)
	return means
}

func hasText(c httpcall.Call) bool {
	const text = "standsForItself" // in whatever way the body is written
	body, _ := c.Body(httpcall.Values{"text": text})
	return strings.Contains(string(body), text) || strings.Contains(c.Request, "{{text}}")
}

// tryStart makes one start for nothing but its errors: what is wrong with the target file or with the keys is seen here.
func (s *Server) tryStart(ctx context.Context) error {
	p := s.newPlay(server.Scenario{Name: server.Described, Attempts: []server.Attempt{{}}})
	p.login(ctx)
	answer := p.call(ctx, s.config.Start, p.users[0], httpcall.Values{"text": plainText, "user": p.users[0].name}, p.attempts[0])
	where := "start: " + s.config.Start.Request
	switch {
	case answer.err != nil && ctx.Err() != nil:
		return ctx.Err()
	case answer.err != nil:
		return &rule.UnreachableError{Err: fmt.Errorf("%s was not answered: %w%s", where, answer.err, s.words())}
	case answer.status == 404 || answer.status == 405:
		return &config.Error{
			File: s.config.File,
			Message: fmt.Sprintf(
				"%s is answered %d by %s: is that the path of the call that gives the sign string?",
				where,
				answer.status,
				s.base,
			),
		}
	}
	if text, ok := httpcall.At(answer.body, s.config.Start.SignStr); ok && text != "" && text != nil {
		if signStr, isText := text.(string); isText {
			p.givenOut(p.attempts[0], signStr, map[string]value{})
		}
		return p.tryOthers(ctx)
	}
	if s.platform.Asked() > 0 && answer.status >= http.StatusBadRequest {
		return nil // it asked the platform and tells of a failure: the controls show that, and it is none of the file
	}
	said := fmt.Sprintf("it answered %d: %s", answer.status, record.Visible(string(answer.body[:min(len(answer.body), 300)])))
	if s.platform.Asked() == 0 {
		return &rule.UnreachableError{Err: fmt.Errorf("%s gives no sign string, and the server never called the staged platform at %s: "+
			"does it know that address, and can it read the key that it signs with? %s%s", where, s.platform.URL(), said, s.words())}
	}
	return &config.Error{File: s.config.File, Message: fmt.Sprintf("start: signStr: %s finds no sign string in the answer to %s; %s",
		s.config.Start.SignStr, s.config.Start.Request, said)}
}

// words are what a started server last printed.
func (s *Server) words() string {
	if s.process == nil {
		return ""
	}
	return "; " + s.printed.Last()
}
