package programs

import (
	"encoding/csv"
	"io"
	"strings"

	"github.com/signspec/signspec/reports/words"
)

// WriteCSV writes the whole matrix, a row a program and a column a rule, for a spreadsheet.
func WriteCSV(w io.Writer, m Matrix, results []Result) error {
	table := csv.NewWriter(w)
	head := []string{"program", "verdict", "how"}
	for _, rule := range m.Rules {
		head = append(head, cellText(rule.ID))
	}
	if err := table.Write(head); err != nil {
		return err
	}
	for _, r := range results {
		row := []string{cellText(r.Program), string(r.Verdict), string(r.How)}
		for _, rule := range m.Rules {
			row = append(row, string(r.Rules[rule.ID]))
		}
		if err := table.Write(row); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}

// cellText is a name that no spreadsheet takes for a formula.
func cellText(name string) string {
	if strings.ContainsAny(name[:min(1, len(name))], "=+-@\t\r") {
		name = "'" + name
	}
	return words.OneLine(name, len(name)+1)
}

// oneLine is a text of a finding on one line.
func oneLine(text string) string { return words.OneLine(text, words.LongestShown) }
