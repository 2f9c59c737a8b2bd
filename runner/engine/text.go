package engine

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// encodeUTF8 returns an ArrayBuffer with the string in UTF-8; lone surrogates become U+FFFD.
func encodeUTF8(vm *VM, call FunctionCall) (Value, error) {
	return vm.ToValue([]byte(call.Argument(0).String())), nil
}

// decoded is what decodeText found: the text, how many bytes at the end are the begin of a character that a stream may
// still complete, and whether there was anything invalid where that is fatal.
type decoded struct {
	text    string
	left    int
	invalid bool
}

// decodeText decodes bytes (argument 0) in an encoding (1), fatally (2) or with U+FFFD for what is invalid, as a part
// of a stream (3) or as a whole.
func decodeText(vm *VM, call FunctionCall) (Value, error) {
	data := call.Argument(0).Bytes()
	encoding, fatal, stream := call.Argument(1).String(), call.Argument(2).Boolean(), call.Argument(3).Boolean()
	var d decoded
	switch encoding {
	case "utf-8":
		d = decodeUTF8(data, stream)
	case "utf-16le":
		d = decodeUTF16(data, stream, 0)
	case "utf-16be":
		d = decodeUTF16(data, stream, 1)
	default:
		d = decoded{text: decodeWindows1252(data)}
	}
	result := vm.Object()
	result.Set("text", d.text)
	result.Set("left", d.left)
	result.Set("invalid", d.invalid && fatal)
	return result, nil
}

// decodeUTF8 replaces each maximal part of an invalid sequence by one U+FFFD, as the Encoding standard says.
func decodeUTF8(data []byte, stream bool) decoded {
	if utf8.Valid(data) {
		return decoded{text: string(data)}
	}
	var text strings.Builder
	var d decoded
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			size = invalidPart(data)
			if stream && size == len(data) && !utf8.FullRune(data) {
				d.left = size
				break
			}
			d.invalid = true
		}
		text.WriteRune(r)
		data = data[size:]
	}
	d.text = text.String()
	return d
}

// invalidPart returns the length of the longest begin of data that could begin a valid character, at least 1.
func invalidPart(data []byte) int {
	length := 1
	for n := 2; n <= min(3, len(data)) && !utf8.FullRune(data[:n]); n++ {
		length = n
	}
	if utf8.FullRune(data[:1]) {
		return 1
	}
	return length
}

// decodeUTF16 decodes with the high byte of each pair at the given place, 0 for the second byte and 1 for the first.
func decodeUTF16(data []byte, stream bool, order int) decoded {
	units := make([]uint16, 0, len(data)/2)
	for i := 0; i+1 < len(data); i += 2 {
		low, high := data[i], data[i+1]
		if order == 1 {
			low, high = high, low
		}
		units = append(units, uint16(high)<<8|uint16(low))
	}
	var d decoded
	odd := len(data) % 2
	if stream {
		d.left = odd
		if n := len(units); n > 0 && units[n-1] >= 0xd800 && units[n-1] < 0xdc00 {
			units = units[:n-1]
			d.left += 2
		}
	} else if odd == 1 {
		units = append(units, 0xdc00) // half a unit: as invalid as a lone surrogate
	}
	runes := utf16.Decode(units)
	for i, u := range units {
		lone := utf16.IsSurrogate(rune(u)) && !pairedAt(units, i)
		d.invalid = d.invalid || lone
	}
	d.text = string(runes)
	return d
}

func pairedAt(units []uint16, i int) bool {
	high := func(u uint16) bool { return u >= 0xd800 && u < 0xdc00 }
	low := func(u uint16) bool { return u >= 0xdc00 && u < 0xe000 }
	if high(units[i]) {
		return i+1 < len(units) && low(units[i+1])
	}
	return i > 0 && high(units[i-1])
}

// windows1252 holds what the bytes 0x80 to 0x9f mean (Encoding standard, index windows-1252).
var windows1252 = [32]rune{
	0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
}

func decodeWindows1252(data []byte) string {
	runes := make([]rune, len(data))
	for i, b := range data {
		runes[i] = rune(b)
		if b >= 0x80 && b < 0xa0 {
			runes[i] = windows1252[b-0x80]
		}
	}
	return string(runes)
}
