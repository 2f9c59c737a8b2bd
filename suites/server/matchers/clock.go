package matchers

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wire"
)

// aroundRequest is how long before a request its state may have been made, and how far two clocks may differ.
const aroundRequest = 1500 * time.Millisecond

// madeOfClock says whether the state of a first call is nothing but a digest of the time at which it was made: who knows the time
// knows the state.
func madeOfClock(e record.Event, state string) bool {
	var digest func(text string) string
	switch len(state) {
	case hex.EncodedLen(md5.Size):
		digest = func(text string) string { sum := md5.Sum([]byte(text)); return hex.EncodeToString(sum[:]) }
	case hex.EncodedLen(sha1.Size):
		digest = func(text string) string { sum := sha1.Sum([]byte(text)); return hex.EncodeToString(sum[:]) }
	case hex.EncodedLen(sha256.Size):
		digest = func(text string) string { sum := sha256.Sum256([]byte(text)); return hex.EncodeToString(sum[:]) }
	default:
		return false
	}
	asked, _, ok := wire.ReadTime(e.Text("time"))
	if !ok {
		return false
	}
	state = strings.ToLower(state)
	for at := asked.Add(-aroundRequest).UnixMilli(); at <= asked.Add(aroundRequest).UnixMilli(); at++ {
		milliseconds := strconv.FormatInt(at, 10)
		if digest(milliseconds) == state || at%1000 == 0 && digest(strconv.FormatInt(at/1000, 10)) == state {
			return true
		}
	}
	return false
}
