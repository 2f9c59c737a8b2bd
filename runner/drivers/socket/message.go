package socket

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/signspec/signspec/runner/drivers/protocol"
)

// Messages that carry the adapter protocol. Each is a JSON-RPC notification, which the protocol itself has none of.
//
//	hello    probe   who is there, and what it received last; the first message of a connection
//	welcome  server  the probe is the device from now on; staged says that it is not to stage by itself
//	refused  server  it is not; final says that there is no use in trying again
//	ack      server  the answer to request id has arrived; the probe forgets it
//	alive    server  nothing; a probe that hears nothing for long takes the connection for dead
//	display  server  what the person is to see while the request that follows is performed
//
// Beside the requests of the protocol the server asks
//
//	show {"text":"Tap Cancel on the next page."} -> {"done":true} when the person is ready, false where they cannot do it
const (
	helloMessage   = "hello"
	welcomeMessage = "welcome"
	refusedMessage = "refused"
	ackMessage     = "ack"
	aliveMessage   = "alive"
	displayMessage = "display"

	showRequest = "show"
)

// hello is what a probe says of itself.
type hello struct {
	// Device is kept where a page that is loaded again finds it; Instance is new each time.
	Device   string `json:"device"`
	Instance string `json:"instance"`
	// Last is the id of the latest request that this instance received, 0 before the first.
	Last int64 `json:"last"`
	// Stages says that the probe has a stage function of its own.
	Stages bool `json:"stages"`
	// About is what to tell a person of the device, such as its browser's name for itself.
	About string `json:"about"`
}

// maxName bounds what a probe says of itself, in bytes: a user agent has some 200.
const maxName = 500

func (h hello) check() error {
	for name, text := range map[string]string{"device": h.Device, "instance": h.Instance} {
		if text == "" || len(text) > maxName {
			return fmt.Errorf("its %s has %d characters, where 1 to %d are allowed", name, len(text), maxName)
		}
	}
	if len(h.About) > maxName {
		return fmt.Errorf("its about has %d characters, where %d are allowed", len(h.About), maxName)
	}
	return nil
}

// message is any message, as far as it has to be understood to be passed on.
type message struct {
	JSONRPC string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  json.RawMessage `json:"params,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   json.RawMessage `json:"error,omitempty"`
}

// parse reads a message of a probe.
func parse(text []byte) (message, error) {
	var m message
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&m); err != nil || m.JSONRPC != protocol.Version {
		return message{}, fmt.Errorf("the device sent something that is not a message: %s", protocol.Show(text))
	}
	return m, nil
}

// notification makes a message of the server's own.
func notification(method string, params any) []byte {
	text, err := json.Marshal(struct {
		JSONRPC string `json:"jsonrpc"`
		Method  string `json:"method"`
		Params  any    `json:"params"`
	}{protocol.Version, method, params})
	if err != nil {
		panic(err) // the params are this package's own
	}
	return text
}

// sentence makes of an error what a page shows.
func sentence(err error) string {
	text := err.Error()
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// nothing are the params of a message that has none.
type nothing struct{}

// display is what a person at the device sees.
type display struct {
	// Text is what they have to do where Todo is set, and otherwise that there is nothing.
	Text string `json:"text"`
	Todo bool   `json:"todo"`
	// Progress says how far the run is.
	Progress string `json:"progress"`
}

// refusal says why a probe is not the device.
type refusal struct {
	Reason string `json:"reason"`
	// Final says that there is no use in trying again.
	Final bool `json:"final"`
}
