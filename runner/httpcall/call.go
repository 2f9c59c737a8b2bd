package httpcall

// Call is one call that the mini program makes of its server.
type Call struct {
	Request string            `json:"request"` // method and path
	Headers map[string]string `json:"headers"`
	JSON    any               `json:"json"`
	Form    map[string]string `json:"form"`
	SignStr string            `json:"signStr"` // a path into the answer
	Bound   *Match            `json:"bound"`
	Pending *Match            `json:"pending"`
}

// Match says how an answer looks: its status, and values by their paths.
type Match struct {
	Status int            `json:"status"`
	JSON   map[string]any `json:"json"`
}
