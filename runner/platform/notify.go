package platform

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/server"
	"github.com/signspec/signspec/suites/wire"
)

// Notification is one that the platform sends.
type Notification struct {
	Kind   string
	Code   string // empty where there is none
	State  string
	States string // how the state was made, for the record
	Change server.Change
}

// notifyPatience is how long an acknowledgement may take at least.
const notifyPatience = 5 * time.Second

// Notify sends a notification to a URL, signed like a request, and takes down both it and its answer.
func (p *Platform) Notify(ctx context.Context, to string, a *Attempt, n Notification) error {
	target, err := url.Parse(to)
	if err != nil {
		return err
	}
	fields := map[string]any{
		"authorizationNotifyType": n.Kind, "authClientId": p.ClientID, "userId": a.Customer, "userLoginId": "1****2@example.com",
		"result": map[string]any{"resultStatus": "S", "resultCode": "SUCCESS", "resultMessage": "as staged"},
	}
	if n.Code != "" {
		fields["authCode"] = n.Code
	}
	if n.State != "" {
		fields["authState"] = n.State
	}
	if n.Kind != wire.CodeCreated {
		fields["accessToken"] = a.Token()
	}
	if n.Kind == wire.TokenCanceled {
		fields["reason"] = "the user cancelled"
	}
	if n.Change == server.Extra {
		fields["newField"] = map[string]any{"kind": "NEW_KIND"}
	}
	body := written(fields, n.Change)
	a.to.Saw(record.Notified, map[string]value{
		"attempt": number(
			a.Number,
		), "kind": record.Text(n.Kind), "staged": record.Text(string(n.Change)), "state": record.Text(n.States), "body": bodyValue(body),
	})
	ctx, cancel := context.WithTimeout(ctx, max(notifyPatience, p.Patience))
	defer cancel()
	header := http.Header{"Content-Type": {"application/json; charset=UTF-8"}}
	p.put(header, "Request-Time", http.MethodPost, target.EscapedPath(), n.Change, a.nextSending(), &body)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header = header
	told := map[string]value{"attempt": number(a.Number), "kind": record.Text(n.Kind)}
	client := http.DefaultClient
	if n.Change == server.InPieces {
		client = pieceByPiece()
	}
	answer, err := client.Do(request)
	if err != nil {
		told["as"], told["error"] = record.Text("not"), record.Text("no answer")
		a.to.Saw(record.Acknowledged, told)
		return nil
	}
	defer answer.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(answer.Body, maxBody))
	told["status"], told["body"], told["as"] = number(answer.StatusCode), bodyValue(said), record.Text("not")
	var acknowledgement struct {
		Result struct {
			Status string `json:"resultStatus"`
			Code   string `json:"resultCode"`
		} `json:"result"`
	}
	if json.Unmarshal(said, &acknowledgement) == nil && answer.StatusCode == http.StatusOK && acknowledgement.Result.Status == "S" &&
		acknowledgement.Result.Code == "SUCCESS" {
		told["as"] = record.Text("acknowledged")
	}
	a.to.Saw(record.Acknowledged, told)
	return nil
}

func index(body []byte, text string) int { return bytes.Index(body, []byte(text)) }
