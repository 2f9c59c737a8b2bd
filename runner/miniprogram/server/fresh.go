package server

import (
	"fmt"
	"strings"
)

// preparations gives each preparation by the same request a sign string of its own, so that an old one can be told from
// a new one. All begin like the first, which is the scenario's: who looks for that finds them all.
type preparations struct {
	given map[string]int // by the request
	// kept says that a reply has held the sign string within a longer text, out of which the program takes it in a way
	// that nobody else knows. Then all of them get the same.
	kept bool
}

// stage is the stage of the next preparation by a request.
func (p *preparations) stage(stage Stage, request string) Stage {
	if given := p.given[request]; given > 0 && !p.kept && stage.SignStr != "" {
		stage.SignStr = fmt.Sprintf("%s&n=%d", stage.SignStr, given+1)
	}
	return stage
}

// replied notes the body of the reply to a preparation, which was given a sign string.
func (p *preparations) replied(request string, body any, signStr string) {
	if p.given == nil {
		p.given = map[string]int{}
	}
	p.given[request]++
	visit(body, func(text string) { p.kept = p.kept || text != signStr && strings.Contains(text, signStr) })
}
