package secret_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// inNumbers writes a text by the numbers of its characters.
func inNumbers(text string, base int, between string) string {
	var numbers []string
	for _, c := range []byte(text) {
		numbers = append(numbers, strconv.FormatInt(int64(c), base))
	}
	return strings.Join(numbers, between)
}

func TestCodesInNumbers(t *testing.T) {
	sought := secret.Seek(aCode)
	for _, base := range []int{8, 10, 16, 36} {
		for _, between := range []string{",", " ", ", ", ".", "-"} {
			if text := "ref " + inNumbers(aCode, base, between) + "; thanks"; !sought.In(text) {
				t.Errorf("it is not seen in %q", text)
			}
		}
	}
	for _, text := range []string{"10.0.0.1:8080", "1, 2, 3, 4, 5, 6, 7, 8, 9", inNumbers("Nothing of interest", 10, ","), "0.82,97.5"} {
		if sought.In(text) {
			t.Errorf("it is seen in %q", text)
		}
	}
}

func TestListsOfNumbersAreMasked(t *testing.T) {
	m := secret.NewMasker()
	code := record.Text(aCode)
	var numbers, others []record.Value
	for i, c := range []byte(aCode) {
		numbers, others = append(numbers, record.Num(float64(c))), append(others, record.Num(float64(i)))
	}
	r := m.Record(record.Record{
		Stage:  &record.Stage{AuthCode: &code},
		Events: []record.Event{{Type: record.Requested, Args: []record.Value{record.List(numbers...), record.List(others...)}}},
	})
	if sent := fmt.Sprint(r.Events[0].Args[0]); strings.Contains(sent, strconv.Itoa(int(aCode[0]))+",") || !secret.HoldsNote(sent) {
		t.Errorf("the numbers of a code become %s", sent)
	}
	if kept := r.Events[0].Args[1]; len(kept.Items()) != len(others) {
		t.Errorf("numbers that say nothing become %s", kept)
	}
}
