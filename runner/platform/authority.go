package platform

import (
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// keptCA is the file of a CA that is kept: its certificate and its private key, in PEM, one after the other.
const keptCA = "ca.private.pem"

// keptAuthority reads the CA of a folder, or makes it there where it has none that is still good. Of two runs that make it
// at once both use the one that was there first.
func keptAuthority(folder string) (authority, error) {
	file := filepath.Join(folder, keptCA)
	kept, err := readAuthority(file)
	switch {
	case err == nil && time.Now().Before(kept.certificate.NotAfter.Add(-certificateLife)):
		return kept, nil
	case err == nil: // it ends soon
		if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
			return authority{}, err
		}
	case !errors.Is(err, os.ErrNotExist):
		return authority{}, err
	}
	made, err := newAuthority("signspec CA", keptLife)
	if err != nil {
		return authority{}, err
	}
	der, err := x509.MarshalPKCS8PrivateKey(made.key)
	if err != nil {
		return authority{}, err
	}
	err = writeFirst(file, append(inPEM("CERTIFICATE", made.certificate.Raw), inPEM("PRIVATE KEY", der)...))
	if errors.Is(err, os.ErrExist) {
		return readAuthority(file)
	}
	return made, err
}

func readAuthority(file string) (authority, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return authority{}, err
	}
	first, rest := pem.Decode(data)
	second, _ := pem.Decode(rest)
	if first == nil || second == nil {
		return authority{}, fmt.Errorf("%s does not hold a certificate and its private key in PEM", file)
	}
	certificate, err := x509.ParseCertificate(first.Bytes)
	if err != nil {
		return authority{}, fmt.Errorf("%s: %w", file, err)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(second.Bytes)
	key, ok := parsed.(*ecdsa.PrivateKey)
	if err != nil || !ok {
		return authority{}, fmt.Errorf("%s holds no ECDSA key in PKCS #8", file)
	}
	return authority{certificate, key}, nil
}
