package audit

import (
	"encoding/binary"
	"time"
)

// isTime says whether a text is a time as the schema has it.
func isTime(text []byte) bool {
	const pattern = "0000-00-00T00:00:00.000Z"
	if len(text) != len(pattern) {
		return false
	}
	for i, c := range text {
		if pattern[i] == '0' && (c < '0' || c > '9') || pattern[i] != '0' && c != pattern[i] {
			return false
		}
	}
	hour, minute, second := text[11:13], text[14:16], text[17:19]
	if string(hour) > "23" || minute[0] > '5' || second[0] > '5' {
		return false
	}
	day := time.Date(digits(text[:4]), time.Month(digits(text[5:7])), digits(text[8:10]), 0, 0, 0, 0, time.UTC)
	return int(day.Month()) == digits(text[5:7]) && day.Day() == digits(text[8:10]) // the 31st of a short month is another day
}

// digits is the number that some digits are.
func digits(text []byte) int {
	n := 0
	for _, c := range text {
		n = 10*n + int(c-'0')
	}
	return n
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// hasControl says whether a byte is below the blank, eight bytes at a time.
func hasControl(line []byte) bool {
	i := 0
	for ; i+8 <= len(line); i += 8 {
		word := binary.LittleEndian.Uint64(line[i:])
		if (word-ones*0x20)&^word&highs != 0 {
			return true
		}
	}
	for ; i < len(line); i++ {
		if line[i] < 0x20 {
			return true
		}
	}
	return false
}

func isASCII(text []byte) bool {
	for _, c := range text {
		if c >= 0x7f {
			return false
		}
	}
	return true
}

// isDigest says whether a text is 64 hexadecimal digits, eight at a time: a sum has the high bit of each byte that is not
// below a limit.
func isDigest(text []byte) bool {
	if len(text) != hexDigits {
		return false
	}
	good := uint64(highs)
	for i := 0; i < hexDigits; i += 8 {
		word := binary.LittleEndian.Uint64(text[i:])
		if word&highs != 0 {
			return false
		}
		digit := (word + ones*(0x80-'0')) &^ (word + ones*(0x7f-'9'))
		letter := (word + ones*(0x80-'a')) &^ (word + ones*(0x7f-'f'))
		good &= digit | letter
	}
	return good == highs
}

func isNumber(c byte) bool {
	return c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E'
}
