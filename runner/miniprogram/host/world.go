package host

import (
	"embed"
	"fmt"
	"sync"

	"github.com/signspec/signspec/runner/engine"
)

//go:embed world/*.js
var worldFiles embed.FS

// worldOrder is the order in which the files of the world run: each uses what the ones before it have put there.
var worldOrder = []string{
	"timers", "core", "launches", "value", "element", "view", "select", "style", "owner", "relations", "component", "channel", "page",
	"events", "system", "navigation", "ui", "queries", "storage", "files", "standin", "network", "wallet", "known", "my", "stubs", "flow",
	"globals",
}

// worldPrograms returns the compiled files of the world, compiled once for the process.
var worldPrograms = sync.OnceValue(func() []*engine.Program {
	var programs []*engine.Program
	for _, name := range worldOrder {
		file := "world/" + name + ".js"
		script, err := worldFiles.ReadFile(file)
		if err != nil {
			panic(fmt.Sprintf("%s is not embedded: %v", file, err))
		}
		program, err := engine.Compile(engine.Internal+file, string(script))
		if err != nil {
			panic(err)
		}
		programs = append(programs, program)
	}
	return programs
})

// Warm compiles what does not depend on the program, so that it is ready when the program is.
func Warm() { worldPrograms() }
