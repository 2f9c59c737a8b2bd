package merchant

import (
	"net/url"
	"strings"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/draw"
)

// Lengths, in characters: the longest code that is documented, the shortest that cannot be taken for anything else, and a
// sign string that a real wallet handed out.
const (
	longestCode   = 32
	shortestCode  = 24
	signStrLength = 1198
)

// drawCanaries makes what the wallet and the server of every scenario give out.
func drawCanaries(p *schemas.Profile, from *draw.Source) Wallet {
	w := Wallet{AuthCode: from.Letters(from.Between(shortestCode, longestCode)), SignStr: signStr(from)}
	if p.ReturnsState {
		w.AuthState = from.Token()
	}
	return w
}

// signStr makes a URL whose query holds an encoded URL whose query holds another, as long as a real one. It has what a program may
// think that it should mend: a plus sign, an escape in small letters, an entity, a fragment. Its hosts look like real ones: no
// request leaves the machine.
func signStr(from *draw.Source) string {
	shop := draw.Of(from, "www.", "shop.", "m.", "") + from.Word() + draw.Of(from, ".com", ".net", ".shop")
	host := draw.Of(from, "m.", "pay.", "wallet.", "cashier.") + from.Word() + draw.Of(from, "pay.com", "wallet.com", ".com")
	innermost := "https://" + shop + "/done?order=" + from.Letters(10) + "&note=50%25&sum=1+1=2"
	inner := "https://" + host + "/consent?scopes=AGREEMENT_PAY&redirect=" + url.QueryEscape(
		innermost,
	) + "&sign=" + from.Letters(
		6,
	) + "/cd+ef=="
	s := "https://" + host + "/authorize?authId=" + from.Token() + "&next=" + url.QueryEscape(inner) + "&name=a+b%2bc&amp;lang=en&data="
	filler, end := "%7B%22a%22%3A%5B1%2C2%5D%7D&x=y=z&", "#/consent?step=1"
	for len(s)+len(filler)+len(end) <= signStrLength {
		s += filler
	}
	return s + from.Letters(signStrLength-len(s)-len(end)) + end
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
