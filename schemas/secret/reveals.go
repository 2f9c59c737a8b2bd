package secret

import "github.com/signspec/signspec/schemas/record"

// Sought is one secret that is looked for in texts.
type Sought struct{ masker *Masker }

// Seek returns what looks for a secret.
func Seek(secret string) Sought {
	m := NewMasker()
	code := record.Text(secret)
	m.Learn(record.Record{Stage: &record.Stage{AuthCode: &code}})
	return Sought{m}
}

// In says whether a text gives the secret away: eight of its characters in a row are enough, in either direction and
// either case, with whatever between them, and in every encoding that Encodings knows.
func (s Sought) In(text string) bool { return s.masker.Text(text) != text }
