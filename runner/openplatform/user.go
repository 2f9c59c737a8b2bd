package openplatform

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/signspec/signspec/runner/httpcall"
	"github.com/signspec/signspec/schemas/record"
	suite "github.com/signspec/signspec/suites/platform"
)

// authorise lets the user approve or cancel.
func (p *play) authorise(ctx context.Context, step suite.Step) {
	if p.url == "" {
		p.stop("there was no URL to authorise")
		return
	}
	told := map[string]value{"to": record.Text("authorise"), "as": record.Text(step.Outcome)}
	v := httpcall.Values{"signStr": p.url, "outcome": step.Outcome}
	method, path, _ := strings.Cut(p.config.Authorise.Request, " ")
	body, contentType := p.config.Authorise.Body(v)
	request, err := http.NewRequestWithContext(ctx, method, p.base+v.Text(path, url.QueryEscape), bytes.NewReader(body))
	if err != nil {
		p.stop("the user could not authorise: " + err.Error())
		return
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	for name, template := range p.config.Authorise.Headers {
		request.Header.Set(name, v.Text(template, httpcall.AsIs))
	}
	response, err := p.httpClient.Do(request)
	if err != nil {
		p.stop("the user could not authorise: no answer")
		return
	}
	defer response.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(response.Body, longestBody))
	code, _ := httpcall.At(said, p.config.Authorise.Code)
	text, _ := code.(string)
	p.mu.Lock()
	p.code = text
	p.mu.Unlock()
	told["code"] = record.Text(given(text, text))
	if p.config.Authorise.State != "" && p.portal.State != nil {
		state, _ := httpcall.At(said, p.config.Authorise.State)
		text, _ := state.(string)
		told["state"] = record.Text(given(text, p.state))
	}
	if step.Outcome == "approve" && text == "" {
		p.stop("the user's approval gave no code: the sandbox answered " + strconv.Itoa(response.StatusCode))
	}
	p.to.Saw(record.Told, told)
}
