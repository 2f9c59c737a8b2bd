package stage

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas/record"
)

// HTTP stages by a hook: it posts {"outcome":"cancel","authState":"...","signStr":"..."} (the last two where there are
// any) to a URL, which answers {"signStr":"..."}. Null, {"untested":"why"} and the status 204 say that the outcome
// cannot be staged.
type HTTP struct {
	// URL is where to post to.
	URL string
	// Client makes the requests; nil means http.DefaultClient.
	Client *http.Client
}

// NewHTTP returns a hook. The error is a *config.Error where the text is no URL of a hook.
func NewHTTP(text string) (*HTTP, error) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, wrong("%q is not the URL of a hook for staging; write it like http://localhost:3000/stage", text)
	}
	return &HTTP{URL: text}, nil
}

// Stage posts the wish.
func (h *HTTP) Stage(ctx context.Context, wish record.Stage) (Staged, error) {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	text, status, err := h.post(ctx, wish)
	who := "the staging hook " + h.URL
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return Staged{}, wrong("%s did not answer for outcome %q within %s", who, wish.Outcome, Timeout)
	case errors.Is(err, context.Canceled):
		return Staged{}, err
	case err != nil:
		return Staged{}, wrong("%s cannot be asked: %v", who, err)
	case status == http.StatusNoContent:
		return Staged{Untested: fmt.Sprintf("%s has nothing for outcome %s", who, wish.Outcome)}, nil
	case status < 200 || status > 299:
		return Staged{}, wrong("%s answered with status %d for outcome %q: %s", who, status, wish.Outcome, protocol.Show(text))
	}
	return read(who, text, wish)
}

// maxRedirects is how often a hook is followed, as net/http has it.
const maxRedirects = 10

// sameHost follows a hook to another path of its host only: who is redirected elsewhere asks in the name of this machine
// what nobody has named.
func sameHost(request *http.Request, via []*http.Request) error {
	switch first := via[0].URL; {
	case len(via) >= maxRedirects:
		return fmt.Errorf("it redirects more than %d times", maxRedirects)
	case request.URL.Host != first.Host:
		return fmt.Errorf("it redirects to another host, %s; name that one as the hook", request.URL.Host)
	case first.Scheme == "https" && request.URL.Scheme != "https":
		return errors.New("it redirects from https to http")
	}
	return nil
}

func (h *HTTP) post(ctx context.Context, wish record.Stage) (text []byte, status int, err error) {
	body, err := json.Marshal(wish)
	if err != nil {
		return nil, 0, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(body))
	if err != nil {
		return nil, 0, err
	}
	request.Header.Set("Content-Type", "application/json")
	client := http.Client{}
	if h.Client != nil {
		client = *h.Client
	}
	client.CheckRedirect = sameHost
	response, err := client.Do(request)
	if err != nil {
		return nil, 0, err
	}
	defer response.Body.Close()
	text, err = io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if err == nil && len(text) > maxAnswer {
		err = fmt.Errorf("its answer is longer than %d bytes", maxAnswer)
	}
	return text, response.StatusCode, err
}
