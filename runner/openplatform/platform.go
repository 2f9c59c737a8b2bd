package openplatform

import (
	"context"
	"crypto/rsa"
	"fmt"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/ahead"
	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/runner/launch"
	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
	suite "github.com/signspec/signspec/suites/platform"
	"github.com/signspec/signspec/suites/rule"
	"github.com/signspec/signspec/suites/wire"
)

// Platform is an open platform that is checked. It satisfies the suite's Platform.
type Platform struct {
	config     *Config
	portal     *schemas.Portal
	base       string
	folder     string
	temporary  bool
	merchants  []platform.Merchant
	stranger   func() *rsa.PrivateKey
	process    *launch.Process
	printed    *launch.Lines
	httpClient *http.Client
	ears       []*http.Server // one for each client
	addresses  []string

	ahead  ahead.Performer[suite.Scenario]
	beside bool // whether what is performed ahead is performed beside other scenarios

	mu    sync.Mutex
	plays []*play
	lost  []map[string]value // notifications that belong to no scenario
}

// The ids of the merchants that are made where a file names none.
func madeClients() []string { return []string{"SANDBOX_5Y00000000000001", "SANDBOX_5Y00000000000002"} }

// Open reads or makes keys, listens for notifications, and starts the platform's command where there is one.
func Open(c *Config) (*Platform, error) {
	portal, err := schemas.LoadPortal(c.Portal)
	if err != nil {
		return nil, err
	}
	p := &Platform{config: c, portal: portal, printed: &launch.Lines{}, httpClient: newClient()}
	variables, err := p.keys()
	if err == nil {
		err = p.listen(variables)
	}
	if err == nil {
		err = p.start(variables)
	}
	if err != nil {
		p.Close()
		return nil, err
	}
	return p, nil
}

// keys reads the clients' keys, or makes them, and returns what a target file may name.
func (p *Platform) keys() (httpcall.Values, error) {
	v := httpcall.Values{}
	wrong := func(number int, key, holds string, err error) error {
		return &config.Error{File: p.config.File, Message: fmt.Sprintf("clients[%d].%s: %v; it is the file of %s in PEM", number, key, err, holds), Err: err}
	}
	if len(p.config.Clients) > 0 {
		for i, c := range p.config.Clients {
			key, err := platform.ReadKey(p.config.path(c.Key))
			if err != nil {
				return v, wrong(i, "key", "the merchant's private key", err)
			}
			public, err := platform.ReadPublicKey(p.config.path(c.PlatformKey))
			if err != nil {
				return v, wrong(i, "platformKey", "the platform's public key", err)
			}
			v[numbered("client", len(p.merchants))], v[numbered("key", len(p.merchants))] = c.ID, p.config.path(c.Key)
			p.merchants = append(p.merchants, platform.Merchant{Portal: p.portal, ClientID: c.ID, Key: key, Platform: public})
		}
		p.stranger = sync.OnceValue(func() *rsa.PrivateKey {
			keys, err := platform.NewKeys()
			if err != nil {
				panic(fmt.Sprintf("making a key: %v", err))
			}
			return keys.Merchant
		})
		return v, nil
	}
	p.folder = p.config.path(p.config.Keys)
	if p.config.Keys == "" {
		folder, err := os.MkdirTemp("", "signspec-keys-")
		if err != nil {
			return v, fmt.Errorf("making a folder for the keys: %w", err)
		}
		p.folder, p.temporary = folder, true
	}
	// Two folders: a merchant's key each; the platform's is that of the first.
	for i, id := range madeClients() {
		folder := filepath.Join(p.folder, "client"+fmt.Sprint(i+1))
		keys, err := platform.KeptKeys(folder)
		if err != nil {
			return v, err
		}
		m := platform.Merchant{Portal: p.portal, ClientID: id, Key: keys.Merchant, Platform: &keys.Platform.PublicKey}
		if i == 0 {
			p.stranger = keys.Stranger
			v["platformPrivateKey"] = filepath.Join(folder, "platform.private.pem")
		} else {
			m.Platform = p.merchants[0].Platform
		}
		p.merchants = append(p.merchants, m)
		v[numbered("client", i)], v[numbered("key", i)] = id, filepath.Join(folder, "merchant.pem")
	}
	return v, nil
}

// listen opens an ear for the notifications of each client.
func (p *Platform) listen(v httpcall.Values) error {
	if p.config.Notify == nil {
		return nil
	}
	address := p.config.Notify.Listen
	if address == "" {
		address = "127.0.0.1:0"
	}
	for i := range p.merchants {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return &config.Error{File: p.config.File, Message: fmt.Sprintf("notify: listen: %v", err), Err: err}
		}
		ear := &http.Server{Handler: p.hear(i), ReadHeaderTimeout: headerTimeout}
		go ear.Serve(l)
		p.ears = append(p.ears, ear)
		p.addresses = append(p.addresses, "http://"+l.Addr().String())
		v[numbered("notify", i)] = p.addresses[i] + notifyPath
		if host, _, err := net.SplitHostPort(address); err == nil {
			address = net.JoinHostPort(host, "0") // the second takes any port
		}
	}
	return nil
}

// notifyPath is where notifications are listened for; headerTimeout ends a connection that says nothing.
const (
	notifyPath    = "/notify"
	headerTimeout = 10 * time.Second
)

func (p *Platform) start(v httpcall.Values) error {
	port, err := launch.FreePort()
	if err != nil {
		return err
	}
	v["port"] = port
	p.base = strings.TrimSuffix(v.Text(p.config.Platform.Base, httpcall.AsIs), "/")
	if p.config.Platform.Start == "" {
		return nil
	}
	variables := map[string]string{}
	for name, of := range environment(len(p.merchants)) {
		if _, known := v[of]; known {
			variables[name] = "{{" + of + "}}"
		}
	}
	maps.Copy(variables, p.config.Platform.Env)
	var env []string
	for name, template := range variables {
		env = append(env, name+"="+v.Text(template, httpcall.AsIs))
	}
	dir := filepath.Dir(p.config.File)
	if p.config.Platform.Dir != "" {
		dir = p.config.path(p.config.Platform.Dir)
	}
	p.process, err = launch.Start(v.Text(p.config.Platform.Start, httpcall.AsIs), dir, env, p.printed)
	return err
}

// environment are the variables that every command gets, by the names of a target file's values.
func environment(clients int) map[string]string {
	variables := map[string]string{"PORT": "port", "SIGNSPEC_PLATFORM_PRIVATE_KEY": "platformPrivateKey"}
	for i := range clients {
		for variable, name := range map[string]string{"SIGNSPEC_CLIENT_": "client", "SIGNSPEC_CLIENT_KEY_": "key", "SIGNSPEC_NOTIFY_": "notify"} {
			variables[numbered(variable, i)] = numbered(name, i)
		}
	}
	return variables
}

// Close ends the platform, where it was started here, and the ears.
func (p *Platform) Close() error {
	if p.process != nil {
		p.process.Stop()
	}
	for _, ear := range p.ears {
		ear.Close()
	}
	if p.temporary {
		return os.RemoveAll(p.folder)
	}
	return nil
}

// Profile is the edition that the platform is judged by.
func (p *Platform) Profile() *schemas.Profile { return p.portal.Profile() }

// Describe waits until the platform listens, and lets a user approve once to see that the target file finds what comes of it.
func (p *Platform) Describe(ctx context.Context) (suite.Description, error) {
	d := suite.Description{Name: p.config.Name, Means: p.config.Means()}
	if err := launch.Await(ctx, p.base, p.process, time.Duration(p.config.Platform.Within)); err != nil {
		return d, err
	}
	if err := p.tryAuthorise(ctx); err != nil {
		return d, err
	}
	if p.config.Notify != nil {
		d.Wait, d.Gap = time.Duration(p.config.Notify.Wait), time.Duration(p.config.Notify.Gap)
		d.Timeout = time.Duration(p.config.Notify.Timeout)
		for _, address := range p.addresses {
			d.Listens = append(d.Listens, address+notifyPath)
		}
	}
	return d, nil
}

// atOnce is how many scenarios are performed beside each other.
const atOnce = 16

// Ahead begins to perform the scenarios, so that what is waited for is waited for at once.
func (p *Platform) Ahead(ctx context.Context, scenarios []suite.Scenario) bool {
	p.ahead.Begin(ctx, scenarios, p.config.AtOnce, p.play)
	p.beside = p.config.AtOnce > 1
	return p.beside
}

// Perform returns the record of a scenario.
func (p *Platform) Perform(ctx context.Context, of suite.Scenario) (rule.Performance, error) {
	return p.ahead.Perform(ctx, of, p.play)
}

// Over is how many of the scenarios that are performed beside each other are over.
func (p *Platform) Over() int { return p.ahead.Over() }

// Alone performs a scenario once more where others were performed beside it. All of them have been when it is asked for.
func (p *Platform) Alone(ctx context.Context, of suite.Scenario, try int) (rule.Performance, bool, error) {
	if !p.beside || of.Alone {
		return rule.Performance{}, false, nil
	}
	performed, err := p.play(ctx, of)
	for i := range performed.Records {
		performed.Records[i].ID = wire.AloneID(of.Name, try)
	}
	return performed, err == nil && len(performed.Records) > 0, err
}
