package merchant_test

import (
	"testing"

	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/merchant"
	"github.com/signspec/signspec/suites/merchant/matchers"
	"github.com/signspec/signspec/suites/rule/ruletest"
)

func TestTheTableIsWhole(t *testing.T) {
	ruletest.Table(t, schemas.MiniProgram, merchant.Table(), merchant.NewPlan(schemas.Documented()), merchant.Scenario{Name: matchers.Described})
}
