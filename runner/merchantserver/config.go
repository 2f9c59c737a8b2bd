package merchantserver

import (
	"path/filepath"
	"time"

	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

// Config is a signspec.yaml that says how a merchant's server is checked. server.schema.json is the authority.
type Config struct {
	Name   string `json:"name"`
	Portal string `json:"portal"`
	schemas.Kept
	Server struct {
		Base   string            `json:"base"`
		Start  string            `json:"start"`
		Dir    string            `json:"dir"`
		Env    map[string]string `json:"env"`
		Within config.Duration   `json:"within"`
	} `json:"server"`
	Platform struct {
		Scheme   string `json:"scheme"`
		Listen   string `json:"listen"`
		ClientID string `json:"clientId"`
		Keys     string `json:"keys"`
	} `json:"platform"`
	Start    httpcall.Call   `json:"start"`
	Result   httpcall.Call   `json:"result"`
	Status   *httpcall.Call  `json:"status"`
	Unbind   *httpcall.Call  `json:"unbind"`
	Notify   string          `json:"notify"`
	Users    Users           `json:"users"`
	Logs     []string        `json:"logs"`
	Patience config.Duration `json:"patience"`
	// AtOnce is how many scenarios are performed beside each other.
	AtOnce int `json:"atOnce"`

	// File is where it was read from.
	File string `json:"-"`
}

// Users say how the server tells users apart: by cookies alone where nothing is said.
type Users struct {
	Sessions *bool               `json:"sessions"`
	Headers  map[string]string   `json:"headers"`
	Each     []map[string]string `json:"each"`
	Login    *httpcall.Call      `json:"login"`
}

// Times where the file does not say: how long a server may take to listen, and to settle an attempt. A client's own
// time-out is 10 s by the platforms' advice, and one more attempt must fit behind it.
const (
	defaultWithin   = 30 * time.Second
	defaultPatience = 25 * time.Second
)

// Load reads a target file. Mistakes are *config.Error.
func Load(file string) (*Config, error) {
	data, err := config.Read(file)
	if err != nil {
		return nil, err
	}
	c := NewConfig(file)
	document, err := schemas.ReadYAML(file, data, schemas.ServerSchema, c)
	if err != nil {
		return nil, err
	}
	if err := holes().Check(document); err != nil {
		return nil, err
	}
	if _, err := schemas.LoadPortal(c.Portal); err != nil {
		return nil, err
	}
	return c, nil
}

// CheckServer finds what nothing stands for in what a command line says of the server.
func (c *Config) CheckServer() error {
	document, err := config.Parse("the command line", []byte(plainly(map[string]any{
		"server": map[string]any{"base": c.Server.Base, "start": c.Server.Start, "env": c.Server.Env},
	})))
	if err != nil {
		return err
	}
	return holes().Check(document)
}

// NewConfig is what holds where a file does not say.
func NewConfig(file string) *Config {
	c := &Config{Portal: schemas.DefaultPortal, File: file, AtOnce: atOnce}
	c.Server.Within, c.Patience = config.Duration(defaultWithin), config.Duration(defaultPatience)
	c.Platform.Scheme, c.Platform.Listen, c.Platform.ClientID = "http", "127.0.0.1:0", "SANDBOX_5Y00000000000001"
	return c
}

// holes are the names that may stand in a target file, each where there is something that stands for it.
func holes() httpcall.Holes {
	user := []string{"user"}
	return httpcall.Holes{
		"/server": variableNames(), "/start": {"user", "text"}, "/result": {"user", "authCode", "authState"}, "/status": user, "/unbind": user,
		"/users": user, "/notify": nil, "/logs": nil,
	}
}

// path is a path of the file, relative to it.
func (c *Config) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(filepath.Dir(c.File), filepath.FromSlash(name))
}

func (c *Config) sessions() bool { return c.Users.Sessions == nil || *c.Users.Sessions }
