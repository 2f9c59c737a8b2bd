package platform

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// keyBits is the size of every key: what the portals ask for.
const keyBits = 2048

// Keys are the keys of one run. Merchant and Platform are the two that are handed out; Stranger is nobody's.
type Keys struct {
	Merchant, Platform *rsa.PrivateKey
	// Stranger makes a key that is neither's, once.
	Stranger func() *rsa.PrivateKey
}

// NewKeys makes keys that live as long as the run.
func NewKeys() (Keys, error) {
	type made struct {
		key *rsa.PrivateKey
		err error
	}
	merchant := make(chan made)
	go func() {
		key, err := rsa.GenerateKey(rand.Reader, keyBits)
		merchant <- made{key, err}
	}()
	platform, err := rsa.GenerateKey(rand.Reader, keyBits)
	m := <-merchant
	if err == nil {
		err = m.err
	}
	if err != nil {
		return Keys{}, fmt.Errorf("making the keys of the run: %w", err)
	}
	stranger := sync.OnceValue(func() *rsa.PrivateKey {
		key, err := rsa.GenerateKey(rand.Reader, keyBits)
		if err != nil {
			panic(fmt.Sprintf("two keys were made, and then none: %v", err))
		}
		return key
	})
	go stranger() // while the server starts
	return Keys{Merchant: m.key, Platform: platform, Stranger: stranger}, nil
}

// The names of the private keys in a folder that is kept: the merchant's is one of its files.
const (
	keptMerchant = "merchant.pem"
	keptPlatform = "platform.private.pem"
	keptStranger = "nobody.private.pem"
)

// KeptKeys reads the keys of a folder, or makes them there where it has none: for a server that is not started here, and
// must know its key before.
func KeptKeys(folder string) (Keys, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return Keys{}, fmt.Errorf("keeping the keys: %w", err)
	}
	var keys [3]*rsa.PrivateKey
	for i, name := range []string{keptMerchant, keptPlatform, keptStranger} {
		key, err := ReadKey(filepath.Join(folder, name))
		if errors.Is(err, os.ErrNotExist) {
			made, err := NewKeys()
			if err != nil {
				return Keys{}, err
			}
			return made, made.Keep(folder)
		}
		if err != nil {
			return Keys{}, err
		}
		keys[i] = key
	}
	return Keys{Merchant: keys[0], Platform: keys[1], Stranger: func() *rsa.PrivateKey { return keys[2] }}, nil
}

// ReadKey reads a private key in PKCS #8.
func ReadKey(file string) (*rsa.PrivateKey, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(data)
	if block == nil {
		return nil, fmt.Errorf("%s is no PEM file", file)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	key, ok := parsed.(*rsa.PrivateKey)
	if err != nil || !ok {
		return nil, fmt.Errorf("%s holds no RSA key in PKCS #8", file)
	}
	return key, nil
}

// Keep writes the private keys into a folder.
func (k Keys) Keep(folder string) error {
	for name, key := range map[string]*rsa.PrivateKey{keptMerchant: k.Merchant, keptPlatform: k.Platform, keptStranger: k.Stranger()} {
		der, err := x509.MarshalPKCS8PrivateKey(key)
		if err == nil {
			err = writeWhole(filepath.Join(folder, name), inPEM("PRIVATE KEY", der))
		}
		if err != nil {
			return fmt.Errorf("keeping the keys: %w", err)
		}
	}
	return nil
}

// Files are the keys as files: the merchant's in four forms, because clients differ in which they take, and the
// platform's public key in two.
type Files struct {
	MerchantPKCS8, MerchantPKCS8Line, MerchantPKCS1, MerchantPKCS1Line string
	PlatformPEM, PlatformLine                                          string
	// CA is the certificate that the platform's own is signed by; it is written even where the platform speaks plain HTTP.
	CA string
}

// Write writes the keys into a folder that only its owner reads, and returns the paths.
func (k Keys) Write(folder string, ca []byte) (Files, error) {
	pkcs8, err := x509.MarshalPKCS8PrivateKey(k.Merchant)
	if err != nil {
		return Files{}, fmt.Errorf("writing the merchant's key: %w", err)
	}
	public, err := x509.MarshalPKIXPublicKey(&k.Platform.PublicKey)
	if err != nil {
		return Files{}, fmt.Errorf("writing the platform's key: %w", err)
	}
	pkcs1 := x509.MarshalPKCS1PrivateKey(k.Merchant)
	var f Files
	for _, file := range []struct {
		path    *string
		name    string
		content []byte
	}{
		{&f.MerchantPKCS8, "merchant.pem", inPEM("PRIVATE KEY", pkcs8)},
		{&f.MerchantPKCS8Line, "merchant.pkcs8.txt", inLine(pkcs8)},
		{&f.MerchantPKCS1, "merchant.pkcs1.pem", inPEM("RSA PRIVATE KEY", pkcs1)},
		{&f.MerchantPKCS1Line, "merchant.pkcs1.txt", inLine(pkcs1)},
		{&f.PlatformPEM, "platform.pem", inPEM(publicKeyType, public)},
		{&f.PlatformLine, "platform.txt", inLine(public)},
		{&f.CA, "ca.pem", ca},
	} {
		*file.path = filepath.Join(folder, file.name)
		if err := writeWhole(*file.path, file.content); err != nil {
			return Files{}, fmt.Errorf("writing the keys: %w", err)
		}
	}
	return f, nil
}

// writeWhole writes a file that only its owner reads, under another name first: two runs may share a folder of keys.
func writeWhole(file string, content []byte) error { return writeAs(os.Rename, file, content) }

// writeFirst does so where there is no such file yet; otherwise the error is [os.ErrExist].
func writeFirst(file string, content []byte) error { return writeAs(os.Link, file, content) }

func writeAs(name func(temporary, file string) error, file string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*") // with 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(content)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = name(f.Name(), file)
	}
	return err
}

// publicKeyType is how a public key in PEM begins.
const publicKeyType = "PUBLIC KEY"

func inPEM(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}

func inLine(der []byte) []byte { return []byte(base64.StdEncoding.EncodeToString(der)) }

// ReadPublicKey reads a public key in PEM.
func ReadPublicKey(file string) (*rsa.PublicKey, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(data)
	if block == nil {
		return nil, fmt.Errorf("%s is no PEM file", file)
	}
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	key, ok := parsed.(*rsa.PublicKey)
	if err != nil || !ok {
		return nil, fmt.Errorf("%s holds no RSA public key", file)
	}
	return key, nil
}
