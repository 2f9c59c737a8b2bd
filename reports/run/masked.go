package run

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/signspec/signspec/schemas/secret"
)

// Masked is a run whose secrets are masked: the only thing that a format writes. Its zero value holds no run, and is
// refused by every format.
type Masked struct{ run *Run }

// Mask masks every secret of a run, wherever it stands, and leaves the run itself as it is. To mask a run that is masked
// changes nothing.
func Mask(r *Run) Masked {
	masker := secret.NewMasker()
	if name, ok := moduleName(r.Subject.Source); ok {
		masker.Module(name)
	}
	masker.Learn(r.Records...)
	masker.Learn(r.Explored...)
	masked := *r
	masked.Subject = MaskSubject(masker, r.Subject)
	masked.Error = MaskError(masker, r.Error)
	masked.Baseline = maskBaseline(masker, r.Baseline)
	masked.Notes = each(r.Notes, masker.Text)
	masked.Rules = each(r.Rules, func(rule Rule) Rule { return MaskRule(masker, rule) })
	masked.Records = each(r.Records, masker.Record)
	masked.Explored = each(r.Explored, masker.Record)
	return Masked{&masked}
}

// moduleName returns the name of the file that a source is, where it is a module: anything else may hold a token.
func moduleName(source string) (name string, ok bool) {
	source = filepath.ToSlash(source)
	modules := []string{".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"}
	return path.Base(source), slices.Contains(modules, path.Ext(source)) &&
		!strings.ContainsAny(source, " ?#") && !strings.Contains(source, "://")
}

// MaskRule masks the secrets that a masker knows so far in what is said of a rule, for a run that is told while it goes
// on.
func MaskRule(masker *secret.Masker, rule Rule) Rule {
	rule.Reason = masker.Text(rule.Reason)
	rule.Untested = each(rule.Untested, func(u Untested) Untested {
		u.Reason = masker.Text(u.Reason)
		return u
	})
	rule.Findings = each(rule.Findings, func(f Finding) Finding {
		f.Expected, f.Observed, f.Reproduce = masker.Text(f.Expected), masker.Text(f.Observed), masker.Text(f.Reproduce)
		f.File = masker.Text(f.File)
		if f.Known != nil {
			f.Known = &Known{Reason: masker.Text(f.Known.Reason), Link: masker.Text(f.Known.Link)}
		}
		return f
	})
	return rule
}

// MaskSubject masks what the target says of itself, and how it was named on the command line.
func MaskSubject(masker *secret.Masker, s Subject) Subject {
	s.Name, s.Version, s.Source = masker.Text(s.Name), masker.Text(s.Version), masker.Text(s.Source)
	return s
}

// MaskError masks what kept a run from being carried out: it often quotes the last words of a process.
func MaskError(masker *secret.Masker, e *RunError) *RunError {
	if e == nil {
		return nil
	}
	return &RunError{Kind: e.Kind, Message: masker.Printed(e.Message)}
}

func maskBaseline(masker *secret.Masker, b *Baseline) *Baseline {
	if b == nil {
		return nil
	}
	masked := *b
	masked.File = masker.Text(b.File)
	masked.Entries = each(b.Entries, func(e BaselineEntry) BaselineEntry {
		e.Scenarios = slices.Clone(e.Scenarios)
		e.Reason, e.Link = masker.Text(e.Reason), masker.Text(e.Link)
		return e
	})
	return &masked
}

// each returns what becomes of each item of a list; nil stays nil.
func each[T any](list []T, f func(T) T) []T {
	if list == nil {
		return nil
	}
	became := make([]T, len(list))
	for i, item := range list {
		became[i] = f(item)
	}
	return became
}

// ShowSecrets lets a run be written as it is, secrets included, because a person asked for that.
func ShowSecrets(r *Run) Masked { return Masked{r} }

// Run returns the masked run, for reading.
func (m Masked) Run() *Run { return m.run }
