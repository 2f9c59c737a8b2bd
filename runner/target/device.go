package target

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"time"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/runner/drivers/socket"
	"github.com/signspec/signspec/runner/drivers/stage"
	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/suites/wallet"
)

// Device says how a probe is waited for that dials out from a device, in a target file and on the command line. Begin
// with UsualDevice.
type Device struct {
	// Address is where to listen, such as "192.168.1.20:8765"; port 0 is a free one.
	Address string `json:"address"`
	// PublicURL is how a device reaches that where a tunnel or a proxy stands in between; empty where none does.
	PublicURL string `json:"publicUrl"`
	// AllowOrigins are the origins of pages of the wallet's own that load the probe; "*" is any.
	AllowOrigins []string `json:"allowOrigins"`
	// TokenFile keeps the token of the link, so that it stays the same; it is made where it is missing.
	TokenFile string `json:"tokenFile"`
	// WriteProbe is a folder to write the probe mini program into, with the link in it.
	WriteProbe string `json:"writeProbe"`
	// Module is an adapter module that the H5 page loads; empty checks the my that the probe finds.
	Module string `json:"module"`
	// Wait is how long to wait for a device.
	Wait config.Duration `json:"wait"`

	source *engine.Source // the module of a target file; nil where the command line names it
}

// UsualDevice is waited for on this machine only.
func UsualDevice() Device {
	return Device{Address: socket.LoopbackAddress, Wait: config.Duration(socket.DefaultWait)}
}

// UnmarshalJSON reads what a target file says; what it does not say is as usual.
func (d *Device) UnmarshalJSON(data []byte) error {
	type plain Device // without this method
	usual := plain(UsualDevice())
	err := json.Unmarshal(data, &usual)
	*d = Device(usual)
	return err
}

// FieldError is a mistake in one field of a Device or a Stage.
type FieldError struct {
	// Field is the name of the field in a target file, such as "publicUrl"; empty where no single field is wrong.
	Field string
	Err   error
}

func (e *FieldError) Error() string { return e.Field + ": " + e.Err.Error() }
func (e *FieldError) Unwrap() error { return e.Err }

// Open starts to listen, and says by Options.Link where. The error is a *FieldError, or a *config.Error about the module.
func (d Device) Open(s Stage, o Options) (*Wallet, error) {
	stager, err := s.stager("")
	if err != nil {
		return nil, err
	}
	return d.open(stager, s.Operator, o)
}

// moduleSource is the adapter module: as a target file names it, or as the command line does.
func (d Device) moduleSource() engine.Source {
	if d.source != nil {
		return *d.source
	}
	return engine.Source{Path: d.Module}
}

func (d Device) open(stager stage.Stager, operator bool, o Options) (*Wallet, error) {
	public, err := d.public()
	if err != nil {
		return nil, err
	}
	options, err := d.options(stager, operator, o)
	if err != nil {
		return nil, err
	}
	subject := run.Subject{Kind: run.Wallet, Driver: "socket", Source: "a device that dials out"}
	if d.Module != "" {
		bundle, err := script.Bundle(d.moduleSource(), nil)
		if err != nil {
			return nil, &config.Error{Message: err.Error(), Err: err}
		}
		options.Adapter = bundle.Script + "\nvar signspecAdapter = " + engine.ExportsName + ";\n"
		subject.Source, subject.SHA256 = d.Module, bundle.SHA256
	}
	if o.Dry {
		return &Wallet{Subject: subject, Terms: o.terms(operator), Close: func(context.Context) error { return nil }}, nil
	}
	server := socket.NewServer(socket.ServerOptions{Hosts: hosts(public), Origins: d.AllowOrigins, Tell: o.Announce})
	driver := server.Open(options)
	listener, err := socket.Listen(d.Address, server)
	if err != nil {
		return nil, &FieldError{"", err}
	}
	base := listener.URL()
	if public != nil {
		base = public.String()
	}
	link := base + driver.Path()
	if err := d.writeProbe(link, o); err != nil {
		listener.Close(context.Background())
		return nil, err
	}
	if o.Link != nil {
		o.Link(link, time.Duration(d.Wait))
	}
	return &Wallet{Wallet: driver, Subject: subject, Close: func(ctx context.Context) error {
		err := driver.Close(ctx)
		ctx, cancel := context.WithTimeout(ctx, lastAnswersTime)
		defer cancel()
		listener.Close(ctx)
		return err
	}}, nil
}

// lastAnswersTime is how long answers to a device may still take when the check has ended.
const lastAnswersTime = time.Second

// options are what the driver needs, but for the adapter.
func (d Device) options(stager stage.Stager, operator bool, o Options) (socket.Options, error) {
	options := socket.Options{
		Entry: o.Profile.Entry, Settle: o.Settle, Quiet: o.Quiet, Wait: time.Duration(d.Wait),
		Stager: stager, Operator: operator, Tell: o.Announce, Instruct: o.Instruct,
	}
	if d.Wait <= 0 {
		return options, &FieldError{"wait", config.Errorf("wait takes a duration that is not zero, such as 10m")}
	}
	plan, err := wallet.NewPlan(o.Plan, o.Profile)
	if err != nil {
		return options, err
	}
	options.Plan = plan.Scenarios
	if d.TokenFile != "" && !o.Dry {
		if options.Token, err = readToken(d.TokenFile); err != nil {
			return options, &FieldError{"tokenFile", config.Errorf("%s: %v", d.TokenFile, err)}
		}
	}
	return options, nil
}

// public is how a device reaches the server; nil is the server's own address.
func (d Device) public() (*url.URL, error) {
	if d.PublicURL == "" {
		return nil, nil
	}
	u, err := url.Parse(d.PublicURL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.Path != "" && u.Path != "/" {
		return nil, &FieldError{"publicUrl",
			config.Errorf("%q is not the URL of a host: it takes a scheme and a host, such as https://probe.example.com", d.PublicURL)}
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}

// hosts are the names that the server is called by because of a public URL.
func hosts(public *url.URL) []string {
	if public == nil {
		return nil
	}
	return []string{public.Hostname()}
}

// writeProbe writes the probe mini program, where a folder for it is named.
func (d Device) writeProbe(link string, o Options) error {
	if d.WriteProbe == "" {
		return nil
	}
	if err := writeProbe(d.WriteProbe, link); err != nil {
		return &FieldError{"writeProbe", config.Errorf("%s: %v", d.WriteProbe, err)}
	}
	if o.Announce != nil {
		o.Announce(fmt.Sprintf("The probe mini program is in %s.", d.WriteProbe))
	}
	return nil
}
