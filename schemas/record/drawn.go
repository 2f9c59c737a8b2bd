package record

// How many events of a record are drawn: those that it begins and ends with, and as many between them. A target may call back
// a million times with a megabyte each, and a program may ask its server for an hour.
const (
	firstDrawn   = 12
	betweenDrawn = 16
	lastDrawn    = 4
)

// drawn says which events are drawn. Of those between, it is what may be found fault with by itself that comes first, then what
// leads from one to the next; and of either, mostly the first.
func drawn(events []Event) []bool {
	shown := make([]bool, len(events))
	last := max(firstDrawn, len(events)-lastDrawn)
	left := betweenDrawn
	for rank := turn; rank <= look; rank++ {
		var of []int
		for i := firstDrawn; i < last; i++ {
			if rankOf(events[i]) == rank {
				of = append(of, i)
			}
		}
		n := min(len(of), left)
		left -= n
		for i, event := range of {
			shown[event] = i < n-n/4 || i >= len(of)-n/4
		}
	}
	for i := range events {
		shown[i] = shown[i] || i < firstDrawn || i >= last
	}
	return shown
}

// Ranks of events, the more telling first.
const (
	turn = iota // what a finding may be about by itself, such as a call
	step        // what leads from one to the next
	look        // what only says what was looked at
)

func rankOf(e Event) int {
	switch e.Type {
	case Requested, Replied, Navigated, Shown:
		return step
	case Sent:
		if to := e.Text("to"); to == "status" || to == "users" {
			return look
		}
	case Read, Page, Used, Asked, Hidden:
		return look
	}
	return turn
}
