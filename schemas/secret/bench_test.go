package secret_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"

	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/schemas/secret"
)

// randomCode returns a code as a wallet makes them, of n letters and digits.
func randomCode(r *rand.Rand, n int) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	code := make([]byte, n)
	for i := range code {
		code[i] = letters[r.IntN(len(letters))]
	}
	return string(code)
}

// approvals returns that many records of approved calls, each with a state and a code of its own.
func approvals(n int) []record.Record {
	r := rand.New(rand.NewPCG(1, 2))
	signStr := "https://wallet.example/authorize?authId=" + randomCode(r, 32) + "&next=" +
		url.QueryEscape("https://merchant.example/done?order=1&note=50%25")
	records := make([]record.Record, n)
	for i := range records {
		state := randomCode(r, 36)
		payload := record.Fields(map[string]record.Value{"authState": record.Text(state), "authCode": record.Text(randomCode(r, 32))})
		records[i] = record.Record{
			ID: fmt.Sprintf("approve/all-callbacks#%d", i+1), Scenario: "approve/all-callbacks", API: "my.signContract",
			Args: record.Fields(map[string]record.Value{"signStr": record.Text(signStr)}), Callbacks: []string{"success", "fail", "complete"},
			Stage: &record.Stage{Outcome: record.Approve, AuthState: state},
			Events: []record.Event{
				{Type: record.Returned, Args: []record.Value{{}}}, {At: 1, Type: record.Opened, Args: []record.Value{record.Text(signStr)}},
				{At: 812.5, Type: record.Success, Args: []record.Value{payload}}, {At: 812.6, Type: record.Completed, Args: []record.Value{payload}},
			},
			Console: []string{"log: the page was opened", "log: the person has approved"}, End: record.Settled,
		}
	}
	return records
}

// BenchmarkOrdinaryRecords masks the records of a long run: well below 50 ms, or a run would wait for its masking.
func BenchmarkOrdinaryRecords(b *testing.B) {
	records := approvals(2000)
	for b.Loop() {
		m := secret.NewMasker()
		m.Learn(records...)
		for _, r := range records {
			m.Record(r)
		}
	}
}

// BenchmarkLargeRecord masks a record as large as the observer lets one be: below 100 ms.
func BenchmarkLargeRecord(b *testing.B) {
	for name, piece := range map[string]string{
		"prose": "the person has approved, and order 12345 is on its way; ", "letters": "x", "JSON": `{"key": "value", "n": [1, 2, 3]}, `,
		"base64": "aGVsbG8gd29ybGQsIHRoaXMgaXMg", "query": "a=1%20b&url=https%3A%2F%2Fshop.example%2Fpay%3Fx%3D1&",
	} {
		r := approvals(1)[0]
		for range 48 {
			text := strings.Repeat(piece, 65536/len(piece))
			r.Events = append(r.Events, record.Event{Type: record.Failed, Args: []record.Value{record.Text(text)}})
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				secret.NewMasker().Record(r)
			}
		})
	}
}
