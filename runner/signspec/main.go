// Command signspec checks implementations and users of the mini program JSAPI my.signContract.
//
// Exit status: 0 conformant, 1 nonconformant, 2 usage or configuration error, 3 the target could not be reached or
// the harness failed, 4 inconclusive.
package main

import (
	"context"
	"os"
)

func main() {
	collectBySize()
	ctx, stop := untilSignal(context.Background())
	status := execute(ctx, environment{
		args: os.Args[1:], stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv,
	})
	stop()
	os.Exit(status)
}
