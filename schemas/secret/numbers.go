package secret

import (
	"strconv"
	"strings"

	"github.com/signspec/signspec/schemas/record"
)

// fewestNumbers is how many characters, each written as its number, are looked into.
const fewestNumbers = enough

// longestNumber is how many digits the number of a character has at most, in the bases that are tried.
const longestNumber = 3

// bases are those in which the numbers of characters are written: decimal, hexadecimal, octal, and with all letters.
func bases() []int { return []int{10, 16, 8, 36} }

// inNumbers finds the pieces of a text that say another one by the number of each character, with the same between any two of
// them: "82, 97, 66".
func inNumbers(s string) []Encoded {
	var found []Encoded
	numbers := make([]span, 0, 32) // of all pieces, one after the other
	for from := 0; from < len(s); {
		var between string
		var end int
		numbers, between, end = numbersFrom(numbers[:0], s, from)
		if len(numbers) >= fewestNumbers {
			for _, base := range bases() {
				found = spelledBy(found, s, numbers, base, between)
			}
		}
		for from = end; from < len(s) && !isDigit(s[from]); {
			from++
		}
	}
	return found
}

// numbersFrom adds numbers from a place on, up to where something else is between two than between those before. end is where
// they end, behind the place at any rate.
func numbersFrom(found []span, s string, from int) (numbers []span, between string, end int) {
	for numbers, end = found, from; ; {
		at := end
		for end < len(s) && isDigit(s[end]) {
			end++
		}
		if end == at || end-at > longestNumber {
			return numbers, between, max(end, from+1)
		}
		numbers = append(numbers, span{at, end})
		next := end
		for next < len(s) && next-end <= longestBetween && !isDigit(s[next]) && s[next] != '%' { // percent-encoding is another
			next++
		}
		if len(numbers) == 1 {
			between = s[end:next]
		}
		if next == end || next == len(s) || s[end:next] != between {
			return numbers, between, end
		}
		end = next
	}
}

// spelledBy adds each piece that is numbers, in a base, of characters that can be printed.
func spelledBy(found []Encoded, s string, numbers []span, base int, between string) []Encoded {
	var plain []byte
	first := 0
	add := func(end int) {
		if len(plain) >= fewestNumbers {
			found = append(found, Encoded{numbers[first].start, numbers[end-1].end, string(plain), func(text string) string {
				return spelled(text, base, between)
			}})
		}
		plain, first = plain[:0], end+1
	}
	for i, number := range numbers {
		if c := numberOf(s[number.start:number.end], base); c >= ' ' && c <= '~' {
			plain = append(plain, byte(c))
		} else {
			add(i)
		}
	}
	add(len(numbers))
	return found
}

// numberOf reads at most longestNumber digits in a base; it is -1 where one of them is none. Most are none, and strconv makes an error
// of each.
func numberOf(digits string, base int) int {
	n := 0
	for _, c := range []byte(digits) {
		value := int(c|0x20) - 'a' + 10
		if c <= '9' {
			value = int(c - '0')
		}
		if value >= base {
			return -1
		}
		n = n*base + value
	}
	return n
}

// longestBetween is how many bytes stand between two numbers at most.
const longestBetween = 3

func isDigit(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// spelled says a text by the numbers of its characters.
func spelled(text string, base int, between string) string {
	numbers := make([]string, 0, len(text))
	for _, c := range []byte(text) {
		numbers = append(numbers, strconv.FormatUint(uint64(c), base))
	}
	return strings.Join(numbers, between)
}

// Numbers returns a list of numbers as one text; ok says that they are numbers, and enough of them to say a secret.
func Numbers(v record.Value) (text string, ok bool) {
	items := v.Items()
	if len(items) < fewestNumbers {
		return "", false
	}
	numbers := make([]string, len(items))
	for i, item := range items {
		if _, ok := item.Number(); !ok {
			return "", false
		}
		numbers[i] = item.String()
	}
	return strings.Join(numbers, ","), true
}
