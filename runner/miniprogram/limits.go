package miniprogram

import (
	"time"

	"github.com/signspec/signspec/runner/sandbox"
)

// proxyTime is what a scenario gets on top where the merchant's own server answers, which takes real time.
const proxyTime = time.Minute

// withDefaults fills in what is zero. All scenarios together take what they take: a merchant's own server may be slow.
func withDefaults(l sandbox.Limits) sandbox.Limits {
	if l.Total == 0 {
		l.Total = sandbox.NoTotal
	}
	return l.WithDefaults()
}
