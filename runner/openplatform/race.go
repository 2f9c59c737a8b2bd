package openplatform

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/signspec/signspec/runner/launch"
	"github.com/signspec/signspec/runner/platform"
	suite "github.com/signspec/signspec/suites/platform"
)

// race makes two calls at once: both stand before the platform, whole but for their last byte, which is sent of both
// together. Where no connection of that kind can be opened, as behind a proxy, they are made as any other two.
func (p *play) race(ctx context.Context, steps ...suite.Step) {
	var calls []call
	for _, step := range steps {
		if c, ok := p.asked(step); ok {
			calls = append(calls, c)
		}
	}
	said := make([]map[string]value, len(calls))
	ready, release := sync.WaitGroup{}, make(chan struct{})
	ready.Add(len(calls))
	var all sync.WaitGroup
	for i, c := range calls {
		all.Go(func() {
			out := c.first
			line, err := p.line(ctx, out)
			if err == nil {
				defer line.Close()
			}
			ready.Done()
			<-release
			time.Sleep(time.Duration(c.step.LaterMs) * time.Millisecond)
			if err != nil {
				said[i] = p.send(ctx, c, out)
				return
			}
			if response, err := line.finish(); err == nil {
				said[i] = p.answered(c, out, response)
			} else {
				said[i] = unanswered(c, "no answer")
			}
		})
	}
	ready.Wait()
	close(release)
	all.Wait()
	for i, c := range calls {
		p.settle(ctx, c, said[i])
	}
}

// line is a connection to the platform on which a request has been sent but for its last byte.
type line struct {
	net.Conn
	request *http.Request
	last    []byte
}

func (p *play) line(ctx context.Context, out platform.Outgoing) (*line, error) {
	request, err := p.request(ctx, out)
	if err != nil {
		return nil, err
	}
	var whole bytes.Buffer
	if err := request.Write(&whole); err != nil {
		return nil, err
	}
	connection, err := p.dial(ctx)
	if err != nil {
		return nil, err
	}
	connection.SetDeadline(time.Now().Add(callTimeout))
	most := whole.Len() - 1
	if _, err := connection.Write(whole.Bytes()[:most]); err != nil {
		connection.Close()
		return nil, err
	}
	return &line{Conn: connection, request: request, last: whole.Bytes()[most:]}, nil
}

// dial opens a connection to where the platform is.
func (p *Platform) dial(ctx context.Context) (net.Conn, error) {
	address, err := launch.Address(p.base)
	if err != nil {
		return nil, err
	}
	dialer := &net.Dialer{Timeout: callTimeout}
	if strings.HasPrefix(p.base, "https:") {
		secured := &tls.Dialer{NetDialer: dialer, Config: &tls.Config{NextProtos: []string{"http/1.1"}}}
		return secured.DialContext(ctx, "tcp", address)
	}
	return dialer.DialContext(ctx, "tcp", address)
}

// finish sends the last byte and reads the answer.
func (l *line) finish() (*http.Response, error) {
	if _, err := l.Write(l.last); err != nil {
		return nil, err
	}
	return http.ReadResponse(bufio.NewReader(l), l.request)
}
