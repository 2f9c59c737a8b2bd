package platform

import (
	"context"
	"io"
	"net"
	"net/http"
	"time"
	"unicode/utf8"
)

// between is how long the second piece of a body comes after the first: whoever reads has read the first by then.
const between = 100 * time.Millisecond

// inPieces writes a body in two pieces, of which the second begins in the middle of a character.
func inPieces(w io.Writer, body []byte, sent func()) (int, error) {
	at := middle(body)
	n, err := w.Write(body[:at])
	if err != nil || at == len(body) {
		return n, err
	}
	sent()
	time.Sleep(between)
	rest, err := w.Write(body[at:])
	return n + rest, err
}

// middle is a place in the middle of the first character of several bytes; the end where there is none.
func middle(body []byte) int {
	for i, b := range body {
		if b >= utf8.RuneSelf {
			return i + 1
		}
	}
	return len(body)
}

// pieceByPiece is a client that sends in two pieces what it sends in the clear.
func pieceByPiece() *http.Client {
	dialer := net.Dialer{}
	return &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := dialer.DialContext(ctx, network, address)
			return pieceConn{conn}, err
		},
	}}
}

// pieceConn is a connection that writes in pieces.
type pieceConn struct{ net.Conn }

func (c pieceConn) Write(b []byte) (int, error) { return inPieces(c.Conn, b, func() {}) }
