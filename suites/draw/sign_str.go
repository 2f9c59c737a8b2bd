package draw

import (
	"net/url"
	"strings"
)

// SignStrLength is the length of a sign string that a real wallet handed out, in characters, with an encoding inside an encoding.
const SignStrLength = 1198

// SignStr draws a sign string as long and as nested as a real one: a URL of a wallet whose query holds an encoded URL whose query holds
// another, of a shop. odd are further parameters of it, such as "&name=a+b", and end comes last, such as a fragment.
func (s *Source) SignStr(shop, wallet, odd, end string) string {
	innermost := "https://" + shop + "/done?order=" + s.Letters(10) + "&note=50%25 off&sum=1+1=2"
	inner := "https://" + wallet + "/consent?scopes=AGREEMENT_PAY&redirect=" + url.QueryEscape(innermost) + "&sign=" + s.Letters(6) + "/cd+ef=="
	start := "https://" + wallet + "/authorize?authId=" + s.Token() + "&next=" + url.QueryEscape(inner) + odd + "&data="
	filler := "%7B%22a%22%3A%5B1%2C2%5D%7D&x=y=z&"
	start += strings.Repeat(filler, (SignStrLength-len(start)-len(end))/len(filler))
	return start + s.Letters(SignStrLength-len(start)-len(end)) + end
}
