package socket

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/signspec/signspec/schemas/config"
)

const (
	// headerTimeout is how long the headers of a request may take.
	headerTimeout = 10 * time.Second
	// readTimeout is how long a whole request may take: ten records of 3 MiB over a slow network.
	readTimeout = 2 * time.Minute
	// answerTimeout is how long an answer may take, once the request is read; a poll is held for a part of it.
	answerTimeout = readTimeout + pollHold + 10*time.Second
	// idleTimeout is how long a connection that nobody uses stays open.
	idleTimeout = time.Minute
	// maxHeader bounds the headers, in bytes; a cookie jar of another server on this machine may come along.
	maxHeader = 32 << 10
)

// LoopbackAddress is where a server listens if nobody says otherwise: on this machine only, at a free port.
const LoopbackAddress = "127.0.0.1:0"

// Listener is a server that listens.
type Listener struct {
	http    *http.Server
	address net.Addr
}

// Listen serves at an address, such as "192.168.1.20:8765". The error is a *config.Error where that cannot be.
func Listen(address string, s *Server) (*Listener, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, &config.Error{Message: fmt.Sprintf("cannot listen at %s: %v; give the address of a network of this "+
			"machine, and a port that is free, such as 127.0.0.1:8765", address, err)}
	}
	l := &Listener{address: listener.Addr(), http: &http.Server{
		Handler: s, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: answerTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeader,
	}}
	go l.http.Serve(listener) // ends with Close
	return l, nil
}

// Addr is where the server listens, such as "192.168.1.20:8765".
func (l *Listener) Addr() string { return l.address.String() }

// URL is where to reach the server from a device: at its address, or, where it listens at all of them, at that of the
// first network of this machine.
func (l *Listener) URL() string {
	host, port, err := net.SplitHostPort(l.Addr())
	if err != nil {
		return "http://" + l.Addr()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = outwardAddress()
	}
	return "http://" + net.JoinHostPort(host, port)
}

// outwardAddress is the first address of this machine that others can reach.
func outwardAddress() string {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return "127.0.0.1"
	}
	for _, a := range addresses {
		network, ok := a.(*net.IPNet)
		if ok && network.IP.To4() != nil && network.IP.IsGlobalUnicast() {
			return network.IP.String()
		}
	}
	return "127.0.0.1"
}

// Close lets requests end that are being answered, for as long as the context allows, and stops listening.
func (l *Listener) Close(ctx context.Context) error {
	err := l.http.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return l.http.Close()
	}
	return err
}
