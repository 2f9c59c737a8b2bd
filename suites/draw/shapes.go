package draw

import "strings"

// The characters of what is drawn.
const (
	lower   = "abcdefghijklmnopqrstuvwxyz"
	upper   = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits  = "0123456789"
	nibbles = digits + "abcdef"
	letters = lower + upper + digits
)

// Letters draws a text of n letters and digits. From two on it has letters of both cases, so that a target which folds
// them is seen.
func (s *Source) Letters(n int) string {
	for {
		text := s.Text(n, letters)
		if n < 2 || strings.ContainsAny(text, lower) && strings.ContainsAny(text, upper) {
			return text
		}
	}
}

// Token draws what a server may use to know a request again, of the lengths and shapes that servers have: about as long as
// the documentation's sample, with letters of both cases, and of characters that no encoding along the way touches.
func (s *Source) Token() string {
	switch s.from.IntN(6) {
	case 0:
		return s.Letters(36)
	case 1:
		return s.Letters(s.Between(22, 48))
	case 2: // base64url, as of random bytes
		return s.Letters(s.Between(10, 20)) + Of(s, "-", "_") + s.Letters(s.Between(10, 20))
	case 3:
		return Of(s, "auth", "state", "req", "agr", "sub") + Of(s, "_", "-") + s.Letters(s.Between(20, 32))
	case 4: // the number of an order
		return Of(s, "ORD", "AGR", "M", "SUB") + "20" + s.Text(12, digits) + s.Letters(s.Between(8, 16))
	}
	return Of(s, "Sess-", "Agreement-", "U-") + s.UUID()
}

// UUID draws one of the fourth version.
func (s *Source) UUID() string {
	return strings.Join(
		[]string{
			s.Text(8, nibbles),
			s.Text(4, nibbles),
			"4" + s.Text(3, nibbles),
			Of(s, "8", "9", "a", "b") + s.Text(3, nibbles),
			s.Text(12, nibbles),
		},
		"-",
	)
}

// Word draws something that may be the name of a company.
func (s *Source) Word() string {
	var word strings.Builder
	for range s.Between(2, 3) {
		word.WriteString(s.Text(1, "bcdfghklmnprstvz") + s.Text(1, "aeiou"))
	}
	return word.String() + s.Text(1, "lmnrst")
}
