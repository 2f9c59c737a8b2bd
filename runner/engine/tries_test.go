package engine_test

import (
	"slices"
	"testing"
)

// A catch does not catch what its own finally throws, and the finally runs once.
func TestAFinallyThatThrowsIsNotCaughtByItsCatch(t *testing.T) {
	for name, script := range map[string]string{
		"a function": `function f() { try { console.log("try") } catch (e) { console.log("catch") } finally { console.log("finally"); throw new Error("out") } }
			try { f() } catch (e) { console.log(e.message) }`,
		"an async function": `(async function () { try { console.log("try") } catch (e) { console.log("catch") } finally { console.log("finally"); throw new Error("out") } })()
			.catch(function (e) { console.log(e.message) })`,
		"inside another": `try { [1].forEach(() => { try { console.log("try") } catch (e) { console.log("catch") } finally { console.log("finally"); throw new Error("out") } }) }
			catch (e) { console.log(e.message) } finally { }`,
	} {
		if got, want := perform(t, script).lines, []string{"try", "finally", "out"}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	script := `function f() { try { throw new Error("in") } catch (e) { return e.message } finally { console.log("finally") } } console.log(f())`
	if got, want := perform(t, script).lines, []string{"finally", "in"}; !slices.Equal(got, want) {
		t.Errorf("a catch that returns: %q, want %q", got, want)
	}
}
