package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"github.com/signspec/signspec/reports/formats"
)

// declareReports adds the flags that say what is told of a run, and where.
func (s *settings) declareReports(f *pflag.FlagSet) {
	f.StringVar(&s.out, "out", defaultOut, "folder for the reports")
	f.StringVar(&s.report, "report", defaultReports(), "which reports to write: "+strings.Join(formats.Names(), ", ")+
		" or "+formats.All+" (\"signspec report --help\" tells of each); the records always are")
	f.StringVar(&s.events, "events", "", "tell of the run as it happens, a JSON object a line, into this file; - means the standard output")
}

// defaultReports is the list of the reports that are written where nobody chose.
func defaultReports() string {
	var names []string
	for _, format := range formats.Default() {
		names = append(names, format.Name)
	}
	return strings.Join(names, ",")
}

// formats lists every report that the run writes: those that were chosen, or the usual ones where the choice makes no
// sense, which is an error that they tell of; and its records.
func (c *check) formats() []formats.Format {
	chosen, err := formats.Choose(c.settings.report)
	if err != nil {
		chosen = formats.Default()
	}
	return append(chosen, formats.Format{Name: "records", File: recordsFile, Write: writeRecords})
}

// leftovers lists the files of reports that this run does not write but an earlier one did: nobody may take them for
// this one's. A file that the tool did not write is not among them, whatever its name.
func (c *check) leftovers() []string {
	var files []string
	for _, format := range formats.List() {
		file := filepath.Join(c.settings.out, format.File)
		if isOurs(file) {
			files = append(files, file)
		}
	}
	return files
}

// howFar is how many bytes of a file are looked at to tell whose it is.
const howFar = 1 << 20

// isOurs says whether a file is a report of this tool, each of which names it or what it checks.
func isOurs(file string) bool {
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	beginning, err := io.ReadAll(io.LimitReader(f, howFar))
	return err == nil && (bytes.Contains(beginning, []byte("signspec")) || bytes.Contains(beginning, []byte("signContract")))
}

// valueOf is the value of a flag among words that could not be made sense of; empty where it has none.
func valueOf(words []string, flag string) string {
	value := ""
	for i, word := range words {
		if word == "--" {
			break
		}
		if after, ok := strings.CutPrefix(word, flag+"="); ok {
			value = after
		}
		if word == flag && i+1 < len(words) {
			value = words[i+1]
		}
	}
	return value
}
