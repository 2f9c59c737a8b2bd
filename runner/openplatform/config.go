package openplatform

import (
	"path/filepath"
	"strconv"
	"time"

	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

// Config is a platform.yaml. platform.schema.json is the authority.
type Config struct {
	Name   string `json:"name"`
	Portal string `json:"portal"`
	schemas.Kept
	Platform struct {
		Base   string            `json:"base"`
		Start  string            `json:"start"`
		Dir    string            `json:"dir"`
		Env    map[string]string `json:"env"`
		Within config.Duration   `json:"within"`
	} `json:"platform"`
	Clients   []Client       `json:"clients"`
	Fields    map[string]any `json:"fields"`
	Authorise struct {
		httpcall.Call
		Code  string `json:"code"`
		State string `json:"state"`
	} `json:"authorise"`
	Notify *struct {
		Listen string          `json:"listen"`
		Wait   config.Duration `json:"wait"`
		Gap    config.Duration `json:"gap"`
		// Timeout is how long the platform waits for the answer to a notification; 0 where nobody says.
		Timeout config.Duration `json:"timeout"`
	} `json:"notify"`
	Patience config.Duration `json:"patience"`
	Keys     string          `json:"keys"`
	// AtOnce is how many scenarios are performed beside each other.
	AtOnce int `json:"atOnce"`

	// File is where it was read from.
	File string `json:"-"`
}

// Client is a merchant that the platform knows.
type Client struct {
	ID          string `json:"id"`
	Key         string `json:"key"`
	PlatformKey string `json:"platformKey"`
}

// Times where the file does not say.
const (
	defaultWithin   = 30 * time.Second
	defaultPatience = 60 * time.Second
	defaultWait     = 5 * time.Second // how long a platform waits for an acknowledgement
)

// Load reads a target file. Mistakes are *config.Error.
func Load(file string) (*Config, error) {
	data, err := config.Read(file)
	if err != nil {
		return nil, err
	}
	c := &Config{Portal: schemas.DefaultPortal, AtOnce: atOnce, File: file}
	c.Platform.Within, c.Patience = config.Duration(defaultWithin), config.Duration(defaultPatience)
	document, err := schemas.ReadYAML(file, data, schemas.PlatformSchema, c)
	if err != nil {
		return nil, err
	}
	if err := c.holes().Check(document); err != nil {
		return nil, err
	}
	if c.Notify != nil && c.Notify.Wait == 0 {
		c.Notify.Wait = config.Duration(defaultWait)
	}
	_, err = schemas.LoadPortal(c.Portal)
	return c, err
}

// holes are the names that may stand in a target file, each where there is something that stands for it.
func (c *Config) holes() httpcall.Holes {
	variables := []string{"port"}
	clients := len(c.Clients)
	if clients == 0 {
		clients, variables = len(madeClients()), append(variables, "platformPrivateKey")
	}
	for n := range clients {
		variables = append(variables, numbered("client", n), numbered("key", n))
		if c.Notify != nil {
			variables = append(variables, numbered("notify", n))
		}
	}
	return httpcall.Holes{"/platform": variables, "/authorise": {"signStr", "outcome"}, "/notify": nil}
}

// numbered is the name of what belongs to one of the clients: client1, key2.
func numbered(name string, client int) string { return name + strconv.Itoa(client+1) }

// Means lists what the target file has, of what a platform.Description lists.
func (c *Config) Means() []string {
	means := []string{"authorise"}
	if c.AtOnce > 1 {
		means = append(means, "beside") // scenarios are performed beside each other
	}
	if c.Notify != nil {
		means = append(means, "notify")
	}
	if len(c.Clients) != 1 {
		means = append(means, "second") // which is made where the file names none
	}
	return means
}

func (c *Config) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(filepath.Dir(c.File), filepath.FromSlash(name))
}
