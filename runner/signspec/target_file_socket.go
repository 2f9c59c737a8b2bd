package main

import (
	"cmp"
	"errors"
	"time"

	"github.com/signspec/signspec/runner/drivers/socket"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas"
)

// device listens for a probe, as the file says.
func (f *targetFile) device(c *check, profile *schemas.Profile) (target, error) {
	s := f.Driver.Socket
	l := listening{
		address: cmp.Or(s.Address, socket.LoopbackAddress), publicURL: s.PublicURL, origins: s.AllowOrigins, wait: socket.DefaultWait,
		arranged: f.stager, operator: f.Target.Stage.Operator,
	}
	if s.Wait != nil {
		l.wait = time.Duration(*s.Wait)
	}
	if l.wait <= 0 {
		return target{}, f.Errorf("/driver/socket/wait", "wait takes a duration that is not zero, such as 10m")
	}
	if _, err := l.public(); err != nil {
		return target{}, f.Errorf("/driver/socket/publicUrl", "%q is not the URL of a host; write it like https://probe.example.com", s.PublicURL)
	}
	if s.TokenFile != "" {
		l.tokenFile = f.path(s.TokenFile)
		if _, err := readToken(l.tokenFile); err != nil {
			return target{}, f.Errorf("/driver/socket/tokenFile", "%s: %v", s.TokenFile, errors.Unwrap(err))
		}
	}
	if s.WriteProbe != "" {
		l.writeProbe = f.path(s.WriteProbe)
	}
	module := ""
	if s.Module != "" {
		module = f.path(s.Module)
	}
	t, err := c.openDevice(l, profile, module)
	var source *engine.SourceError
	if err == nil || errors.As(err, &source) { // which has a place of its own
		return t, err
	}
	return target{}, f.Errorf("/driver/socket", "%v", err)
}
