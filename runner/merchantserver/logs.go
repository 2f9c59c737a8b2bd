package merchantserver

import (
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/signspec/signspec/runner/launch"
)

// logFile is a log that a server writes, read from where it ended before the run.
type logFile struct {
	path string
	from int64
}

func openLogs(c *Config) []logFile {
	var logs []logFile
	for _, name := range c.Logs {
		matches, _ := filepath.Glob(c.path(name))
		if len(matches) == 0 {
			matches = []string{c.path(name)}
		}
		for _, path := range matches {
			l := logFile{path: path}
			if info, err := os.Stat(path); err == nil {
				l.from = info.Size()
			}
			logs = append(logs, l)
		}
	}
	return logs
}

// missingLog names a log that the target file has and nobody wrote; empty is none.
func (s *Server) missingLog() string {
	for _, l := range s.logs {
		if _, err := os.Stat(l.path); err != nil {
			return filepath.ToSlash(l.path)
		}
	}
	return ""
}

func (l logFile) read() []string {
	f, err := os.Open(l.path)
	if err != nil {
		return nil
	}
	defer f.Close()
	f.Seek(l.from, io.SeekStart)
	data, _ := io.ReadAll(io.LimitReader(f, launch.MostPrinted))
	return strings.Split(string(data), "\n")
}
