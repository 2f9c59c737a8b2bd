package target

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"

	"golang.org/x/net/http/httpguts"

	"github.com/signspec/signspec/schemas/config"
)

// header is what is sent with every request to a WebDriver server.
func (f *File) header() (http.Header, error) {
	header := http.Header{}
	for name, value := range f.Driver.WebDriver.Headers {
		pointer := "/driver/webdriver/headers/" + config.EscapePointer(name)
		switch {
		case !httpguts.ValidHeaderFieldName(name):
			return nil, f.keyErrorf(pointer, "%q is no name of a header", name)
		case !httpguts.ValidHeaderFieldValue(value):
			return nil, f.errorf(pointer, "a header cannot have this value: it holds a line break or another control character")
		}
		header.Set(name, value)
	}
	return header, nil
}

// maxAuthorities is the most bytes of a PEM file; that of a whole system has 200 KB.
const maxAuthorities = 4 << 20

// trust is how a WebDriver server behind https is checked; nil trusts what the system trusts.
func (f *File) trust() (*tls.Config, error) {
	name := f.Driver.WebDriver.CA
	if name == "" {
		return nil, nil
	}
	text, err := config.ReadRegular(f.path(name), maxAuthorities)
	if err != nil {
		return nil, f.errorf("/driver/webdriver/ca", "%v", err)
	}
	authorities, err := x509.SystemCertPool()
	if err != nil { // a system without any
		authorities = x509.NewCertPool()
	}
	if !authorities.AppendCertsFromPEM(text) {
		return nil, f.errorf("/driver/webdriver/ca", "%s holds no certificate in PEM", name)
	}
	return &tls.Config{RootCAs: authorities}, nil
}
