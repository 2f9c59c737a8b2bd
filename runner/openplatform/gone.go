package openplatform

import (
	"context"
	"fmt"

	"github.com/signspec/signspec/runner/launch"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/rule"
)

// gone says that the platform is not there any more: nothing that was performed meanwhile, or afterwards, says anything of it. nil is
// that it is there.
func (p *Platform) gone(ctx context.Context, scenario string, events []record.Event) error {
	if p.process != nil {
		select {
		case <-p.process.Ended:
			return p.ended(scenario)
		default:
		}
	}
	for _, e := range events {
		if e.Type != record.Answered || e.Text("error") == "" {
			continue
		}
		if err := launch.Await(ctx, p.base, nil, launch.Look); err != nil {
			if p.process.HasEnded() {
				return p.ended(scenario)
			}
			return &rule.UnreachableError{
				Err: fmt.Errorf("nothing listens at %s any more since %s was performed, or what went on beside it", p.base, scenario),
			}
		}
		return nil
	}
	return nil
}

func (p *Platform) ended(scenario string) error {
	return &rule.UnreachableError{Err: fmt.Errorf("the platform ended (%s) while %s was performed, or what went on beside it; %s",
		p.process.Command.ProcessState, scenario, p.printed.Last())}
}
