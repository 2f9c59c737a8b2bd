package openplatform

import (
	"bytes"
	"context"
	"fmt"
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
	path, values := p.authorisation(p.url, step.Outcome)
	answer, err := p.approve(ctx, path, values)
	if err != nil {
		p.stop("the user could not authorise: " + err.Error())
		return
	}
	code, _ := httpcall.At(answer.body, p.config.Authorise.Code)
	text, _ := code.(string)
	p.mu.Lock()
	before := p.code
	p.code, p.given = text, append(p.given, text)
	if p.firstCode == "" {
		p.firstCode = text
	}
	of := p.latest()
	if text != "" {
		of.codes = append(of.codes, text)
	}
	p.mu.Unlock()
	told["code"] = record.Text(given(text, text))
	if before != "" && text != "" && before != text {
		told["code"] = record.Text("another")
	}
	if p.config.Authorise.State != "" && p.portal.State != nil {
		state, _ := httpcall.At(answer.body, p.config.Authorise.State)
		text, _ := state.(string)
		told["state"] = record.Text(given(text, of.state))
	}
	if step.Outcome == "approve" && text == "" {
		p.stop("the user's approval gave no code: " + p.config.Authorise.Code + " finds none in the sandbox's answer " +
			strconv.Itoa(answer.status) + "; " + httpcall.Paths(answer.body))
	}
	p.to.Saw(record.Told, told)
}

// sandboxAnswer is what the sandbox said to a user's decision.
type sandboxAnswer struct {
	status int
	body   []byte
}

// authorisation is the path of the call by which a user decides, and what stands in it.
func (p *Platform) authorisation(signStr, outcome string) (path string, v httpcall.Values) {
	v = httpcall.Values{"signStr": signStr, "outcome": outcome}
	_, path, _ = strings.Cut(p.config.Authorise.Request, " ")
	return v.Text(path, url.QueryEscape), v
}

// approve makes the call by which a user decides, at a path. An error says in a few words why there is no answer.
func (p *Platform) approve(ctx context.Context, path string, v httpcall.Values) (sandboxAnswer, error) {
	method, _, _ := strings.Cut(p.config.Authorise.Request, " ")
	body, contentType := p.config.Authorise.Body(v)
	request, err := http.NewRequestWithContext(ctx, method, p.base+path, bytes.NewReader(body))
	if err != nil {
		return sandboxAnswer{}, err
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	for name, template := range p.config.Authorise.Headers {
		request.Header.Set(name, v.Text(template, httpcall.AsIs))
	}
	response, err := p.httpClient.Do(request)
	if err != nil {
		return sandboxAnswer{}, fmt.Errorf("no answer")
	}
	defer response.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(response.Body, longestBody))
	return sandboxAnswer{response.StatusCode, said}, nil
}
