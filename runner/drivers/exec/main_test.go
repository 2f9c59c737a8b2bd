//go:build unix

package exec_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/signspec/signspec/runner/drivers/protocol"
)

// modeVariable makes the test binary an adapter process that misbehaves in the way that it names.
const modeVariable = "SIGNSPEC_TEST_ADAPTER"

func TestMain(m *testing.M) {
	if mode := os.Getenv(modeVariable); mode != "" {
		misbehave(mode)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

const (
	describeResult = `{"name":"Test Wallet","version":"1.0","entry":{"$type":"function"}}`
	runResult      = `{"records":[{"id":"a#1","scenario":"a","api":"my.signContract","args":{},"callbacks":[],"events":[{"at":0,"type":"return","args":[]}],"end":"idle"}]}`
)

// misbehave is an adapter that answers well, but for what its mode says: "<what> in <method>", or one word.
func misbehave(mode string) {
	what, where, _ := strings.Cut(mode, " in ")
	switch what {
	case "has a child":
		startChild()
	case "sleeps":
		sleep()
	case "tells real time", "tells virtual time", "tells no time":
		word := strings.TrimSuffix(strings.TrimPrefix(what, "tells "), " time")
		if word == "no" {
			word = ""
		}
		if err := protocol.Serve(context.Background(), os.Stdin, os.Stdout, timed{word, time.Second}); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		return
	case "dies at start":
		fmt.Fprintln(os.Stderr, "cannot load the wallet: \x1b[31mno such module\x1b[0m")
		os.Exit(3)
	case "is no adapter":
		return
	case "noise":
		noise()
	case "flood of stderr":
		for range 100000 {
			fmt.Fprintln(os.Stderr, "a line that is logged in a loop")
		}
	}
	results := map[string]string{"describe": describeResult, "run": runResult, "close": "null"}
	in := bufio.NewReader(os.Stdin)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			if what == "ignores the end" {
				sleep()
			}
			return
		}
		var request struct {
			ID     int    `json:"id"`
			Method string `json:"method"`
		}
		if json.Unmarshal([]byte(line), &request) != nil {
			return
		}
		if request.Method == where {
			spoil(what, request.ID, results[request.Method])
		}
		if what == "mute" {
			continue
		}
		answer(request.ID, results[request.Method])
		if request.Method == "close" && what != "ignores the end" {
			return
		}
	}
}

func answer(id int, result string) {
	fmt.Printf(`{"jsonrpc":"2.0","id":%d,"result":%s}`+"\n", id, result)
}

// spoil does what the mode says before the answer, or instead of it.
func spoil(what string, id int, result string) {
	switch what {
	case "leaves a child":
		startChild()
		os.Exit(4)
	case "detaches a child":
		startDetached()
	case "endless line":
		for {
			fmt.Print("x")
			time.Sleep(10 * time.Millisecond)
		}
	case "dies":
		fmt.Fprintln(os.Stderr, "fatal: authCode 8f3b1c5d7e9a2b4c6d8e0f1a2b3c4d5e was wrong")
		os.Exit(4)
	case "is killed":
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		sleep()
	case "garbage":
		fmt.Println("Server listening on port 3000")
	case "twice":
		answer(id, result)
	case "wrong id":
		answer(77, "null")
	case "hangs":
		sleep()
	case "spins":
		for n := 0; ; n++ { // without a system call
		}
	case "flood":
		out := bufio.NewWriter(os.Stdout)
		for {
			fmt.Fprintln(out, "a line of noise")
		}
	case "huge line":
		out := bufio.NewWriterSize(os.Stdout, 1<<20)
		for {
			out.WriteString(strings.Repeat("x", 1<<16))
		}
	case "closes stdout":
		os.Stdout.Close()
		sleep()
	case "half a line":
		fmt.Printf(`{"jsonrpc":"2.0","id":%d,"resu`, id)
		os.Exit(0)
	case "configuration":
		fmt.Printf(`{"jsonrpc":"2.0","id":%d,"error":{"code":-32001,"message":"stage threw TypeError: x","data":{"stack":"at stage `+
			`(adapter.js:7:3)"}}}`+"\n", id)
		goOn()
	case "harness":
		fmt.Printf(`{"jsonrpc":"2.0","id":%d,"error":{"code":-32000,"message":"the device is locked"}}`+"\n", id)
		goOn()
	case "no record":
		answer(id, `{"records":[]}`)
		goOn()
	}
}

// goOn goes on as a good adapter after a request that was answered already.
func goOn() {
	misbehave("well")
	os.Exit(0)
}

// noise prints what must be fit for a terminal when it is passed through.
func noise() {
	fmt.Fprint(os.Stderr, "plain\n\x1b]0;title\x07\x1b[2Jescape\r\n\u202eright to left\n\xff\xfe\nno end of line")
}

// startChild starts a child that outlives this process unless it is killed with it, holds its standard output open,
// as a careless wrapper does, and tells its process id.
func startChild() {
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), modeVariable+"=sleeps")
	child.Stdout = os.Stdout
	if err := child.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(5)
	}
	fmt.Fprintln(os.Stderr, "child", child.Process.Pid)
}

// startDetached starts a child in a session of its own that holds nothing of this process's, as a daemon does, and a child of
// that one's, which it leaves at once; and tells the process ids.
func startDetached() {
	child := exec.Command("sh", "-c", `sleep 600 >/dev/null 2>&1 & echo "child $!"`)
	child.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	said, err := child.Output()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(5)
	}
	fmt.Fprint(os.Stderr, string(said))
}

// sleep outlasts every test.
func sleep() { time.Sleep(10 * time.Minute) }
