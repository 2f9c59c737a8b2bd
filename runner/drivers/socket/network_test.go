package socket

import (
	"io"
	"net/http"
	"strings"

	"github.com/coder/websocket"

	"github.com/signspec/signspec/runner/engine"
)

// network gives my what the mini program connects with.
func (w *world) network() {
	w.my.Method("request", 1, does(func(call engine.FunctionCall) { w.request(call.Argument(0)) }))
	if w.withoutSockets {
		return
	}
	for _, event := range []string{"Open", "Message", "Error", "Close"} {
		w.my.Method("onSocket"+event, 1, does(func(call engine.FunctionCall) {
			w.events[event] = append(w.events[event], call.Argument(0).Keep())
		}))
	}
	w.my.Method("connectSocket", 1, does(func(call engine.FunctionCall) { w.connectSocket(call.Argument(0)) }))
	w.my.Method("sendSocketMessage", 1, does(func(call engine.FunctionCall) {
		o := call.Argument(0)
		if w.socket == nil || w.socket.Write(w.ctx, websocket.MessageText, []byte(o.Get("data").String())) != nil {
			fail := o.Get("fail").Keep()
			w.later(func() { w.invoke(fail, w.vm.ToValue(map[string]string{"errorMessage": "not open"})) })
		}
	}))
	w.my.Method("closeSocket", 1, does(func(engine.FunctionCall) {
		if w.socket != nil {
			go w.socket.Close(websocket.StatusNormalClosure, "")
		}
	}))
}

func (w *world) emit(event string, value any) {
	w.later(func() {
		for _, f := range w.events[event] {
			w.invoke(f, w.vm.ToValue(value))
		}
	})
}

func (w *world) connectSocket(o engine.Value) {
	url := o.Get("url").String()
	go func() {
		conn, _, err := websocket.Dial(w.ctx, url, nil)
		if err != nil {
			w.emit("Error", map[string]string{"errorMessage": err.Error()})
			return
		}
		defer conn.CloseNow()
		w.later(func() { w.socket = conn })
		w.emit("Open", map[string]string{})
		for {
			_, text, err := conn.Read(w.ctx)
			if err != nil {
				w.emit("Close", map[string]string{})
				return
			}
			w.emit("Message", map[string]any{"data": string(text), "isBuffer": false})
		}
	}()
}

func (w *world) request(o engine.Value) {
	method, url := o.Get("method").String(), o.Get("url").String()
	success, fail := o.Get("success").Keep(), o.Get("fail").Keep()
	body := ""
	if data := o.Get("data"); !data.IsUndefined() {
		text, err := data.JSON()
		if err != nil {
			w.t.Error(err)
		}
		body = string(text)
	}
	go func() {
		status, text, err := w.fetch(method, url, body)
		w.later(func() {
			switch {
			case err != nil:
				w.invoke(fail, w.vm.ToValue(map[string]any{"error": 12, "errorMessage": err.Error()}))
			case status != http.StatusOK:
				w.invoke(fail, w.vm.ToValue(map[string]any{"error": 19, "status": status, "data": text}))
			default:
				w.invoke(success, w.vm.ToValue(map[string]any{"status": status, "data": text}))
			}
		})
	}()
}

func (w *world) fetch(method, url, body string) (status int, text string, err error) {
	request, err := http.NewRequestWithContext(w.ctx, method, url, strings.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	return response.StatusCode, string(content), err
}
