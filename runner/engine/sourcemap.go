package engine

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
)

const inlineMap = "\n//# sourceMappingURL=data:application/json;base64,"

// inline returns a script with its source map.
func inline(script, sourceMap []byte) string {
	return string(script) + inlineMap + base64.StdEncoding.EncodeToString(sourceMap)
}

// sourceMap tells where the parts of a script come from. Nil knows nothing.
type sourceMap struct {
	sources []string
	lines   [][]segment // by the line of the script, each in the order of its columns
}

// segment is where a part of a line begins, and where it comes from. All numbers count from 0.
type segment struct {
	column, source, line, sourceColumn int
	known                              bool // that it comes from anywhere
}

// inlineMapOf reads the source map that a script holds. Maps in files are not looked at, and what cannot be read is none.
func inlineMapOf(script string) *sourceMap {
	_, encoded, found := strings.Cut(script, inlineMap)
	if !found {
		return nil
	}
	encoded, _, _ = strings.Cut(encoded, "\n")
	data, err := base64.StdEncoding.DecodeString(strings.TrimSpace(encoded))
	if err != nil {
		return nil
	}
	m, err := readMap(data)
	if err != nil {
		return nil
	}
	return m
}

func readMap(data []byte) (*sourceMap, error) {
	var parsed struct {
		Sources  []string
		Mappings string
	}
	if err := json.Unmarshal(data, &parsed); err != nil {
		return nil, fmt.Errorf("reading the source map: %w", err)
	}
	return &sourceMap{parsed.Sources, decodeMappings(parsed.Mappings)}, nil
}

// source finds where a position of the script comes from. Lines and columns count from 1; ok says whether it comes from
// anywhere.
func (m *sourceMap) source(line, column int) (found Frame, ok bool) {
	if m == nil || line < 1 || line > len(m.lines) {
		return Frame{}, false
	}
	segments := m.lines[line-1]
	i := sort.Search(len(segments), func(i int) bool { return segments[i].column > column-1 }) - 1
	if i < 0 || !segments[i].known || segments[i].source >= len(m.sources) {
		return Frame{}, false
	}
	s := segments[i]
	return Frame{File: m.sources[s.source], Line: s.line + 1, Column: s.sourceColumn + 1}, true
}

// decodeMappings reads the mappings: a line of the script between semicolons, a segment between commas, and in a segment
// the differences to the one before: of the column, the source, its line and its column.
func decodeMappings(mappings string) [][]segment {
	var lines [][]segment
	var at segment
	for line := range strings.SplitSeq(mappings, ";") {
		at.column = 0
		var segments []segment
		for text := range strings.SplitSeq(line, ",") {
			fields := decodeVLQ(text)
			if len(fields) == 0 {
				continue
			}
			at.column += fields[0]
			at.known = len(fields) > 3
			if at.known {
				at.source += fields[1]
				at.line += fields[2]
				at.sourceColumn += fields[3]
			}
			segments = append(segments, at)
		}
		lines = append(lines, segments)
	}
	return lines
}

// The numbers of a source map: base 64 digits of five bits, the lowest first, a sixth bit that says that more follow,
// and the sign in the lowest bit of all.
const (
	vlqDigits   = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	vlqMore     = 1 << 5
	vlqDigitMax = vlqMore - 1
)

func decodeVLQ(segment string) []int {
	fields := make([]int, 0, 5)
	value, shift := 0, 0
	for _, c := range []byte(segment) {
		digit := strings.IndexByte(vlqDigits, c)
		value |= digit & vlqDigitMax << shift
		shift += 5
		if digit&vlqMore != 0 {
			continue
		}
		negative := value&1 != 0
		value >>= 1
		if negative {
			value = -value
		}
		fields = append(fields, value)
		value, shift = 0, 0
	}
	return fields
}
