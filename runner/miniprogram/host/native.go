package host

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/dop251/goja"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/miniprogram/project"
	"github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/schemas/record"
)

// native makes the object through which the world sees the host:
//
//	emit(type, fields, place)   adds an event; place is where it comes from: by default the program's own code that
//	                            runs, null for nowhere, or what caller and placeOf return
//	caller(), placeOf(f)        places: of the code that runs, of a function
//	guard(f, self, args)        calls a function of the program; what it throws is recorded as uncaught
//	silently(f)                 calls f, which may read results without that counting as the program's reading
//	observe(result, call)       wraps a result so that reading it is recorded
//	log(level, values)          records what the program printed
//	serve(request)              the server's reply: {status, headers, body}, {none: true} or {error}, and role
//	noteRead(request, path, list)
//	                            notes that a stand-in was read (standin.js)
//	exploring()                 whether the server is explored; noteQuery(name) notes that a query was read
//	refuse(index)               ends the run for one of the program's problems, and returns what that is
//	flush()                     records what is held back of what is shown
//	stirs()                     how much has happened that the program may answer by showing something
//	signing(signStr)            tells the server that the API was called
//	importedTemplate(file, src) the file that a template imports
//	toBase64(bytes), fromBase64(text)
func (p *performance) native() *goja.Object {
	native := p.rt.NewObject()
	method := func(name string, f func(goja.FunctionCall) goja.Value) { must(native.Set(name, f)) }
	method("emit", p.emit)
	method("caller", func(goja.FunctionCall) goja.Value { return p.wrapPlace(p.caller()) })
	method("placeOf", func(call goja.FunctionCall) goja.Value {
		return p.wrapPlace(p.host.places.of(p.textOf(call.Argument(0))))
	})
	method("guard", p.guard)
	method("silently", p.silently)
	method("observe", func(call goja.FunctionCall) goja.Value {
		return p.observe(call.Argument(0).ToObject(p.rt), int(call.Argument(1).ToInteger()))
	})
	method("log", p.log)
	method("serve", p.serve)
	method("noteRead", p.noteRead)
	method("exploring", func(goja.FunctionCall) goja.Value { return p.rt.ToValue(p.exploring) })
	method("noteQuery", p.noteQuery)
	method("refuse", func(call goja.FunctionCall) goja.Value {
		return p.rt.ToValue(p.refuse(p.host.options.Project.Refused[call.Argument(0).ToInteger()]))
	})
	method("flush", func(goja.FunctionCall) goja.Value {
		p.flush(true)
		return goja.Undefined()
	})
	method("stirs", func(goja.FunctionCall) goja.Value { return p.rt.ToValue(p.stirs) })
	method("signing", func(call goja.FunctionCall) goja.Value {
		p.session.Signing(call.Argument(0).String())
		return goja.Undefined()
	})
	method("importedTemplate", func(call goja.FunctionCall) goja.Value {
		return p.rt.ToValue(project.ImportedTemplate(call.Argument(0).String(), call.Argument(1).String()))
	})
	method("toBase64", func(call goja.FunctionCall) goja.Value {
		data, _ := call.Argument(0).Export().([]byte)
		return p.rt.ToValue(base64.StdEncoding.EncodeToString(data))
	})
	method("fromBase64", func(call goja.FunctionCall) goja.Value {
		data, _ := base64.StdEncoding.DecodeString(call.Argument(0).String())
		array, err := p.rt.New(p.rt.Get("Uint8Array"), p.rt.ToValue(p.rt.NewArrayBuffer(data)))
		must(err)
		return array
	})
	return native
}

func (p *performance) emit(call goja.FunctionCall) goja.Value {
	eventType := record.EventType(call.Argument(0).String())
	if p.full(eventType) {
		return goja.Undefined()
	}
	if fields, ok := call.Argument(1).(*goja.Object); ok && eventType == record.Shown && p.ticking(fields, call.Argument(2)) {
		return goja.Undefined()
	}
	e := record.Event{Type: eventType, Args: []record.Value{p.fields(call.Argument(1))}}
	e.Place = p.placeGiven(call.Argument(2))
	p.add(e)
	return goja.Undefined()
}

// fields encodes the fields of an event; those that are undefined are left out, but for the options of a call.
func (p *performance) fields(value goja.Value) record.Value {
	encoded := p.encode(value)
	kept := map[string]record.Value{}
	for _, name := range encoded.Keys() {
		field, _ := encoded.Field(name)
		if field.Kind() != record.Undefined || name == "options" {
			kept[name] = field
		}
	}
	return record.Fields(kept)
}

func (p *performance) guard(call goja.FunctionCall) goja.Value {
	f, ok := goja.AssertFunction(call.Argument(0))
	if !ok {
		return goja.Undefined()
	}
	var args []goja.Value
	if list, ok := call.Argument(2).(*goja.Object); ok {
		must(p.rt.ExportTo(list, &args))
	}
	value, err := f(call.Argument(1), args...)
	var exception *goja.Exception
	if errors.As(err, &exception) {
		p.uncaught(engine.Uncaught{Value: exception.Value(), Thrown: p.vm.Thrown(exception)})
		return goja.Undefined()
	}
	must(err)
	return value
}

func (p *performance) silently(call goja.FunctionCall) goja.Value {
	p.silent++
	defer func() { p.silent-- }()
	f, _ := goja.AssertFunction(call.Argument(0))
	value, err := f(goja.Undefined())
	must(err)
	return value
}

func (p *performance) serve(call goja.FunctionCall) goja.Value {
	request := p.request(call.Argument(0))
	reply, err := p.session.Answer(request)
	if err != nil {
		if p.fault == nil {
			p.fault = err
		}
		return p.plain(server.Reply{Error: "there is no route"})
	}
	return p.plain(reply)
}

func (p *performance) noteRead(call goja.FunctionCall) goja.Value {
	explore, ok := p.session.(*server.Explore)
	if !ok {
		return goja.Undefined()
	}
	var path []string
	must(p.rt.ExportTo(call.Argument(1), &path))
	explore.NoteRead(call.Argument(0).String(), path, call.Argument(2).ToBoolean())
	return goja.Undefined()
}

// noteQuery notes what the program's own code reads of its query; what frameworks look for does not matter.
func (p *performance) noteQuery(call goja.FunctionCall) goja.Value {
	place := p.caller()
	if explore, ok := p.session.(*server.Explore); ok && p.silent == 0 && place != nil && !isLibrary(place.File) {
		explore.NoteQuery(call.Argument(0).String())
	}
	return goja.Undefined()
}

func (p *performance) request(value goja.Value) server.Request {
	o := value.ToObject(p.rt)
	request := server.Request{Method: o.Get("method").String(), URL: o.Get("url").String(), Headers: map[string]string{}}
	if headers, ok := o.Get("headers").(*goja.Object); ok {
		for _, name := range headers.Keys() {
			request.Headers[name] = headers.Get(name).String()
		}
	}
	if text := o.Get("text"); text != nil && !goja.IsUndefined(text) {
		request.Body = text.String()
	}
	if from := p.caller(); from != nil {
		request.From = fmt.Sprintf("%s:%d:%d", from.File, from.Line, from.Column)
	}
	return request
}

// parse makes a value of JSON.
func (p *performance) parse(data []byte) goja.Value {
	value, err := p.jsonParse(goja.Undefined(), p.rt.ToValue(string(data)))
	must(err)
	return value
}

func mustJSON(data any) []byte {
	encoded, err := json.Marshal(data)
	must(err)
	return encoded
}

// must panics on errors that only a mistake in this package can cause. Those of the program, such as an interrupt, go
// on through the interpreter as they are.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
