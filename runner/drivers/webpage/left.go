package webpage

import "fmt"

// LeftError says that the page that holds my was left while a call was pending.
type LeftError struct {
	To string // the URL of what is there now; empty where that is not known
}

func (e *LeftError) Error() string {
	to := ""
	if e.To != "" {
		to = " for " + e.To
	}
	return fmt.Sprintf("the page that holds my was left%s, and its calls were lost with it", to)
}
