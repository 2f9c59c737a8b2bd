package platform

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"time"

	"github.com/signspec/signspec/suites/server"
)

// How long a certificate is good for: that of a run, and the one of a CA that is kept.
const (
	certificateLife = 24 * time.Hour
	keptLife        = 5 * 365 * 24 * time.Hour
)

// Certificates are what the platform shows when it speaks HTTPS, by the kind of certificate.
type Certificates struct {
	// CA is the certificate, in PEM, of who signed the trusted one.
	CA []byte
	by map[server.Certificate]tls.Certificate
}

// NewCertificates makes a CA, a certificate of it for the hosts, one for another name, and one of a CA that nobody knows.
func NewCertificates(hosts ...string) (*Certificates, error) {
	ca, err := newAuthority("signspec CA of this run", certificateLife)
	if err != nil {
		return nil, err
	}
	return certificatesBy(ca, hosts)
}

// KeptCertificates are those of a CA that a folder keeps, or that is made there where it has none: for a server that is not
// started here, and must know the CA before; several runs may share the folder.
func KeptCertificates(folder string, hosts ...string) (*Certificates, error) {
	ca, err := keptAuthority(folder)
	if err != nil {
		return nil, fmt.Errorf("keeping the CA: %w", err)
	}
	return certificatesBy(ca, hosts)
}

func certificatesBy(ca authority, hosts []string) (*Certificates, error) {
	unknown, err := newAuthority("a CA that nobody knows", certificateLife)
	if err != nil {
		return nil, err
	}
	made := &Certificates{
		CA: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca.certificate.Raw}),
		by: map[server.Certificate]tls.Certificate{},
	}
	for kind, by := range map[server.Certificate]struct {
		authority authority
		hosts     []string
	}{
		server.Trusted: {ca, hosts}, server.UnknownCA: {unknown, hosts}, server.WrongName: {ca, []string{"elsewhere.invalid"}},
	} {
		if made.by[kind], err = by.authority.issue(by.hosts); err != nil {
			return nil, err
		}
	}
	return made, nil
}

type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func newAuthority(name string, life time.Duration) (authority, error) {
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(life), KeyUsage: x509.KeyUsageCertSign,
	}
	a := authority{}
	der, key, err := a.sign(template)
	if err != nil {
		return a, err
	}
	a.key = key
	a.certificate, err = x509.ParseCertificate(der)
	return a, err
}

// sign signs a template by the authority, or by itself where there is none yet.
func (a authority) sign(template *x509.Certificate) ([]byte, *ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, fmt.Errorf("making a certificate: %w", err)
	}
	parent, by := a.certificate, a.key
	if parent == nil {
		parent, by = template, key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, by)
	if err != nil {
		return nil, nil, fmt.Errorf("making a certificate: %w", err)
	}
	return der, key, nil
}

func (a authority) issue(hosts []string) (tls.Certificate, error) {
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: hosts[0]},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(certificateLife),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, host := range hosts {
		if ip := net.ParseIP(host); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	der, key, err := a.sign(template)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}
