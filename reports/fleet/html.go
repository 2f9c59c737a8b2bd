package fleet

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

//go:embed fleet.gohtml
var pageText string

//go:embed fleet.css
var pageStyle string

type page struct {
	Policy  string
	Style   template.CSS
	Targets []pageTarget
	Rules   []pageRule
}

type pageTarget struct{ Name, Verdict, Subject, About, Link string }

type pageRule struct {
	ID    string
	Cells []cell
}

type cell struct{ Mark, Status string }

// WriteHTML writes the fleet as one page without a script: a row a target with a link to its own report, and a table
// of rules against targets.
func WriteHTML(w io.Writer, f Fleet) error {
	if err := f.checked(); err != nil {
		return err
	}
	t, err := template.New("fleet").Parse(pageText)
	if err != nil {
		return fmt.Errorf("reading the template of the page: %w", err)
	}
	sum := sha256.Sum256([]byte(pageStyle))
	p := page{
		Policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'",
		Style:  template.CSS(pageStyle),
	}
	for _, m := range f.Members {
		r := m.run()
		subject := strings.TrimSpace(r.Subject.Name + " " + r.Subject.Version)
		p.Targets = append(p.Targets, pageTarget{
			Name: m.Name, Verdict: string(r.Verdict), Subject: record.Visible(subject), About: record.Visible(about(r)),
			Link: m.Folder + "/report.html",
		})
	}
	for _, id := range f.rules() {
		row := pageRule{ID: record.Visible(id)}
		for _, m := range f.Members {
			s := m.status(id)
			status := string(s)
			if s == "" {
				status = "not selected"
			}
			row.Cells = append(row.Cells, cell{Mark: mark(s), Status: status})
		}
		p.Rules = append(p.Rules, row)
	}
	return t.Execute(w, p)
}
