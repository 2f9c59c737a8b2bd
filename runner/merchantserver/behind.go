package merchantserver

import (
	"cmp"

	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/config"
)

// behind is how the server behind a mini program is started, and how its answers look; server.schema.json has it as
// $defs/behind. The calls are the program's own.
type behind struct {
	Base     string            `json:"base"`
	Start    string            `json:"start"`
	Dir      string            `json:"dir"`
	Env      map[string]string `json:"env"`
	Within   config.Duration   `json:"within"`
	Portal   string            `json:"portal"`
	Bound    *httpcall.Match   `json:"bound"`
	Pending  *httpcall.Match   `json:"pending"`
	Status   *httpcall.Call    `json:"status"`
	Unbind   *httpcall.Call    `json:"unbind"`
	Notify   string            `json:"notify"`
	Logs     []string          `json:"logs"`
	Patience config.Duration   `json:"patience"`
}

// LoadBehind reads the server out of the signspec.yaml of a mini program. Mistakes are *config.Error.
func LoadBehind(file string) (*Config, error) {
	data, err := config.Read(file)
	if err != nil {
		return nil, err
	}
	var program struct {
		Server behind `json:"server"`
	}
	document, err := schemas.ReadYAML(file, data, schemas.MerchantSchema, &program)
	if err != nil {
		return nil, err
	}
	known := variableNames()
	if err := (httpcall.Holes{
		"/server/base": known, "/server/start": known, "/server/env": known, "/server/dir": nil, "/server/notify": nil, "/server/logs": nil,
		"/server/status": {"user"}, "/server/unbind": {"user"},
	}).Check(document); err != nil {
		return nil, err
	}
	b := program.Server
	c := NewConfig(file)
	c.Portal = cmp.Or(b.Portal, c.Portal)
	if _, err := schemas.LoadPortal(c.Portal); err != nil {
		return nil, err
	}
	c.Server.Base, c.Server.Start, c.Server.Dir, c.Server.Env = b.Base, b.Start, b.Dir, b.Env
	c.Server.Within, c.Patience = cmp.Or(b.Within, c.Server.Within), cmp.Or(b.Patience, c.Patience)
	c.Result.Bound, c.Result.Pending = b.Bound, b.Pending
	c.Status, c.Unbind, c.Notify, c.Logs = b.Status, b.Unbind, b.Notify, b.Logs
	return c, nil
}
