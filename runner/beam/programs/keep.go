package programs

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/signspec/signspec/reports/programs"
	"github.com/signspec/signspec/schemas/record"
)

// Kept is what is kept of a program that was judged: a file that its digest names, of one header and a line a record, packed
// by gzip. Everything in it is masked.
type Kept struct {
	header
	Records []record.Record
}

// header is the first line.
type header struct {
	Result programs.Result `json:"result"`
	// Run is the run of the pipeline that judged it: a bundle that is tried again takes what the first try had judged.
	Run string `json:"run"`
	// Version is that of the command that judged.
	Version string `json:"version"`
	Profile string `json:"profile"`
	Plan    string `json:"plan"`
	Seed    string `json:"seed"`
	// Asked are the scenarios that its version would perform, beyond its plan too; what is not among the records of these could
	// not be brought about, and what is not among these is new.
	Asked []string `json:"asked"`
	// Unlike are the rules that the records alone do not show as the run did, since they are masked: a text that stands within
	// another encoding, say, or two codes of one length. Where there are any, the records are not judged again.
	Unlike []string `json:"unlike,omitempty"`
}

// store is a folder, or an address in a bucket, with what is kept.
type store string

func (s store) file(digest string) string {
	return strings.TrimSuffix(string(s), "/") + "/" + digest + ".jsonl.gz"
}

// load returns what is kept of a program; nil where nothing is. A file that cannot be read is as good as none: the program is
// judged, and it is written again.
func (s store) load(ctx context.Context, digest string) *Kept {
	files, err := filesystem.New(ctx, string(s))
	if err != nil {
		return nil
	}
	defer files.Close()
	content, err := files.OpenRead(ctx, s.file(digest))
	if err != nil {
		return nil
	}
	defer content.Close()
	kept, err := readKept(content)
	if err != nil {
		return nil
	}
	return kept
}

func readKept(content io.Reader) (*Kept, error) {
	unpacked, err := gzip.NewReader(content)
	if err != nil {
		return nil, err
	}
	lines := bufio.NewReaderSize(unpacked, 1<<16)
	head, err := lines.ReadBytes('\n')
	if err != nil {
		return nil, err
	}
	kept := &Kept{}
	if err := json.Unmarshal(head, &kept.header); err != nil {
		return nil, err
	}
	for r, err := range record.NewReader(lines).All() {
		if err != nil {
			return nil, err
		}
		kept.Records = append(kept.Records, r)
	}
	return kept, nil
}

// save keeps a program in one step: who reads meanwhile sees what was there before, or all of it.
func (s store) save(ctx context.Context, digest string, k *Kept) error {
	files, err := filesystem.New(ctx, string(s))
	if err != nil {
		return err
	}
	defer files.Close()
	temporary := s.file(digest) + "." + rand.Text() + ".tmp"
	out, err := files.OpenWrite(ctx, temporary)
	if err != nil {
		return fmt.Errorf("keeping a program: %w", err)
	}
	if err := errors.Join(k.write(out), out.Close()); err != nil {
		return fmt.Errorf("keeping a program: %w", err)
	}
	if err := filesystem.Rename(ctx, files, temporary, s.file(digest)); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("keeping a program: %w", err)
	}
	return nil
}

func (k *Kept) write(w io.Writer) error {
	packed := gzip.NewWriter(w)
	head, err := json.Marshal(k.header)
	if err != nil {
		return err
	}
	if _, err := packed.Write(append(head, '\n')); err != nil {
		return err
	}
	records := record.NewWriter(packed)
	for _, r := range k.Records {
		if err := records.Write(r); err != nil {
			return err
		}
	}
	return packed.Close()
}
