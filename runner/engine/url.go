package engine

import (
	"strings"

	"github.com/nlnwa/whatwg-url/url"
)

// parseURL parses argument 0, relative to argument 1 where that is given, as the URL standard says, and returns its
// components, or null where it is none.
func parseURL(vm *VM, call FunctionCall) (Value, error) {
	parser := url.NewParser()
	var parsed *url.Url
	var err error
	if base := call.Argument(1); base.IsUndefined() {
		parsed, err = parser.Parse(call.Argument(0).String())
	} else {
		parsed, err = parser.ParseRef(base.String(), call.Argument(0).String())
	}
	if err != nil {
		return Null(), nil
	}
	return vm.urlParts(parsed), nil
}

// changeURL sets the component (argument 1) of a URL (0) to a value (2) and returns the components of the new URL. The
// component "params" is the query as a serialised list of parameters, which stays as it is.
func changeURL(vm *VM, call FunctionCall) (Value, error) {
	parsed, err := url.NewParser().Parse(call.Argument(0).String())
	if err != nil {
		return Null(), nil
	}
	value := call.Argument(2).String()
	switch call.Argument(1).String() {
	case "protocol":
		scheme, _, _ := strings.Cut(value, ":")
		parsed.SetProtocol(scheme)
	case "username":
		parsed.SetUsername(value)
	case "password":
		parsed.SetPassword(value)
	case "host":
		parsed.SetHost(value)
	case "hostname":
		parsed.SetHostname(value)
	case "port":
		parsed.SetPort(value)
	case "pathname":
		parsed.SetPathname(value)
	case "search", "params":
		parsed.SetSearch(value)
	case "hash":
		parsed.SetHash(value)
	}
	return vm.urlParts(parsed), nil
}

func (vm *VM) urlParts(u *url.Url) Value {
	parts := vm.Object()
	for name, text := range map[string]string{
		"href": u.Href(false), "origin": origin(u), "protocol": u.Protocol(), "username": u.Username(),
		"password": u.Password(), "host": u.Host(), "hostname": u.Hostname(), "port": u.Port(),
		"pathname": u.Pathname(), "search": u.Search(), "hash": u.Hash(),
	} {
		parts.Set(name, text)
	}
	return parts
}

// origin returns the serialised origin: "null" for everything but the schemes that the standard names.
func origin(u *url.Url) string {
	switch u.Scheme() {
	case "http", "https", "ws", "wss", "ftp":
		return u.Protocol() + "//" + u.Host()
	case "blob":
		if inner, err := url.NewParser().Parse(u.Pathname()); err == nil && strings.HasPrefix(inner.Scheme(), "http") {
			return origin(inner)
		}
	}
	return "null"
}
