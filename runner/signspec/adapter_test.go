package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
	"github.com/signspec/signspec/runner/drivers/script"
	"github.com/signspec/signspec/runner/target"
	"github.com/signspec/signspec/schemas"
	"github.com/signspec/signspec/suites/wallet"
)

// adapterArgument makes the test binary an adapter process: the reference wallet, behind an adapter that has the
// fault that the next argument names: "<what> in <where>", where is "describe", "run <number>" or "close".
const adapterArgument = "test-adapter"

// faulty is the command line of an adapter process that has the fault.
func faulty(fault string) []string {
	executable, err := os.Executable()
	if err != nil {
		panic("the test binary has a path: " + err.Error())
	}
	return []string{"wallet", "--quiet", "1ms", "--", executable, adapterArgument, fault}
}

// serveFaulty answers the adapter protocol with a fault. It returns the exit status of the process.
func serveFaulty(fault string) int {
	what, where, _ := strings.Cut(fault, " in ")
	reference := script.Start(script.Options{Source: target.Reference(), Entry: schemas.Entry{Kind: "method", Name: "signContract"}})
	defer reference.Close()
	runs := 0
	for in := bufio.NewReader(os.Stdin); ; {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return 0
		}
		var request struct {
			ID     int                `json:"id"`
			Method string             `json:"method"`
			Params protocol.RunParams `json:"params"`
		}
		if err := json.Unmarshal(line, &request); err != nil {
			fmt.Fprintln(os.Stderr, "reading a request:", err)
			return 1
		}
		at := request.Method
		if request.Method == protocol.Run {
			runs++
			at = fmt.Sprintf("run %d", runs)
			if what == "tells what it is asked" {
				fmt.Fprintln(os.Stderr, "asked for", request.Params.Scenario.Name)
			}
		}
		result, err := resultOf(reference, request.Method, request.Params)
		if err != nil {
			fmt.Fprintln(os.Stderr, "performing:", err)
			return 1
		}
		if at == where {
			result = spoil(what, request.ID, result)
		}
		answer(request.ID, result)
		if request.Method == protocol.Close {
			return 0
		}
	}
}

func resultOf(w *script.Wallet, method string, params protocol.RunParams) (string, error) {
	var result any
	var err error
	switch method {
	case protocol.Describe:
		result, err = w.Describe(context.Background())
	case protocol.Run:
		result, err = w.Perform(context.Background(), params.Scenario)
	}
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(result)
	return string(text), err
}

func answer(id int, result string) {
	fmt.Printf(`{"jsonrpc":"2.0","id":%d,"result":%s}`+"\n", id, result)
}

// spoil does what the fault says and returns the result to answer with, or ends the process.
func spoil(what string, id int, result string) string {
	switch what {
	case "dies":
		fmt.Fprintln(os.Stderr, "fatal: the simulator is gone")
		os.Exit(7)
	case "garbage":
		fmt.Println("Listening on port 3000")
	case "wrong id":
		id += 77
		answer(id, result)
	case "twice":
		answer(id, result)
	case "hangs":
		fmt.Fprintln(os.Stderr, "hanging")
		time.Sleep(time.Hour)
	case "waits":
		// Until the test has done something meanwhile.
		fmt.Fprintln(os.Stderr, "hanging")
		for _, err := os.Stat(goOn); err != nil; _, err = os.Stat(goOn) {
			time.Sleep(5 * time.Millisecond)
		}
	case "an endless line":
		fmt.Printf(`{"jsonrpc":"2.0","id":%d,"result":"`, id)
		for {
			fmt.Print("x")
			time.Sleep(10 * time.Millisecond)
		}
	case "leaves a daemon":
		if err := leaveDaemon(); err != nil {
			fmt.Fprintln(os.Stderr, "starting a daemon:", err)
		}
	case "a negative time":
		return strings.Replace(result, `"at":0,`, `"at":-5,`, 1)
	case "no UTF-8":
		return withEvents(result, "{\"at\":1,\"type\":\"success\",\"args\":[\"\xff\xfe\"]}")
	case "a flood of stderr":
		for range 200_000 {
			fmt.Fprintln(os.Stderr, "a line that is logged in a loop")
		}
	case "dies after the answer":
		answer(id, result)
		killSelf()
	case "leaks":
		var performed wallet.Performance
		if json.Unmarshal([]byte(result), &performed) == nil {
			fmt.Fprintln(os.Stderr, "authorised:", performed.Records[0].Events)
			fmt.Fprintln(os.Stderr, result)
		}
	case "refuses":
		fmt.Printf(`{"jsonrpc":"2.0","id":%d,"error":{"code":-32000,"message":"the device is locked"}}`+"\n", id)
	case "no records":
		return `{"records":[]}`
	case "runs backwards":
		return strings.Replace(result, `"at":0,`, `"at":1e6,`, 1)
	case "50 MB":
		return withEvents(result, `{"at":1,"type":"success","args":["`+strings.Repeat("x", 50<<20)+`"]}`)
	case "20 MB":
		return withEvents(result, `{"at":1,"type":"success","args":["`+strings.Repeat("x", 20<<20)+`"]}`)
	case "1e6 events":
		return withEvents(result, strings.TrimSuffix(strings.Repeat(`{"at":1,"type":"success","args":[]},`, 1e6), ","))
	}
	return result
}

// goOn is the file, in the working directory, that an adapter waits for.
const goOn = "go-on"

// withEvents puts events behind those of the first record.
func withEvents(result, events string) string {
	return strings.Replace(result, `],"end":`, `,`+events+`],"end":`, 1)
}
