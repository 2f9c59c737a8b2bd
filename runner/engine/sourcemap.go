package engine

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
)

const inlineMap = "\n//# sourceMappingURL=data:application/json;base64,"

// inline returns a script with its source map, prepared for the interpreter: it counts columns from 1 where source
// maps count from 0, in what it looks up and in what it finds, so every column of the map is moved by one.
func inline(script, sourceMap []byte) (string, error) {
	var parsed struct {
		Version  int      `json:"version"`
		Sources  []string `json:"sources"`
		Mappings string   `json:"mappings"`
	}
	if err := json.Unmarshal(sourceMap, &parsed); err != nil {
		return "", fmt.Errorf("reading the source map: %w", err)
	}
	parsed.Mappings = shiftColumns(parsed.Mappings)
	data, err := json.Marshal(parsed)
	if err != nil {
		return "", fmt.Errorf("writing the source map: %w", err)
	}
	return string(script) + inlineMap + base64.StdEncoding.EncodeToString(data), nil
}

// shiftColumns adds one to every column of the mappings, generated and original. Columns are written as differences:
// the generated one from the segment before in the same line, the original one from the segment before, so only the
// first segment of each line and the first of all change.
func shiftColumns(mappings string) string {
	lines := strings.Split(mappings, ";")
	first := true
	for i, line := range lines {
		segment, rest, more := strings.Cut(line, ",")
		if segment == "" {
			continue
		}
		fields := decodeVLQ(segment)
		fields[0]++
		if first && len(fields) > 3 {
			fields[3]++
			first = false
		}
		lines[i] = encodeVLQ(fields)
		if more {
			lines[i] += "," + rest
		}
	}
	return strings.Join(lines, ";")
}

// The numbers of a source map: base 64 digits of five bits, the lowest first, a sixth bit that says that more follow,
// and the sign in the lowest bit of all.
const (
	vlqDigits   = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	vlqMore     = 1 << 5
	vlqDigitMax = vlqMore - 1
)

func decodeVLQ(segment string) []int {
	var fields []int
	value, shift := 0, 0
	for _, c := range []byte(segment) {
		digit := strings.IndexByte(vlqDigits, c)
		value |= digit & vlqDigitMax << shift
		shift += 5
		if digit&vlqMore != 0 {
			continue
		}
		if value&1 != 0 {
			value = -value
		}
		fields = append(fields, value/2)
		value, shift = 0, 0
	}
	return fields
}

func encodeVLQ(fields []int) string {
	var text strings.Builder
	for _, field := range fields {
		value := field * 2
		if field < 0 {
			value = -field*2 + 1
		}
		for {
			digit := value & vlqDigitMax
			value >>= 5
			if value > 0 {
				digit |= vlqMore
			}
			text.WriteByte(vlqDigits[digit])
			if value == 0 {
				break
			}
		}
	}
	return text.String()
}
