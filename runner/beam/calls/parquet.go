package calls

import (
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"

	auditreport "github.com/signspec/signspec/reports/audit"
)

// Row is how the calls of one group kept one rule, as a row of a Parquet file.
type Row struct {
	Wallet   string `parquet:"wallet,dict"`
	Version  string `parquet:"version,dict"`
	Platform string `parquet:"platform,dict"`
	Profile  string `parquet:"profile,dict"`
	Day      string `parquet:"day,dict"` // 2006-01-02, in UTC
	Rule     string `parquet:"rule,dict"`
	Level    string `parquet:"level,dict"`
	// Calls are those of the group, Judged those that could show the rule, Broken those that break it.
	Calls  int64  `parquet:"calls"`
	Judged int64  `parquet:"judged"`
	Broken int64  `parquet:"broken"`
	First  string `parquet:"first"` // of those that break it; empty where none does
	Last   string `parquet:"last"`
}

// WriteParquet writes the counts of an audit as a Parquet file, a row a group and rule.
func WriteParquet(w io.Writer, a auditreport.Audit) error {
	rows := parquet.NewGenericWriter[Row](w)
	for _, g := range a.Groups {
		for _, r := range g.Rules {
			row := Row{
				Wallet: g.Wallet, Version: g.Version, Platform: g.Platform, Profile: g.Profile, Day: g.Day, Rule: r.ID, Level: r.Level,
				Calls: g.Calls, Judged: r.Judged, Broken: r.Broken, First: r.First, Last: r.Last,
			}
			if _, err := rows.Write([]Row{row}); err != nil {
				return fmt.Errorf("writing the Parquet file: %w", err)
			}
		}
	}
	if err := rows.Close(); err != nil {
		return fmt.Errorf("writing the Parquet file: %w", err)
	}
	return nil
}
