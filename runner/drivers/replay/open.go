package replay

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/signspec/signspec/schemas/config"
	"github.com/signspec/signspec/schemas/record"
)

const (
	// schemaVersion is the version of report.json that is read.
	schemaVersion = 1
	// maxFile is the largest file that is read, in bytes: all of it is held in memory, and a run writes a few MB.
	maxFile = 512 << 20
)

// Open reads a report.json or a .jsonl file of records; which it is, its content says. Its error is a
// *config.Error that names the file, and the line and column where there is one.
func Open(file string) (*Replay, error) {
	data, err := read(file)
	if err != nil {
		return nil, err
	}
	r := &Replay{file: filepath.Base(file)}
	places := map[string]string{} // id of a record -> where it stands
	add := func(rec record.Record, line, column int) error {
		place := fmt.Sprintf("%d:%d", line, column)
		if first, twice := places[rec.ID]; twice {
			return wrong(file, line, column, fmt.Errorf("record %s is in the file twice, first at %s", rec.ID, first))
		}
		places[rec.ID] = place
		r.records = append(r.records, rec)
		return nil
	}
	isReport, err := sniff(file, data)
	switch {
	case err != nil:
		return nil, err
	case isReport:
		err = r.readReport(file, data, add)
	default:
		err = readLines(file, data, add)
	}
	if err != nil {
		return nil, err
	}
	if len(r.records) == 0 {
		return nil, &config.Error{Message: file + ": there is no record in the file"}
	}
	r.index()
	return r, nil
}

// New returns a wallet that answers from records that were read already.
func New(header Header, records []record.Record) *Replay {
	r := &Replay{Header: header, records: records}
	r.index()
	return r
}

func (r *Replay) index() {
	r.scenarios = map[string][]record.Record{}
	for _, rec := range r.records {
		r.scenarios[rec.Scenario] = append(r.scenarios[rec.Scenario], rec)
	}
}

func read(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, &config.Error{Message: fmt.Sprintf("%s: the file cannot be read: %v", file, cause(err))}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, &config.Error{Message: fmt.Sprintf("%s: the file cannot be read: %v", file, cause(err))}
	}
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		if data, err = unzip(data); err != nil {
			return nil, &config.Error{Message: fmt.Sprintf("%s: the file cannot be unpacked: %v", file, err)}
		}
	}
	if len(data) > maxFile {
		return nil, &config.Error{Message: fmt.Sprintf("%s: the file is larger than %d bytes", file, maxFile)}
	}
	return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), nil
}

// unzip unpacks a file that was compressed, as far as it may be read.
func unzip(data []byte) ([]byte, error) {
	packed, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(packed, maxFile+1))
}

// cause takes the name of the file off the error: the message around it names it.
func cause(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// sniff says whether the content is a report, and not records a line. It looks at the first object only.
func sniff(file string, data []byte) (bool, error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return false, &config.Error{Message: file + ": the file is empty"}
	}
	members := newMembers(data)
	for members.next() {
		switch members.name {
		case "schemaVersion":
			return true, nil
		case "id", "scenario", "events":
			return false, nil
		}
	}
	if members.err != nil {
		return false, wrongAt(file, data, members.offset, members.err)
	}
	return false, wrong(file, 1, 1, errors.New(`this is neither a report.json, which has a "schemaVersion", nor a file of records, `+
		`each of which has an "id"`))
}

func readLines(file string, data []byte, add func(record.Record, int, int) error) error {
	lines := record.NewReader(bytes.NewReader(data))
	for rec, err := range lines.All() {
		var parse *record.ParseError
		if errors.As(err, &parse) {
			return wrong(file, parse.Line, parse.Column, parse.Err)
		}
		if err != nil {
			return &config.Error{Message: fmt.Sprintf("%s: %v", file, err)}
		}
		if err := add(rec, lines.Line(), 1); err != nil {
			return err
		}
	}
	return nil
}

// readReport reads the header and the records of a report, and leaves the rest alone.
func (r *Replay) readReport(file string, data []byte, add func(record.Record, int, int) error) error {
	members := newMembers(data)
	for members.next() {
		var target any
		switch members.name {
		case "schemaVersion":
			target = &r.Header.SchemaVersion
		case "profile":
			target = &r.Header.Profile
		case "plan":
			target = &r.Header.Plan
		case "selection":
			target = &r.Header.Selection
		case "seed":
			target = &r.Header.Seed
		case "challenge":
			target = &r.Header.Challenge
		case "strict":
			target = &r.Header.Strict
		case "only":
			target = &r.Header.Only
		case "subject":
			target = &r.Header.Subject
		case "records":
			if err := readRecords(file, data, members, add); err != nil {
				return err
			}
			continue
		default:
			continue
		}
		if json.Unmarshal(members.value, target) != nil {
			return wrongAt(file, data, members.offset, fmt.Errorf("%q is not as a report.json has it", members.name))
		}
		if members.name == "schemaVersion" && r.Header.SchemaVersion != schemaVersion {
			return wrongAt(file, data, members.offset, fmt.Errorf("the report has schemaVersion %d; this version of signspec reads "+
				"%d", r.Header.SchemaVersion, schemaVersion))
		}
	}
	if members.err != nil {
		return wrongAt(file, data, members.offset, members.err)
	}
	return nil
}

func readRecords(file string, data []byte, list *members, add func(record.Record, int, int) error) error {
	items := newItems(list.value)
	for items.next() {
		line, column := record.LineColumn(data, list.offset+items.offset)
		rec, err := record.Parse(items.value)
		var parse *record.ParseError
		if errors.As(err, &parse) {
			parse.Shift(line, column)
			return wrong(file, parse.Line, parse.Column, parse.Err)
		}
		if err := add(rec, line, column); err != nil {
			return err
		}
	}
	if items.err != nil {
		return wrongAt(file, data, list.offset+items.offset, errors.New(`"records" is not a list`))
	}
	return nil
}

func wrongAt(file string, data []byte, offset int, err error) error {
	line, column := record.LineColumn(data, offset)
	return wrong(file, line, column, err)
}

func wrong(file string, line, column int, err error) error {
	return &config.Error{Message: fmt.Sprintf("%s:%d:%d: %v", file, line, column, err)}
}
