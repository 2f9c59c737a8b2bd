package host_test

import (
	"testing"

	"github.com/signspec/signspec/schemas/record"
)

func TestConsole(t *testing.T) {
	for code, want := range map[string]string{
		`console.log(new Map([['a', new Set([{ b: 1 }])]]))`:                       `log [["a",[{"b":1}]]]`,
		`console.log({ m: new Map([[1, 2]]) }, new Set('ab'))`:                     `log {"m":[[1,2]]} ["a","b"]`,
		`console.group('g', 1); console.group(); console.groupEnd()`:               `log g 1`,
		`console.groupCollapsed('c')`:                                              `log c`,
		`console.count('n')`:                                                       `log n: 1`,
		`console.time('t'); console.timeEnd('t')`:                                  `log t: 0 ms`,
		`console.timeLog('t', 'x')`:                                                `log t: 0 ms x`,
		`console.assert(true, 'no'); console.assert(0, 'wrong', 2)`:                `log wrong 2`,
		`console.countReset(); console.clear(); console.time(); console.warn('w')`: `log w`,
	} {
		got := page(`start() { `+code+` }`).perform(t, staged{}).lines(map[record.EventType][]string{record.Logged: {"text"}})
		equal(t, got, []string{want})
	}
}

func TestFiles(t *testing.T) {
	files := page(`async start() {
		const fs = my.getFileSystemManager()
		fs.writeFileSync({ filePath: 'u/a', data: 'one' })
		await fs.appendFile({ filePath: 'u/a', data: ' two' })
		console.log(fs.readFileSync({ filePath: 'u/a' }).data)
		fs.writeFile({ filePath: 'u/b', data: 'three', success: () => console.log(fs.readFileSync({ filePath: 'u/b' }).data) })
		fs.appendFileSync('u/c', 'four', 'utf8')
		fs.unlinkSync({ filePath: 'u/c' })
		fs.readFile({ filePath: 'u/c', fail: (r) => console.log(r.errorMessage) })
		fs.unzip({})
	}`)
	got := files.perform(t, staged{})
	equal(t, got.lines(map[record.EventType][]string{record.Stored: {"key", "value"}, record.Used: {"api"}}), []string{
		"store u/a one", "store u/a  two", "store u/b three", "store u/c four", "use my.getFileSystemManager().unzip",
	})
	equal(t, got.logged(), []string{"one two", "three", "no such file: u/c"})
}
