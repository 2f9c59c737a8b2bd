package run

import (
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// Masked is a run whose secrets are masked: the only thing that a format writes. Its zero value holds no run, and is
// refused by every format.
type Masked struct{ run *Run }

// Mask masks every secret of a run, wherever it stands, and leaves the run itself as it is.
func Mask(r *Run) Masked {
	masker := secret.NewMasker()
	masker.Learn(r.Records...)
	masked := *r
	masked.Records = make([]record.Record, len(r.Records))
	for i, call := range r.Records {
		masked.Records[i] = masker.Record(call)
	}
	return Masked{&masked}
}

// ShowSecrets lets a run be written as it is, secrets included, because a person asked for that.
func ShowSecrets(r *Run) Masked { return Masked{r} }

// Run returns the masked run, for reading.
func (m Masked) Run() *Run { return m.run }
