package check

import (
	"io"
	"path/filepath"
	"time"

	"github.com/signspec/signspec/reports/formats"
	reportjson "github.com/signspec/signspec/reports/json"
	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas"
)

// saveEvery is after how long what has been observed is saved again: a person who authorises need not do it twice because
// the machine stopped.
const saveEvery = 10 * time.Second

// save saves what has been observed of a wallet so far, from time to time, so that a run that is killed can be gone on with. A
// run that ends removes it. That it cannot be saved is no reason to end one that goes well.
func (c *check) save() {
	if c.folder.dir == "" || c.Subject.Kind != schemas.Wallet || time.Since(c.saved) < c.SaveEvery {
		return
	}
	c.saved = time.Now()
	r := c.run()
	r.Error = &run.RunError{Kind: run.Interrupted, Message: "the run was killed before it had ended"}
	c.resumed(r)
	r.Conclude()
	formats.WriteFile(filepath.Join(c.folder.dir, interruptedFile), func(w io.Writer) error { return reportjson.Write(w, c.mask(r)) })
}
