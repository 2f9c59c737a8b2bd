package wallet_test

import (
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

func BenchmarkExplored(b *testing.B) {
	for b.Loop() {
		wallet.Explored(schemas.Documented())
	}
}
