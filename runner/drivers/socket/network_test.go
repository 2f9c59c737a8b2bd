package socket

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"github.com/coder/websocket"
	"github.com/dop251/goja"
)

// network gives my what the mini program connects with.
func (w *world) network() {
	w.my.Set("request", w.request)
	if w.withoutSockets {
		return
	}
	for _, event := range []string{"Open", "Message", "Error", "Close"} {
		w.my.Set("onSocket"+event, func(f goja.Callable) { w.events[event] = append(w.events[event], f) })
	}
	w.my.Set("connectSocket", w.connectSocket)
	w.my.Set("sendSocketMessage", func(o *goja.Object) {
		if w.socket == nil || w.socket.Write(w.ctx, websocket.MessageText, []byte(o.Get("data").String())) != nil {
			fail, _ := goja.AssertFunction(o.Get("fail"))
			w.later(func() { w.invoke(fail, w.rt.ToValue(map[string]string{"errorMessage": "not open"})) })
		}
	})
	w.my.Set("closeSocket", func(*goja.Object) {
		if w.socket != nil {
			go w.socket.Close(websocket.StatusNormalClosure, "")
		}
	})
}

func (w *world) emit(event string, value any) {
	w.later(func() {
		for _, f := range w.events[event] {
			w.invoke(f, w.rt.ToValue(value))
		}
	})
}

func (w *world) connectSocket(o *goja.Object) {
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

func (w *world) request(o *goja.Object) {
	method, url := o.Get("method").String(), o.Get("url").String()
	success, _ := goja.AssertFunction(o.Get("success"))
	fail, _ := goja.AssertFunction(o.Get("fail"))
	body := ""
	if data := o.Get("data"); data != nil && !goja.IsUndefined(data) {
		text, err := json.Marshal(data.Export())
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
				w.invoke(fail, w.rt.ToValue(map[string]any{"error": 12, "errorMessage": err.Error()}))
			case status != http.StatusOK:
				w.invoke(fail, w.rt.ToValue(map[string]any{"error": 19, "status": status, "data": text}))
			default:
				w.invoke(success, w.rt.ToValue(map[string]any{"status": status, "data": text}))
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
