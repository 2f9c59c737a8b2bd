package socket

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/coder/websocket"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas/record"
)

const (
	// helloTimeout is how long a connection may take to say who it is.
	helloTimeout = 10 * time.Second
	// helloLimit bounds what a connection may send before it is the device's, in bytes.
	helloLimit = 16 << 10
	// writeTimeout is how long a message may take to be taken by the network.
	writeTimeout = 20 * time.Second
	// aliveEvery is how often a quiet connection is used: phones and the boxes between drop idle ones after a minute
	// or so. A probe that hears nothing for three times as long gives a connection up.
	aliveEvery = 10 * time.Second
	// pongTimeout is how long the other end may take to answer a ping; then the connection is dead. Scripts of a page
	// in the background stand still, but the container answers for them.
	pongTimeout = 20 * time.Second
)

// serveSocket speaks with a probe over a WebSocket, until it ends.
func (d *Driver) serveSocket(w http.ResponseWriter, r *http.Request) {
	// The origin was judged before; the library would demand that it is the host's, which it need not be.
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		return // it has answered
	}
	defer conn.CloseNow()
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	h, err := readHello(ctx, conn)
	if err != nil {
		conn.Close(websocket.StatusPolicyViolation, "the first message is not a hello")
		return
	}
	wire := newOutbox()
	if refused := d.link.hello(h, wire); refused != nil {
		write(ctx, conn, notification(refusedMessage, refused))
		conn.Close(websocket.StatusPolicyViolation, "refused")
		return
	}
	conn.SetReadLimit(protocol.MaxLine)
	go func() {
		defer cancel()
		writeAll(ctx, conn, wire)
	}()
	go keepAlive(ctx, conn, wire)
	for {
		_, text, err := conn.Read(ctx)
		if errors.Is(err, websocket.ErrMessageTooBig) {
			d.link.end(tooLong())
		}
		if err != nil {
			status := websocket.CloseStatus(err)
			d.link.lose(wire, status == websocket.StatusNormalClosure || status == websocket.StatusGoingAway)
			return
		}
		d.link.deliver(text, wire)
	}
}

func tooLong() error {
	return fmt.Errorf("the device sent a message of more than %d bytes", protocol.MaxLine)
}

func readHello(ctx context.Context, conn *websocket.Conn) (hello, error) {
	ctx, cancel := context.WithTimeout(ctx, helloTimeout)
	defer cancel()
	conn.SetReadLimit(helloLimit)
	_, text, err := conn.Read(ctx)
	if err != nil {
		return hello{}, err
	}
	return asHello(text)
}

// asHello reads the first message of a connection.
func asHello(text []byte) (hello, error) {
	m, err := parse(text)
	if err != nil {
		return hello{}, err
	}
	var h hello
	if m.Method != helloMessage {
		return hello{}, fmt.Errorf("the first message is %s, where a hello is due", protocol.Show(text))
	}
	if err := json.Unmarshal(m.Params, &h); err != nil {
		return hello{}, fmt.Errorf("reading a hello: %w", err)
	}
	h.About = record.Visible(h.About) // it is shown on a terminal
	return h, h.check()
}

// writeAll sends what is posted until the connection or the outbox ends.
func writeAll(ctx context.Context, conn *websocket.Conn, wire *outbox) {
	for closing := false; ; {
		for _, text := range wire.take() {
			if write(ctx, conn, text) != nil {
				conn.CloseNow()
				return
			}
		}
		if closing {
			conn.Close(websocket.StatusNormalClosure, "")
			return
		}
		select {
		case <-wire.ready:
		case <-wire.closed:
			closing = true
		case <-ctx.Done():
			return
		}
	}
}

func write(ctx context.Context, conn *websocket.Conn, text []byte) error {
	ctx, cancel := context.WithTimeout(ctx, writeTimeout)
	defer cancel()
	return conn.Write(ctx, websocket.MessageText, text)
}

// keepAlive uses the connection from time to time, so that each end learns when it is dead.
func keepAlive(ctx context.Context, conn *websocket.Conn, wire *outbox) {
	ticker := time.NewTicker(aliveEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		wire.post(notification(aliveMessage, nothing{}))
		limited, cancel := context.WithTimeout(ctx, pongTimeout)
		err := conn.Ping(limited)
		cancel()
		if err != nil {
			conn.CloseNow()
			return
		}
	}
}
