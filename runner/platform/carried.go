package platform

import (
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// Carried lists which of the attempt's secrets stand in a text: "code", "accessToken", "refreshToken". Twenty characters
// of one give it away, from its beginning or at its end: as they are, backwards, or in an encoding that anybody can read.
func (a *Attempt) Carried(text string) []string { return a.CarriedIn(Readings(text)) }

// CarriedIn is the same of a text whose readings are known: many attempts look into one line of a log.
func (a *Attempt) CarriedIn(readings []string) []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	var carried []string
	for _, code := range a.codes {
		if len(carried) == 0 && reveals(readings, code) {
			carried = append(carried, "code")
		}
	}
	if a.access != "" && reveals(readings, a.access) {
		carried = append(carried, "accessToken")
	}
	if a.refresh != "" && reveals(readings, a.refresh) {
		carried = append(carried, "refreshToken")
	}
	return carried
}

// Secrets are the attempt's secrets under the names that payloads have for them.
func (a *Attempt) Secrets() record.Value {
	a.mu.Lock()
	defer a.mu.Unlock()
	var all []record.Value
	for name, values := range map[string][]string{"authCode": a.codes, "accessToken": {a.access}, "refreshToken": {a.refresh}} {
		for _, v := range values {
			all = append(all, record.Fields(map[string]record.Value{name: record.Text(v)}))
		}
	}
	return record.List(all...)
}

// How deep encodings may be nested in what is read, and how many readings of a text are made: a text of nothing but what looks like
// an encoding has no end of them.
const (
	deepest      = 3
	mostReadings = 1000
)

// Readings are what a text says: itself, and what stands in it percent-encoded, in base64, in hexadecimal digits, or escaped as JSON
// and JavaScript do, inside each other too.
func Readings(text string) []string {
	readings := []string{text}
	latest := readings
	for range deepest {
		var inner []string
		for _, reading := range latest {
			for _, e := range secret.Encodings(reading) {
				if len(readings)+len(inner) < mostReadings {
					inner = append(inner, e.Plain)
				}
			}
		}
		readings, latest = append(readings, inner...), inner
	}
	return readings
}

// revealing is how many characters of a secret give it away.
const revealing = 20

func reveals(readings []string, secret string) bool {
	n := min(revealing, len(secret))
	pieces := []string{secret[:n], secret[len(secret)-n:]}
	pieces = append(pieces, backwards(pieces[0]), backwards(pieces[1]))
	return slices.ContainsFunc(readings, func(reading string) bool {
		return slices.ContainsFunc(pieces, func(piece string) bool { return strings.Contains(reading, piece) })
	})
}

// backwards writes a text of single bytes from its end.
func backwards(text string) string {
	letters := []byte(text)
	slices.Reverse(letters)
	return string(letters)
}
