package check

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/signspec/signspec/reports/formats"

	"github.com/signspec/signspec/reports/run"
	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

// recordsFile is the file that holds the records of a run, a line a call.
const recordsFile = "records.jsonl"

// allRecordsFile holds the records of what was explored and broke nothing as well, compressed, because there are many.
const allRecordsFile = "records.jsonl.gz"

// folder is the folder that the reports of one run are written into; the zero value is none, and writes nothing.
type folder struct {
	dir     string
	formats []formats.Format
	// cleared says that there was no report in it when the run began.
	cleared bool
}

// openFolder makes the folder and sees that it can be written to.
func openFolder(dir string, chosen []formats.Format) (folder, error) {
	if dir == "" {
		return folder{}, nil
	}
	if err := config.FolderNotLinked(dir); err != nil {
		return folder{}, fmt.Errorf("--out %s: %w", dir, err)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return folder{}, fmt.Errorf("--out %s: the folder for the reports cannot be made: %w", dir, err)
	}
	probe, err := os.CreateTemp(dir, ".signspec-*")
	if err != nil {
		return folder{}, fmt.Errorf("--out %s: the folder for the reports cannot be written to: %w", dir, err)
	}
	probe.Close()
	os.Remove(probe.Name())
	all := formats.Format{Name: "all records", File: allRecordsFile, Write: writeAllRecords}
	records := formats.Format{Name: "records", File: recordsFile, Write: writeRecords}
	return folder{dir: dir, formats: append(chosen[:len(chosen):len(chosen)], records, all)}, nil
}

func writeRecords(w io.Writer, m run.Masked) error {
	out := record.NewWriter(w) // masked already, or not to be
	for _, call := range m.Run().Records {
		if err := out.Write(call); err != nil {
			return err
		}
	}
	return nil
}

func writeAllRecords(w io.Writer, m run.Masked) error {
	all := *m.Run()
	zipped := gzip.NewWriter(w)
	out := record.NewWriter(zipped)
	for _, call := range slices.Concat(all.Records, all.Explored) {
		if err := out.Write(call); err != nil {
			return err
		}
	}
	return zipped.Close()
}

func (f folder) path(format formats.Format) string { return filepath.Join(f.dir, format.File) }

// clear removes what an earlier run wrote, so that nobody takes it for what this run found should this one be killed
// before it has written anything: the reports that this run will write, and any other report of ours.
func (f *folder) clear() error {
	if f.dir == "" {
		return nil
	}
	if err := f.keepUnfinished(); err != nil {
		return err
	}
	var files []string
	for _, format := range f.formats {
		files = append(files, f.path(format))
	}
	if err := removeAll(append(files, reportsIn(f.dir)...)); err != nil {
		return err
	}
	f.cleared = true
	return nil
}

// ClearReports removes every report of this tool that stands in a folder, and further files that are its own.
func ClearReports(dir string, further ...string) error {
	files := reportsIn(dir)
	if records := filepath.Join(dir, recordsFile); isReport(records) {
		files = append(files, records, filepath.Join(dir, allRecordsFile))
	}
	for _, name := range further {
		files = append(files, filepath.Join(dir, name))
	}
	return removeAll(files)
}

// reportsIn lists the reports of ours in a folder.
func reportsIn(dir string) []string {
	var files []string
	for _, format := range formats.List() {
		if file := filepath.Join(dir, format.File); isReport(file) {
			files = append(files, file)
		}
	}
	return files
}

func removeAll(files []string) error {
	for _, file := range files {
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("removing the report of an earlier run: %w", err)
		}
	}
	return nil
}

// enoughToTell is how many bytes of a file are looked at to tell whose it is.
const enoughToTell = 1 << 20

// isReport says whether a file is a report of this tool, each of which names it or what it checks; that for GitLab does so by
// its name, since it may be an empty list. Another file that the tool did not write is none.
func isReport(file string) bool {
	if strings.HasPrefix(filepath.Base(file), "signspec-") {
		about, err := os.Lstat(file)
		return err == nil && about.Mode().IsRegular()
	}
	f, err := os.Open(file)
	if err != nil {
		return false
	}
	defer f.Close()
	beginning, err := io.ReadAll(io.LimitReader(f, enoughToTell))
	return err == nil && (bytes.Contains(beginning, []byte("signspec")) || bytes.Contains(beginning, []byte("signContract")))
}

// write writes every report of a concluded run and returns their paths. Where another run has written into the folder
// meanwhile, this one has failed and leaves the reports of that one as they are: they are of one run, and say what it found.
// Where a report cannot be written, the run has failed, and the reports say so: a part of them would be taken for the whole.
func (f folder) write(r *run.Run, mask func(*run.Run) run.Masked) ([]string, error) {
	if f.dir == "" {
		return nil, nil
	}
	unlock := lockFolder(f.dir)
	defer unlock()
	if name := f.foreign(); name != "" {
		r.Error = &run.RunError{Kind: run.Configuration, Message: fmt.Sprintf(
			"--out %s: another run has written %s while this one ran; give each run a folder of its own", f.dir, name)}
		r.Conclude()
		return nil, nil
	}
	if err := errors.Join(f.keepUnfinished(), f.forgetUnfinished(r)); err != nil && r.Error == nil {
		r.Error = &run.RunError{Kind: run.Harness, Message: err.Error()}
		r.Conclude()
	}
	if len(r.Explored) == 0 { // the records are all there are
		f.formats = slices.DeleteFunc(slices.Clone(f.formats), func(format formats.Format) bool { return format.File == allRecordsFile })
	}
	written, err := formats.WriteFiles(f.dir, mask(r), f.formats)
	if err == nil {
		return written, nil
	}
	for _, format := range f.formats {
		os.Remove(f.path(format)) // which makes room, too
	}
	if r.Error == nil {
		r.Error = &run.RunError{Kind: run.Harness, Message: "a report could not be written: " + err.Error()}
	}
	r.Conclude()
	short := *r
	short.Rules, short.Records = []run.Rule{}, nil
	written, _ = formats.WriteFiles(f.dir, mask(&short), f.formats)
	return written, err
}

// foreign names a report in the folder that is not of this run.
func (f folder) foreign() string {
	if !f.cleared {
		return ""
	}
	for _, format := range f.formats {
		if _, err := os.Lstat(f.path(format)); err == nil {
			return format.File
		}
	}
	return ""
}
