package socket

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/coder/websocket"

	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// manyDevices is how many devices are checked at once.
const manyDevices = 200

// fake is a probe in Go: its wallet approves everything, with a code that names the device.
type fake struct{ name string }

// answer returns the answer to a request; nil to what is none.
func (f fake) answer(text []byte) []byte {
	var m message
	if json.Unmarshal(text, &m) != nil || m.ID == nil {
		return nil
	}
	var result any
	switch m.Method {
	case protocol.Describe:
		result = wallet.Description{Name: f.name, Entry: record.Of(record.Function), Time: "real"}
	case protocol.Run:
		var params protocol.RunParams
		if json.Unmarshal(m.Params, &params) != nil {
			return nil
		}
		var p wallet.Performance
		for _, call := range params.Scenario.Calls {
			payload := record.Fields(map[string]record.Value{"authCode": record.Text(f.name), "authState": record.Text("s")})
			p.Records = append(p.Records, record.Record{
				ID: call.ID, Scenario: params.Scenario.Name, API: "my.signContract", Args: call.Args, Callbacks: call.Callbacks,
				Events: []record.Event{
					{Type: record.Returned, Args: []record.Value{record.Of(record.Undefined)}},
					{At: 1, Type: record.Success, Args: []record.Value{payload}},
					{At: 1, Type: record.Completed, Args: []record.Value{}},
				},
				End: record.Settled,
			})
		}
		result = p
	case showRequest:
		result = map[string]bool{"done": true}
	}
	raw, err := json.Marshal(result)
	if err != nil {
		return nil
	}
	back, _ := json.Marshal(message{JSONRPC: protocol.Version, ID: m.ID, Result: raw})
	return back
}

func (f fake) hello() []byte {
	return notification(helloMessage, hello{Device: f.name, Instance: f.name, About: f.name})
}

// dialOut serves over a socket until that ends.
func (f fake) dialOut(ctx context.Context, url string) error { return dialOut(ctx, url, f) }

// timedFake keeps how long it was given to settle, by scenario.
type timedFake struct {
	fake
	mu  sync.Mutex
	all map[string]float64 // milliseconds
}

func (f *timedFake) given(scenario string) float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.all[scenario]
}

func (f *timedFake) answer(text []byte) []byte {
	var m struct {
		Params protocol.RunParams `json:"params"`
	}
	if json.Unmarshal(text, &m) == nil && m.Params.SettleMs > 0 {
		f.mu.Lock()
		f.all[m.Params.Scenario.Name] = m.Params.SettleMs
		f.mu.Unlock()
	}
	return f.fake.answer(text)
}

// dialOut has a probe serve over a socket until that ends.
func dialOut(ctx context.Context, url string, f interface {
	hello() []byte
	answer([]byte) []byte
}) error {
	conn, _, err := websocket.Dial(ctx, url+"socket", nil)
	if err != nil {
		return err
	}
	defer conn.CloseNow()
	if err := conn.Write(ctx, websocket.MessageText, f.hello()); err != nil {
		return err
	}
	for {
		_, text, err := conn.Read(ctx)
		if err != nil {
			return nil // the driver was closed
		}
		if back := f.answer(text); back != nil {
			if err := conn.Write(ctx, websocket.MessageText, back); err != nil {
				return err
			}
		}
	}
}

// poll serves by polling until the driver says that it is over.
func (f fake) poll(ctx context.Context, t *testing.T, url string) error {
	pending := say(t, url, f.name, f.hello())
	for last := int64(0); ; {
		var answers [][]byte
		for _, m := range pending {
			if m.Method == refusedMessage || m.Method == againMessage {
				return nil
			}
			text, err := json.Marshal(m)
			if err != nil {
				return err
			}
			if back := f.answer(text); back != nil {
				answers = append(answers, back)
				json.Unmarshal(m.ID, &last)
			}
		}
		if len(answers) > 0 {
			pending = say(t, url, f.name, answers...)
			continue
		}
		var err error
		if pending, err = next(ctx, url, f.name, last); err != nil {
			return err
		}
	}
}

// next polls once.
func next(ctx context.Context, url, instance string, last int64) ([]message, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("%snext?instance=%s&last=%d", url, instance, last), nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	var back struct {
		Messages []message `json:"messages"`
	}
	return back.Messages, json.NewDecoder(answer.Body).Decode(&back)
}

// TestManyDevicesAtOnce has two hundred devices on one server, half of them on sockets, and sees that none hears what
// is meant for another.
func TestManyDevicesAtOnce(t *testing.T) {
	s := NewServer(ServerOptions{})
	base := serve(t, s, newCutter(t))
	names := []string{"approve/all-callbacks", "cancel/all-callbacks", "in-a-row/approve", "sign-str/empty", "overlap/approve+approve"}
	var scenarios []wallet.Scenario
	for _, name := range names {
		scenarios = append(scenarios, drivertest.Scenario(t, name))
	}
	var wait sync.WaitGroup
	var calls atomic.Int64
	for i := range manyDevices {
		d := s.Open(options())
		f := fake{fmt.Sprintf("device-%d", i)}
		wait.Go(func() {
			var err error
			if i%2 == 0 {
				err = f.dialOut(drivertest.Within(t), base+d.Path())
			} else {
				err = f.poll(drivertest.Within(t), t, base+d.Path())
			}
			if err != nil {
				t.Errorf("%s: %v", f.name, err)
			}
		})
		wait.Go(func() {
			defer d.Close(drivertest.Within(t))
			description, err := d.Describe(drivertest.Within(t))
			if err != nil || description.Name != f.name {
				t.Errorf("%s is described as %q, %v", f.name, description.Name, err)
				return
			}
			for _, scenario := range scenarios {
				p, err := d.Perform(drivertest.Within(t), scenario)
				if err != nil || len(p.Records) != len(scenario.Calls) {
					t.Errorf("%s, %s: %d records, %v", f.name, scenario.Name, len(p.Records), err)
					return
				}
				for _, r := range p.Records {
					calls.Add(1)
					if code, _ := r.Of(record.Success)[0].Arg().Field("authCode"); code.String() != fmt.Sprintf("%q", f.name) {
						t.Errorf("%s got the code of %s", f.name, code)
					}
				}
			}
		})
	}
	wait.Wait()
	t.Logf("%d devices, %d scenarios, %d calls", manyDevices, manyDevices*len(names), calls.Load())
}
