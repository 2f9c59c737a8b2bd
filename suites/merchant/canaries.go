package merchant

import (
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/draw"
)

// Lengths, in characters: the longest code that is documented, and the shortest that cannot be taken for anything else.
const (
	longestCode  = 32
	shortestCode = 24
)

// drawCanaries makes what the wallet and the server of every scenario give out.
func drawCanaries(p *schemas.Profile, from *draw.Source) Wallet {
	w := Wallet{AuthCode: from.Letters(from.Between(shortestCode, longestCode)), SignStr: signStr(from)}
	if p.ReturnsState {
		w.AuthState = from.Token()
	}
	return w
}

// signStr draws a sign string that has what a program may think that it should mend: a plus sign, an escape in small letters, an
// entity, a fragment. Its hosts look like real ones: no request leaves the machine.
func signStr(from *draw.Source) string {
	shop := draw.Of(from, "www.", "shop.", "m.", "") + from.Word() + draw.Of(from, ".com", ".net", ".shop")
	wallet := draw.Of(from, "m.", "pay.", "wallet.", "cashier.") + from.Word() + draw.Of(from, "pay.com", "wallet.com", ".com")
	return from.SignStr(shop, wallet, "&name=a+b%2bc&amp;lang=en", "#/consent?step=1")
}

// otherLetters returns a text of the same shape that differs in every character: each letter and digit becomes another
// one of its kind.
func otherLetters(s string) string {
	return strings.Map(func(r rune) rune {
		for _, kind := range []string{"0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"} {
			if i := strings.IndexRune(kind, r); i >= 0 {
				return rune(kind[(i+7)%len(kind)])
			}
		}
		return r
	}, s)
}
