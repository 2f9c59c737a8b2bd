package merchant

import (
	"crypto/rand"
	"net/url"
	"strings"

	"github.com/signspec/signspec/schemas"
)

// canaryLetters are the characters of a canary: those that no encoding along the way touches.
const canaryLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// Lengths, in characters: the documentation's samples of state and code, and a sign string that a real wallet handed
// out.
const (
	stateLength   = 36
	codeLength    = 32
	signStrLength = 1198
)

// newCanaries makes what the wallet and the server of every scenario give out.
func newCanaries(p *schemas.Profile) Wallet {
	w := Wallet{AuthCode: canary(codeLength), SignStr: signStr()}
	if p.ReturnsState {
		w.AuthState = canary(stateLength)
	}
	return w
}

func canary(n int) string {
	letters := make([]byte, n)
	rand.Read(letters)
	for i, c := range letters {
		letters[i] = canaryLetters[int(c)%len(canaryLetters)]
	}
	return string(letters)
}

// signStr makes a URL whose query holds an encoded URL whose query holds another, as long as a real one.
func signStr() string {
	innermost := "https://merchant.example/done?order=1&note=50%25&sum=1+1=2"
	inner := "https://wallet.example/consent?scopes=AGREEMENT_PAY&redirect=" + url.QueryEscape(innermost) + "&sign=ab/cd+ef=="
	s := "https://wallet.example/authorize?authId=" + canary(codeLength) + "&next=" + url.QueryEscape(inner) + "&data="
	filler := "%7B%22a%22%3A%5B1%2C2%5D%7D&x=y=z&"
	for len(s)+len(filler) <= signStrLength {
		s += filler
	}
	return s + strings.Repeat("x", signStrLength-len(s))
}
