package protocol_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/exec"
	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/schemas/record"
	"github.com/signspec/signspec/suites/wallet"
)

var update = flag.Bool("update", false, "write schemas/PROTOCOL.md anew")

const documentFile = "../../../schemas/PROTOCOL.md"

// block is a part of the document that is generated.
var block = regexp.MustCompile(`(?s)<!-- ([a-z]+) -->\n.*?<!-- end -->`)

// TestTheDocumentOfTheProtocol holds the tables and the messages of schemas/PROTOCOL.md to what the program does.
func TestTheDocumentOfTheProtocol(t *testing.T) {
	written, err := os.ReadFile(documentFile)
	if err != nil {
		t.Fatal(err)
	}
	blocks := map[string]string{
		"methods": methods(), "blind": blind(t), "times": times(), "events": events(t), "codes": codes(), "messages": messages(t),
	}
	seen := map[string]bool{}
	want := block.ReplaceAllStringFunc(string(written), func(old string) string {
		name := block.FindStringSubmatch(old)[1]
		seen[name] = true
		return "<!-- " + name + " -->\n" + blocks[name] + "<!-- end -->"
	})
	for name := range blocks {
		if !seen[name] {
			t.Errorf("the document has no place for %s", name)
		}
	}
	if *update {
		if err := os.WriteFile(documentFile, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if want != string(written) {
		t.Errorf("%s is not of this program; go test ./runner/drivers/protocol -update writes it anew", documentFile)
	}
}

func rows(lines ...string) string { return "| " + strings.Join(lines, " |\n| ") + " |\n" }

func seconds(d time.Duration) string { return fmt.Sprintf("%g s", d.Seconds()) }

func methods() string {
	return rows(
		fmt.Sprintf("`%s` | `entry` | who the wallet is, and what stands at the entry point | %s, with the start of the process",
			protocol.Describe, seconds(exec.DescribeTimeout)),
		fmt.Sprintf("`%s` | `scenario`, `entry`, `settleMs`, `quietMs`, `restMs` | `records`, one for each call; or none and `untested`, the reason | "+
			"what its calls may take, %s to stage each, and %s", protocol.Run, seconds(exec.StageTimeout), seconds(exec.RunSlack)),
		fmt.Sprintf("`%s` | none | `null`, and the process ends | %s, then it is killed", protocol.Close, seconds(exec.CloseTimeout)),
	)
}

func blind(t *testing.T) string {
	about := map[string]string{
		wallet.ReturnOrder:   "whether a callback ran before the call had returned",
		wallet.OptionsObject: "what becomes of the options object, and whether a frozen one works",
		wallet.Promise:       "what the call returns",
		wallet.Opened:        "which strings the authorisation page was opened with",
	}
	var lines []string
	for _, name := range wallet.BlindTo() {
		if about[name] == "" {
			t.Errorf("the document does not say what %s is", name)
		}
		lines = append(lines, "`"+name+"` | "+about[name])
	}
	return rows(lines...)
}

func times() string {
	return rows(
		"`settleMs`, how long a call may take to settle | "+seconds(exec.DefaultSettle)+" | `--settle`",
		fmt.Sprintf("`quietMs`, how long a settled call is watched | %d ms | `--quiet`", exec.DefaultQuiet.Milliseconds()),
	)
}

func events(t *testing.T) string {
	about := map[record.EventType]string{
		record.Returned:  "the call returned | what it returned; `{\"$type\":\"undefined\"}` for nothing",
		record.Threw:     "the call threw | what was thrown",
		record.Success:   "`success` was called | all arguments of the callback",
		record.Failed:    "`fail` was called | all arguments of the callback",
		record.Completed: "`complete` was called | all arguments of the callback",
		record.Resolved:  "a watched promise was fulfilled | its value",
		record.Rejected:  "a watched promise was rejected | its reason",
		record.Uncaught:  "an error or a rejection that nobody caught | its text, and `exception` or `rejection`",
		record.Opened:    "the authorisation page was opened | the string that it was opened with",
	}
	var lines []string
	for _, kind := range record.CallEvents() {
		if about[kind] == "" {
			t.Errorf("the document does not say what %s is", kind)
		}
		lines = append(lines, fmt.Sprintf("`%s` | %s", kind, about[kind]))
	}
	return rows(lines...)
}

func codes() string {
	return rows(
		fmt.Sprintf("%d | the adapter itself is wrong, such as a `stage` that throws | 2", protocol.CodeConfiguration),
		fmt.Sprintf("%d | the scenario could not be performed for any other reason | 3", protocol.CodeHarness),
		fmt.Sprintf("%d, %d, %d, %d | JSON-RPC's own: no JSON, no request, no such method, wrong params | 3",
			protocol.CodeParse, protocol.CodeInvalidRequest, protocol.CodeUnknownMethod, protocol.CodeInvalidParams),
	)
}

// sample is an adapter whose wallet answers as it should, always in the same time.
type sample struct{}

func (sample) Describe(context.Context, protocol.DescribeParams) (wallet.Description, error) {
	version, can := record.Text("2.8.4"), record.Bool(true)
	return wallet.Description{
		Name: "Acme Wallet", Version: "5.2.0", Entry: record.Of(record.Function), SDKVersion: &version, CanIUse: &can, Time: "real",
	}, nil
}

func (sample) Run(_ context.Context, params protocol.RunParams) (any, error) {
	var result protocol.RunResult
	for _, call := range params.Scenario.Calls {
		signStr := record.Text("https://wallet.example/sign?id=1")
		payload, kind := map[string]record.Value{}, record.Failed
		if call.Stage.Outcome == record.Approve {
			kind = record.Success
			payload["authState"], payload["authCode"] = record.Text(call.Stage.AuthState), record.Text("0fd61c2f2b6e4f27a3d1c5e8b7a90c12")
		} else {
			payload["error"], payload["errMessage"] = record.Text("6001"), record.Text("The user cancelled.")
		}
		result.Records = append(result.Records, record.Record{
			ID: call.ID, Scenario: params.Scenario.Name, API: "my.signContract", Stage: call.Stage, Callbacks: call.Callbacks,
			Args: record.Fields(map[string]record.Value{call.Fill: signStr}), End: record.Settled,
			Events: []record.Event{
				{At: 0, Type: record.Returned, Args: []record.Value{record.Of(record.Undefined)}},
				{At: 1, Type: record.Opened, Args: []record.Value{signStr}},
				{At: 812, Type: kind, Args: []record.Value{record.Fields(payload)}},
				{At: 812.5, Type: record.Completed, Args: []record.Value{record.Fields(payload)}},
			},
		})
	}
	return result, nil
}

func (sample) Close(context.Context) error { return nil }

// messages is a run of the sample, a message a line, each of which the schema takes.
func messages(t *testing.T) string {
	suiteReads, adapterWrites := io.Pipe()
	adapterReads, suiteWrites := io.Pipe()
	var said, answered bytes.Buffer
	served := make(chan error, 1)
	go func() { served <- protocol.Serve(context.Background(), adapterReads, adapterWrites, sample{}) }()
	client := protocol.NewClient(io.TeeReader(suiteReads, &answered), io.MultiWriter(&said, suiteWrites))
	client.BySchema = true
	defer client.Release()
	ctx := t.Context()
	entry := schemas.Documented().Entry
	if _, err := client.Describe(ctx, protocol.DescribeParams{Entry: entry}); err != nil {
		t.Fatal(err)
	}
	plan, err := wallet.DrawPlan(wallet.Full, schemas.Documented(), "a seed that never changes")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"approve/all-callbacks", "cancel/all-callbacks"} {
		scenario, ok := plan.Scenario(name)
		if !ok {
			t.Fatalf("the plan has no %s", name)
		}
		params := protocol.RunParams{Scenario: scenario, Entry: entry, SettleMs: 30000, QuietMs: 200}
		if _, err := client.Run(ctx, params); err != nil {
			t.Fatal(err)
		}
	}
	if err := client.Close(ctx); err != nil {
		t.Fatal(err)
	}
	if err := <-served; err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("```\n")
	asked, answers := lines(said), lines(answered)
	if len(asked) != len(answers) {
		t.Fatalf("%d requests and %d answers", len(asked), len(answers))
	}
	for i := range asked {
		for _, m := range []struct{ mark, text string }{{"→", asked[i]}, {"←", answers[i]}} {
			var message any
			if err := json.Unmarshal([]byte(m.text), &message); err != nil {
				t.Fatal(err)
			}
			if problems := schemas.Validate(schemas.ProtocolSchema, message); len(problems) > 0 {
				t.Errorf("%s is no message: %v", m.text, problems)
			}
			b.WriteString(m.mark + " " + m.text + "\n")
		}
	}
	b.WriteString("```\n")
	return b.String()
}

func lines(b bytes.Buffer) []string {
	return slices.DeleteFunc(strings.Split(b.String(), "\n"), func(line string) bool { return line == "" })
}

// TestADescriptionThatOnlyAnAdapterCanGetWrong shows that it is told as the adapter's mistake, which ends with status 2.
func TestADescriptionThatOnlyAnAdapterCanGetWrong(t *testing.T) {
	for name, c := range map[string]struct{ result, says string }{
		"entry is a text":  {`{"name":"A","entry":"function"}`, `what typeof found is {"$type":"function"}`},
		"nothing as text":  {`{"name":"A","entry":"undefined"}`, `what typeof found is {"$type":"undefined"}`},
		"an odd blindness": {`{"name":"A","entry":{"$type":"function"},"blind":["open"]}`, "did you mean opened?"},
		"as it should be":  {`{"name":"A","entry":{"$type":"function"},"blind":["opened","frozen"]}`, ""},
		"an object there":  {`{"name":"A","entry":{"$type":"undefined"}}`, ""},
	} {
		answer := `{"jsonrpc":"2.0","id":1,"result":` + c.result + "}\n"
		client := protocol.NewClient(strings.NewReader(answer), io.Discard)
		_, err := client.Describe(t.Context(), protocol.DescribeParams{Entry: schemas.Documented().Entry})
		client.Release()
		if c.says == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		wrong, ok := err.(*protocol.Error)
		if !ok || wrong.Code != protocol.CodeConfiguration || !strings.Contains(wrong.Message, c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEventsOfOtherPartiesAreNoneOfACall shows that an adapter may not send what only a mini program does.
func TestEventsOfOtherPartiesAreNoneOfACall(t *testing.T) {
	plan, err := wallet.DrawPlan(wallet.Full, schemas.Documented(), "seed")
	if err != nil {
		t.Fatal(err)
	}
	scenario, _ := plan.Scenario("cancel/fail")
	answer := `{"jsonrpc":"2.0","id":1,"result":{"records":[{"id":"cancel/fail#1","scenario":"cancel/fail","api":"my.signContract","args":{},` +
		`"callbacks":["fail"],"events":[{"at":0,"type":"navigate","args":[{}]}],"end":"settled"}]}}` + "\n"
	client := protocol.NewClient(strings.NewReader(answer), io.Discard)
	defer client.Release()
	_, err = client.Run(t.Context(), protocol.RunParams{Scenario: scenario, Entry: schemas.Documented().Entry})
	if err == nil || !strings.Contains(err.Error(), `of type "navigate"`) {
		t.Errorf("the error is %v", err)
	}
}
