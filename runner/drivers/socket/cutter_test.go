package socket

import (
	"bytes"
	"errors"
	"net"
	"sync"
	"testing"
)

// cutter is a listener that cuts connections at a chosen moment.
type cutter struct {
	net.Listener

	mu    sync.Mutex
	conns map[net.Conn]bool
	cut   cut
	times int // how often the cut may still happen
	made  int
	armed bool
}

// cut says when to cut a connection, by what the server writes. Frames of a server and answers to polls are readable.
type cut struct {
	text string
	// when is "before": what holds the text is not sent; "after": it is sent; "answer": what the device sends next, if
	// it is longer than a sign of life, is not heard.
	when string
}

// signOfLife is longer than any frame that is not an answer.
const signOfLife = 150

var errCut = errors.New("cut")

func newCutter(t testing.TB) *cutter {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return &cutter{Listener: listener, conns: map[net.Conn]bool{}}
}

// arrange has the cut happen the next so many times.
func (c *cutter) arrange(what cut, times int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cut, c.times, c.made, c.armed = what, times, 0, false
}

func (c *cutter) cuts() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.made
}

// all cuts every connection.
func (c *cutter) all() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for conn := range c.conns {
		conn.Close()
	}
	clear(c.conns)
}

// Accept accepts a connection that may be cut.
func (c *cutter) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.conns[conn] = true
	return &cutConn{conn, c}, nil
}

type cutConn struct {
	net.Conn
	cutter *cutter
}

func (c *cutConn) Write(data []byte) (int, error) {
	when := c.cutter.due(data)
	if when == "before" {
		c.Close()
		return 0, errCut
	}
	n, err := c.Conn.Write(data)
	if when == "after" {
		c.Close()
	}
	return n, err
}

// due says whether, and when, a connection is cut that is about to write the data.
func (c *cutter) due(data []byte) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.times == 0 || !bytes.Contains(data, []byte(c.cut.text)) {
		return ""
	}
	if c.cut.when == "answer" {
		c.armed = true
		return ""
	}
	c.times--
	c.made++
	return c.cut.when
}

func (c *cutConn) Read(into []byte) (int, error) {
	n, err := c.Conn.Read(into)
	if n > signOfLife && c.cutter.disarm() {
		c.Close()
		return 0, errCut
	}
	return n, err
}

func (c *cutter) disarm() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.armed {
		return false
	}
	c.armed = false
	c.times--
	c.made++
	return true
}
