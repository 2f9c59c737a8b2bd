package page

import (
	"encoding/json"
	"fmt"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

// What a Message may be about; see host.js.
const (
	Done   = "done"
	Stage  = "stage"
	Before = "before"
	Staged = "staged"
)

// Message is what a page says; see host.js.
type Message struct {
	Op      string          `json:"op"`
	Run     int64           `json:"run"`     // the number of the scenario
	Ask     int             `json:"ask"`     // what to answer to, where Op is Stage or Before
	Wish    record.Stage    `json:"wish"`    // where Op is Stage, Before or Staged
	SignStr string          `json:"signStr"` // where Op is Staged
	Answer  json.RawMessage `json:"answer"`  // where Op is Done
}

// Performance reads what the probe came to, of a message that is Done. The error is a *config.Error where the
// page's own stage or opened is wrong.
func (m Message) Performance() (wallet.Performance, error) {
	var came struct {
		wallet.Performance
		Error *protocol.Error `json:"error"`
	}
	if err := json.Unmarshal(m.Answer, &came); err != nil {
		return wallet.Performance{}, fmt.Errorf("reading the probe's answer: %w", err)
	}
	fault := came.Error
	switch {
	case fault != nil && fault.Code == protocol.CodeConfiguration:
		return wallet.Performance{}, &config.Error{Message: fault.Message, Stack: fault.Stack()}
	case fault != nil:
		return wallet.Performance{}, fault
	}
	return came.Performance, nil
}
