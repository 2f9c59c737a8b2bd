package wallet_test

import (
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/rule/ruletest"
	"github.com/signspec/signspec/suites/wallet"
)

func TestTheTableIsWhole(t *testing.T) {
	ruletest.Table(t, schemas.Wallet, wallet.Table(), plan(t, wallet.Full, "documented"), wallet.Scenario{Name: wallet.Availability})
}
