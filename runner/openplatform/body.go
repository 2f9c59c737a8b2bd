package openplatform

import (
	crand "crypto/rand"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/signspec/signspec/runner/platform"
	"github.com/signspec/signspec/schemas"
	suite "github.com/signspec/signspec/suites/platform"
)

// fields are the body of a call, as the documentation has it.
func (p *play) fields(step suite.Step) map[string]any {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch step.Do {
	case suite.Apply:
		return p.belonging(map[string]any{"grantType": "AUTHORIZATION_CODE", "authCode": chosen(step, p.code, p.firstCode)})
	case suite.Refresh:
		return p.belonging(map[string]any{"grantType": "REFRESH_TOKEN", "refreshToken": chosen(step, p.refresh, p.firstRefresh)})
	case suite.Cancel:
		return map[string]any{"accessToken": chosen(step, p.access, p.firstAccess)}
	}
	if step.Same && p.body != nil {
		return maps.Clone(p.body)
	}
	fields := map[string]any{"scopes": []string{"AGREEMENT_PAY"}}
	maps.Copy(fields, p.config.Fields)
	known := map[string]any{
		"customerBelongsTo": "WALLET", "authRedirectUrl": "https://merchant.example/done", "env": map[string]any{"terminalType": "MINI_APP"},
		"authClientId": p.merchants[step.Client].ClientID, "referenceAgreementId": platform.Unguessable(20),
	}
	for _, names := range p.portal.Required[schemas.ConsultOperation] {
		name, _, _ := strings.Cut(names, "|")
		if _, set := fields[name]; !set && known[name] != nil {
			fields[name] = known[name]
		}
	}
	if p.portal.State != nil {
		fields[p.portal.State.Name] = platform.Unguessable(32)
	}
	return fields
}

// chosen is the one of the latest and the first that a step uses.
func chosen(step suite.Step, latest, first string) string {
	if step.First {
		return first
	}
	return latest
}

// belonging adds the field that one edition wants in every exchange.
func (p *play) belonging(fields map[string]any) map[string]any {
	for _, name := range p.portal.Required[schemas.ApplyOperation] {
		if name == "customerBelongsTo" {
			fields[name] = "WALLET"
			if own, ok := p.config.Fields[name]; ok {
				fields[name] = own
			}
		}
	}
	return fields
}

// odd is what careless code decodes, replaces, trims or cuts.
const odd = ` %41&=#+/? é{"a":"b"}` + "\\ $' $`"

// dollars is what stands for something else in a text by which another is replaced, and leaves JSON to be JSON.
const dollars = "$$ $& $0 ${1}"

func (p *play) change(fields map[string]any, step suite.Step) {
	limit := 0
	for _, operation := range []string{schemas.ConsultOperation, schemas.ApplyOperation} {
		if n, ok := p.portal.Limits[operation][step.Field]; ok && limit == 0 {
			limit = n
		}
	}
	long := func(n int) string {
		if step.Field == "authRedirectUrl" {
			start := "https://merchant.example/done?x="
			return start + strings.Repeat("x", n-len(start))
		}
		return strings.Repeat("x", n)
	}
	text, _ := fields[step.Field].(string)
	switch step.How {
	case suite.Drop:
		delete(fields, step.Field)
	case suite.Null:
		fields[step.Field] = nil
	case suite.InList:
		fields[step.Field] = []any{fields[step.Field]}
	case suite.Empty:
		if _, list := fields[step.Field].([]string); list {
			fields[step.Field] = []string{}
			return
		}
		fields[step.Field] = ""
	case suite.Set:
		if _, list := fields[step.Field].([]string); list {
			fields[step.Field] = []any{step.Value}
			return
		}
		fields[step.Field] = step.Value
	case suite.Instead:
		fields[step.Field] = step.Value
	case suite.Longest:
		fields[step.Field] = long(limit)
	case suite.LongestOdd:
		fields[step.Field] = long(limit-utf8.RuneCountInString(odd)) + odd
	case suite.LongestQuery:
		address := "https://merchant.example/done?a=1"
		fields[step.Field] = (address + strings.Repeat("&a=1", limit))[:limit]
	case suite.TooLong:
		fields[step.Field] = long(limit + 1)
	case suite.Odd:
		fields[step.Field] = "x" + odd + platform.Unguessable(8)
	case suite.Random:
		fields[step.Field] = another(text)
	case suite.AtEnds:
		fields[step.Field] = " " + platform.Unguessable(24) + " "
	case suite.Decomposed:
		fields[step.Field] = platform.Unguessable(16) + "cafe\u0301" + platform.Unguessable(8)
	case suite.FourBytes:
		fields[step.Field] = platform.Unguessable(16) + "\U0001F600\U00020BB7" + platform.Unguessable(8)
	case suite.OtherCase:
		fields[step.Field] = platform.OtherCase(text)
		if fields[step.Field] == text {
			p.stop(suite.NoOtherCase)
		}
	case suite.Dollars:
		fields[step.Field] = dollars + platform.Unguessable(8)
	case suite.UUID:
		fields[step.Field] = strings.ToUpper(uuid())
	case suite.Number:
		fields[step.Field] = fmt.Sprintf("000%09de5", rand.IntN(1e9))
	case suite.Longer:
		fields[step.Field] = text + "0"
	case suite.Shorter:
		fields[step.Field] = text[:max(0, len(text)-1)]
	case suite.Changed:
		fields[step.Field] = changed(text)
	}
	if blank, ok := blankOf(step.How); ok {
		fields[step.Field] = blank.before + text + blank.behind
	}
}

// blank is what stands at the ends of a text.
type blank struct{ before, behind string }

func blankOf(how suite.How) (blank, bool) {
	found, ok := map[suite.How]blank{
		suite.SpaceBefore: {before: " "}, suite.SpaceBehind: {behind: " "},
		suite.TabBefore: {before: "\t"}, suite.TabBehind: {behind: "\t"},
		suite.LineBefore: {before: "\n"}, suite.LineBehind: {behind: "\n"},
	}[how]
	return found, ok
}

// shortest is how long a text is at least whose form is taken over: what is shorter is too easily the same again.
const shortest = 12

// another is a random text of the form of one: of its length, and of the letters and digits that it is made of, with
// everything else where it stands. What looks like a code is refused for being none, and for nothing else.
func another(text string) string {
	if len(text) < shortest {
		return platform.Unguessable(shortest)
	}
	made := []rune(text)
	for i, r := range made {
		if alike := kin(text, r); len(alike) > 0 {
			made[i] = alike[rand.IntN(len(alike))]
		}
	}
	if string(made) == text {
		return platform.Unguessable(len(text))
	}
	return string(made)
}

// changed is a text whose last character is another one that stands in it, where there is one of its kind.
func changed(text string) string {
	made := []rune(text)
	if len(made) == 0 {
		return "A"
	}
	last := made[len(made)-1]
	others := slices.DeleteFunc(append(kin(text, last), 'A', 'B'), func(r rune) bool { return r == last })
	made[len(made)-1] = others[0]
	return string(made)
}

// kin are the characters of a text that are digits, capitals or small letters as one is; none where it is neither.
func kin(text string, of rune) []rune {
	for _, is := range []func(rune) bool{unicode.IsDigit, unicode.IsUpper, unicode.IsLower} {
		if is(of) {
			return slices.DeleteFunc([]rune(text), func(r rune) bool { return !is(r) })
		}
	}
	return nil
}

// uuid is a random one, as most languages write it.
func uuid() string {
	b := make([]byte, 16)
	crand.Read(b)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
