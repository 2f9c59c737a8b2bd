package socket

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/signspec/signspec/runner/drivers/drivertest"
	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas/record"
)

// waitFor waits until something is so.
func waitFor(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(testTime); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// dial opens a socket and says hello; it returns the first message that comes.
func dial(t *testing.T, url string, h hello) (*websocket.Conn, message) {
	t.Helper()
	conn, _, err := websocket.Dial(drivertest.Within(t), url+"socket", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.CloseNow() })
	if err := conn.Write(drivertest.Within(t), websocket.MessageText, notification(helloMessage, h)); err != nil {
		t.Fatal(err)
	}
	return conn, receive(t, conn)
}

func receive(t *testing.T, conn *websocket.Conn) message {
	t.Helper()
	_, text, err := conn.Read(drivertest.Within(t))
	if err != nil {
		t.Fatalf("reading a message: %v", err)
	}
	m, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestOneDeviceALink(t *testing.T) {
	first, second := hello{Device: "d1", Instance: "i1"}, hello{Device: "d2", Instance: "i2"}
	for name, c := range map[string]struct {
		leaves    func(*websocket.Conn)
		goneAfter time.Duration
		want      string
		says      string
	}{
		"while the first is there":       {func(*websocket.Conn) {}, time.Hour, refusedMessage, "Another device is connected"},
		"when the first was lost":        {func(c *websocket.Conn) { c.CloseNow() }, time.Hour, refusedMessage, "may come back"},
		"when the first was lost long":   {func(c *websocket.Conn) { c.CloseNow() }, 0, welcomeMessage, ""},
		"when the first closed its page": {func(c *websocket.Conn) { c.Close(websocket.StatusGoingAway, "") }, time.Hour, welcomeMessage, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d, url := open(t, options(), newCutter(t))
			d.link.goneAfter = c.goneAfter
			conn, m := dial(t, url, first)
			if m.Method != welcomeMessage {
				t.Fatalf("the first device gets %+v", m)
			}
			c.leaves(conn)
			if c.want == welcomeMessage || c.says == "may come back" {
				waitFor(t, "the first device to be gone", func() bool { return !d.link.state().there })
			}
			_, m = dial(t, url, second)
			if m.Method != c.want || !strings.Contains(string(m.Params), c.says) {
				t.Errorf("the second device gets %s %s", m.Method, m.Params)
			}
		})
	}
}

func TestASecondPhoneIsToldWhyItIsRefused(t *testing.T) {
	d, url := open(t, options(), newCutter(t))
	first := newPhone(t)
	first.open(url)
	waitFor(t, "the first phone", func() bool { return d.link.state().there })
	for _, polling := range []bool{false, true} {
		second := newPhone(t)
		second.withoutSockets = polling
		second.open(url)
		waitFor(t, "the second phone to be refused", func() bool { return second.shown("status") == "Not connected." })
		if detail := second.shown("detail"); !strings.Contains(detail, "a link serves one device") {
			t.Errorf("the second phone shows %q", detail)
		}
	}
	if _, err := d.Describe(drivertest.Within(t)); err != nil {
		t.Errorf("the first phone was disturbed: %v", err)
	}
}

func TestAProbeThatLostItsMemoryIsNotAskedTwice(t *testing.T) {
	d, url := open(t, options(), newCutter(t))
	phone := newPhone(t)
	killed := false
	phone.signed = func(string) {
		if !killed {
			killed = true
			phone.now().end() // before the wallet answers
			go phone.open(url)
		}
	}
	phone.open(url)
	if _, err := d.Describe(drivertest.Within(t)); err != nil {
		t.Fatal(err)
	}
	p, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, "in-a-row/approve"))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Records) != 0 || !strings.Contains(p.Untested, "lost its memory") {
		t.Errorf("it is not untested: %+v", p)
	}
	authorised := len(phone.authorisations())
	records := drivertest.Perform(t, d, "approve/all-callbacks")
	if records[0].Instance != 2 || records[0].End != record.Settled {
		t.Errorf("what comes after is %+v", records[0])
	}
	wantOnce(t, phone.authorisations(), authorised+1)
}

func TestTooMuchIsNotRead(t *testing.T) {
	long := `{"jsonrpc":"2.0","id":1,"result":"` + strings.Repeat("x", protocol.MaxLine) + `"}`
	for name, send := range map[string]func(t *testing.T, url string){
		"over a socket": func(t *testing.T, url string) {
			conn, _ := dial(t, url, hello{Device: "d", Instance: "i"})
			receive(t, conn) // describe
			conn.Write(drivertest.Within(t), websocket.MessageText, []byte(long))
		},
		"by polling": func(t *testing.T, url string) {
			say(t, url, "i", notification(helloMessage, hello{Device: "d", Instance: "i"}))
			say(t, url, "i", []byte(long))
		},
		"by polling, in a body beyond all": func(t *testing.T, url string) {
			say(t, url, "i", notification(helloMessage, hello{Device: "d", Instance: "i"}))
			answer, err := http.Post(url+"say?instance=i", "application/json", strings.NewReader(`{"say":"`+strings.Repeat("x", bodyLimit)))
			if err == nil && answer.StatusCode != http.StatusRequestEntityTooLarge {
				t.Errorf("it is answered with %s", answer.Status)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			d, url := open(t, options(), newCutter(t))
			sent := make(chan struct{})
			go func() {
				defer close(sent)
				send(t, url)
			}()
			_, err := d.Describe(drivertest.Within(t))
			<-sent
			var failure *Failure
			if !errors.As(err, &failure) || !strings.Contains(err.Error(), fmt.Sprint(protocol.MaxLine)) {
				t.Errorf("the error is %v", err)
			}
			if _, err := d.Perform(drivertest.Within(t), drivertest.Scenario(t, "arguments/none")); err == nil {
				t.Error("it is asked again")
			}
		})
	}
}

// say posts messages as a probe that polls, and returns what comes back.
func say(t *testing.T, url, instance string, messages ...[]byte) []message {
	t.Helper()
	text, err := json.Marshal(map[string]string{"say": "[" + string(bytes.Join(messages, []byte(","))) + "]"})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.Post(url+"say?instance="+instance, "application/json", bytes.NewReader(text))
	if err != nil {
		t.Error(err)
		return nil
	}
	defer answer.Body.Close()
	var back struct {
		Messages []message `json:"messages"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&back); err != nil {
		t.Errorf("the answer (%s) is none: %v", answer.Status, err)
	}
	return back.Messages
}

func TestAStrangerCannotSpeakForADevice(t *testing.T) {
	d, url := open(t, options(), newCutter(t))
	say(t, url, "i1", notification(helloMessage, hello{Device: "d1", Instance: "i1"}))
	for _, text := range []string{`{"jsonrpc":"2.0","id":1,"result":{}}`, `{"not":"a message"}`} {
		if back := say(t, url, "i2", []byte(text)); len(back) != 1 || back[0].Method != againMessage {
			t.Errorf("it is answered with %v", back)
		}
	}
	if err := d.link.ended(); err != nil {
		t.Errorf("the device was lost by it: %v", err)
	}
	conn, _, err := websocket.Dial(drivertest.Within(t), url+"socket", nil)
	if err != nil {
		t.Fatal(err)
	}
	conn.Write(drivertest.Within(t), websocket.MessageText, []byte(strings.Repeat("x", helloLimit+1)))
	if _, _, err := conn.Read(drivertest.Within(t)); err == nil {
		t.Error("a first message that is no hello is answered")
	}
	if s := d.link.state(); !s.there || s.Instance != "i1" {
		t.Errorf("the device is now %+v", s)
	}
}

func TestWhatADeviceGetsWrong(t *testing.T) {
	for name, c := range map[string]struct{ answer, says string }{
		"no message":             {`hello`, "not a message"},
		"an answer never asked":  {`{"jsonrpc":"2.0","id":77,"result":{}}`, "request 77, which was not asked"},
		"a request":              {`{"jsonrpc":"2.0","id":1,"method":"run"}`, "no answer"},
		"a result of no use":     {`{"jsonrpc":"2.0","id":1,"result":{"name":""}}`, "describe"},
		"a misspelt member":      {`{"jsonrpc":"2.0","id":1,"reslt":{}}`, "not a message"},
		"an error of its own":    {`{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"the page is asleep"}}`, "the page is asleep"},
		"an error of the module": {`{"jsonrpc":"2.0","id":1,"error":{"code":-32001,"message":"stage threw"}}`, "stage threw"},
	} {
		t.Run(name, func(t *testing.T) {
			d, url := open(t, options(), newCutter(t))
			conn, _ := dial(t, url, hello{Device: "d", Instance: "i"})
			go func() {
				conn.Read(context.Background())
				conn.Write(context.Background(), websocket.MessageText, []byte(c.answer))
			}()
			if _, err := d.Describe(drivertest.Within(t)); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("the error is %v, want one about %q", err, c.says)
			}
		})
	}
}

func TestNobodyComes(t *testing.T) {
	o := options()
	o.Wait = time.Millisecond
	d, _ := open(t, o, newCutter(t))
	var nobody *NobodyError
	if _, err := d.Describe(drivertest.Within(t)); !errors.As(err, &nobody) {
		t.Errorf("the error is %v", err)
	}
}

func TestADeviceThatDoesNotComeBack(t *testing.T) {
	d, url := open(t, options(), newCutter(t))
	conn, _ := dial(t, url, hello{Device: "d", Instance: "i", About: "Acme Phone"})
	conn.CloseNow()
	waitFor(t, "the device to be gone", func() bool { return !d.link.state().there })
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	_, err := d.Perform(ctx, drivertest.Scenario(t, "arguments/none"))
	if err == nil || !strings.Contains(err.Error(), "the device (Acme Phone) went away") ||
		!strings.Contains(err.Error(), "did not come back") {
		t.Errorf("the error is %v", err)
	}
	if _, m := dial(t, url, hello{Device: "d", Instance: "i"}); m.Method != refusedMessage ||
		!strings.Contains(string(m.Params), "broke off") {
		t.Errorf("a device that comes too late gets %s %s", m.Method, m.Params)
	}
}
