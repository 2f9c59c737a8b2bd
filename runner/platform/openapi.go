package platform

import (
	"maps"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wire"
)

type object = map[string]any

// OpenAPI describes an edition as an OpenAPI 3.1 document, from its data. What OpenAPI has no words for, how requests are
// signed, stands in prose and in x-signature.
func OpenAPI(p *schemas.Portal) map[string]any {
	paths := object{}
	for _, operation := range []string{schemas.ConsultOperation, schemas.ApplyOperation, schemas.CancelOperation} {
		path := p.Path(operation)
		if path == p.Prefixes[0]+p.Suffixes[0] {
			continue // the edition documents no such call
		}
		paths[path] = object{"post": operationOf(p, operation)}
	}
	document := object{
		"openapi": "3.1.0",
		"info": object{
			"title": p.Title + ": authorisations for agreement payment", "version": "1",
			"description": "Every request and every success is signed by RSA256 over method, path, client id, time " +
				"and the bytes of the body: see x-signature.",
		},
		"servers":     []any{object{"url": "https://open.example"}},
		"paths":       paths,
		"x-signature": signatureOf(p),
		"components": object{
			"schemas": object{
				"Result": object{
					"type": "object", "required": []any{"resultStatus", "resultCode", "resultMessage"},
					"properties": object{
						"resultStatus":  object{"type": "string", "enum": []any{"S", "F", "U"}, "description": "U is never final."},
						"resultCode":    object{"type": "string", "maxLength": 64},
						"resultMessage": object{"type": "string", "maxLength": 256},
					},
				},
			},
		},
	}
	if p.Notifies {
		document["webhooks"] = object{"authorisation": object{"post": notificationOf(p)}}
	}
	return document
}

func signatureOf(p *schemas.Portal) object {
	return object{
		"algorithm": "RSA256", "content": "METHOD SP path LF Client-Id . time . body, without anything behind",
		"spellings": texts(p.Signature.Accepts), "header": "algorithm=RSA256,keyVersion=" + p.KeyVersion + ",signature=...",
	}
}

func texts(list []string) []any {
	all := make([]any, len(list))
	for i, s := range list {
		all[i] = s
	}
	return all
}

// headersOf are the parameters of a request.
func headersOf() []any {
	var all []any
	for _, name := range []string{"Client-Id", "Request-Time", "Signature"} {
		all = append(all, object{"name": name, "in": "header", "required": true, "schema": object{"type": "string"}})
	}
	return all
}

func content(schema object) object { return object{"application/json": object{"schema": schema}} }

func operationOf(p *schemas.Portal, operation string) object {
	names := map[string]string{
		schemas.ConsultOperation: p.Call,
		schemas.ApplyOperation:   "applyToken",
		schemas.CancelOperation:  "cancelToken",
	}
	return object{
		"operationId": names[operation], "parameters": headersOf(),
		"requestBody": object{"required": true, "content": content(requestOf(p, operation))},
		"responses": object{"200": object{
			"description": "The result, whatever it is.", "content": content(answerOf(p, operation)),
			"headers": object{
				"Signature": object{"description": "Required on S.", "schema": object{"type": "string"}},
				"Client-Id": object{"schema": object{"type": "string"}}, "Response-Time": object{"schema": object{"type": "string"}},
			},
		}},
	}
}

// requestOf is the schema of a request, from the edition's required fields and limits.
func requestOf(p *schemas.Portal, operation string) object {
	properties, required := object{}, []any{}
	for _, names := range p.Required[operation] {
		if !strings.Contains(names, "|") {
			required = append(required, names)
		}
		for name := range strings.SplitSeq(names, "|") {
			properties[name] = object{"description": "The edition does not fix its type here."}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.Limits[operation])) {
		properties[name] = object{"type": "string", "maxLength": p.Limits[operation][name]}
	}
	if operation == schemas.ApplyOperation {
		properties["grantType"] = object{"type": "string", "enum": []any{"AUTHORIZATION_CODE", "REFRESH_TOKEN"}}
		properties["refreshToken"] = object{"type": "string", "maxLength": 128}
		required = []any{"grantType"}
	}
	return object{"type": "object", "properties": properties, "required": required}
}

// answerOf is the schema of an answer.
func answerOf(p *schemas.Portal, operation string) object {
	properties := object{"result": object{"$ref": "#/components/schemas/Result"}}
	switch operation {
	case schemas.ConsultOperation:
		for _, name := range p.URLs.Names {
			properties[name] = object{"type": "string", "maxLength": p.URLs.Max}
		}
	case schemas.ApplyOperation:
		for _, name := range []string{"accessToken", "refreshToken"} {
			properties[name] = object{"type": "string", "maxLength": 128}
		}
		for _, name := range []string{"accessTokenExpiryTime", "refreshTokenExpiryTime", "customerId", "userLoginId"} {
			properties[name] = object{"type": "string"}
		}
	}
	return object{"type": "object", "properties": properties, "required": []any{"result"}}
}

func notificationOf(p *schemas.Portal) object {
	properties := object{
		"authorizationNotifyType": object{"type": "string", "enum": []any{wire.CodeCreated, wire.TokenCreated, wire.TokenCanceled}},
		"authCode":                object{"type": "string", "maxLength": 128}, "accessToken": object{"type": "string", "maxLength": 128},
		"result": object{"$ref": "#/components/schemas/Result"}, "reason": object{"type": "string", "maxLength": 256},
	}
	if p.State != nil {
		properties[p.State.Name] = object{"type": "string", "maxLength": p.State.Max}
	}
	return object{
		"operationId": "notifyAuthorization", "parameters": headersOf(),
		"requestBody": object{
			"required": true,
			"content":  content(object{"type": "object", "properties": properties, "required": []any{"authorizationNotifyType"}}),
		},
		"responses": object{"200": object{
			"description": "The acknowledgement, which need not be signed.",
			"content": content(
				object{
					"type":       "object",
					"properties": object{"result": object{"$ref": "#/components/schemas/Result"}},
					"required":   []any{"result"},
				},
			),
		}},
	}
}
