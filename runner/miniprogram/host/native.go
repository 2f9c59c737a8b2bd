package host

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/signspec/signspec/runner/engine"
	"github.com/signspec/signspec/runner/miniprogram/project"
	"github.com/signspec/signspec/runner/miniprogram/server"
	"github.com/signspec/signspec/schemas/config"
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
//	prompts()                     how much has happened that the program may answer by showing something
//	signing(signStr)            tells the server that the API was called; what the wallet hands over, or undefined
//	importedTemplate(file, src) the file that a template imports
//	toBase64(bytes), fromBase64(text)
func (p *performance) native() engine.Value {
	native := p.vm.Object()
	method := func(name string, f func(engine.FunctionCall) engine.Value) {
		native.Method(name, 0, func(call engine.FunctionCall) (engine.Value, error) { return f(call), nil })
	}
	method("emit", p.emit)
	method("caller", func(engine.FunctionCall) engine.Value { return p.wrapPlace(p.caller()) })
	method("placeOf", func(call engine.FunctionCall) engine.Value {
		return p.wrapPlace(p.host.places.of(p.textOf(call.Argument(0))))
	})
	method("guard", p.guard)
	method("silently", p.silently)
	method("observe", func(call engine.FunctionCall) engine.Value {
		return p.observe(call.Argument(0), int(call.Argument(1).Integer()))
	})
	method("log", p.log)
	method("serve", p.serve)
	method("noteRead", p.noteRead)
	method("exploring", func(engine.FunctionCall) engine.Value { return p.vm.ToValue(p.exploring) })
	method("noteQuery", p.noteQuery)
	method("refuse", func(call engine.FunctionCall) engine.Value {
		return p.vm.ToValue(p.refuse(p.host.options.Project.Refused[call.Argument(0).Integer()]))
	})
	method("flush", func(engine.FunctionCall) engine.Value {
		p.flush(true)
		return engine.Undefined()
	})
	method("prompts", func(engine.FunctionCall) engine.Value { return p.vm.ToValue(p.prompts) })
	method("signing", func(call engine.FunctionCall) engine.Value {
		p.called = true
		hands := p.session.Signing(call.Argument(0).String())
		if hands == nil {
			return engine.Undefined()
		}
		p.hands = hands
		return p.plain(hands)
	})
	method("importedTemplate", func(call engine.FunctionCall) engine.Value {
		return p.vm.ToValue(project.ImportedTemplate(call.Argument(0).String(), call.Argument(1).String()))
	})
	method("toBase64", func(call engine.FunctionCall) engine.Value {
		return p.vm.ToValue(base64.StdEncoding.EncodeToString(call.Argument(0).Bytes()))
	})
	method("fromBase64", func(call engine.FunctionCall) engine.Value {
		data, _ := base64.StdEncoding.DecodeString(call.Argument(0).String())
		return p.vm.New(p.vm.Global().Get("Uint8Array"), p.vm.ToValue(data))
	})
	return native
}

func (p *performance) emit(call engine.FunctionCall) engine.Value {
	eventType := record.EventType(call.Argument(0).String())
	if p.full(eventType) {
		return engine.Undefined()
	}
	if fields := call.Argument(1); fields.IsObject() && eventType == record.Shown && p.ticking(fields, call.Argument(2)) {
		return engine.Undefined()
	}
	e := record.Event{Type: eventType, Args: []record.Value{p.fields(call.Argument(1))}}
	e.Place = p.placeGiven(call.Argument(2))
	p.add(e)
	return engine.Undefined()
}

// fields encodes the fields of an event; those that are undefined are left out, but for the options of a call.
func (p *performance) fields(value engine.Value) record.Value {
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

func (p *performance) guard(call engine.FunctionCall) engine.Value {
	if !call.Argument(0).IsFunction() {
		return engine.Undefined()
	}
	value, err := p.vm.Call(call.Argument(0), call.Argument(1), call.Argument(2).Items()...)
	var thrown *engine.Thrown
	if errors.As(err, &thrown) {
		p.uncaught(engine.Uncaught{Value: thrown.Value, Thrown: thrown})
		return engine.Undefined()
	}
	must(err)
	return value
}

func (p *performance) silently(call engine.FunctionCall) engine.Value {
	p.silent++
	defer func() { p.silent-- }()
	value, err := p.vm.Call(call.Argument(0), engine.Undefined())
	must(err)
	return value
}

func (p *performance) serve(call engine.FunctionCall) engine.Value {
	request := p.request(call.Argument(0))
	reply, err := p.session.Answer(request)
	if err != nil {
		var missing *config.Error
		if p.fault == nil && !(errors.As(err, &missing) && p.beside()) {
			p.fault = err
		}
		return p.plain(server.Reply{Error: "there is no route"})
	}
	return p.plain(reply)
}

// beside says whether what is asked for now has nothing to do with the flow, so that no route need answer it: on a page that the
// flow does not lead to, where a program that is hidden before it has called the API says so to those who count visits, and where
// one asks for something only because it is closed, or was launched before.
func (p *performance) beside() bool { return p.visiting || p.hidden && !p.called || p.closed }

func (p *performance) noteRead(call engine.FunctionCall) engine.Value {
	explore, ok := p.session.(*server.Explore)
	if !ok {
		return engine.Undefined()
	}
	explore.NoteRead(call.Argument(0).String(), call.Argument(1).Strings(), call.Argument(2).Boolean())
	return engine.Undefined()
}

// noteQuery notes what the program's own code reads of its query; what frameworks look for does not matter.
func (p *performance) noteQuery(call engine.FunctionCall) engine.Value {
	place := p.caller()
	if explore, ok := p.session.(*server.Explore); ok && p.silent == 0 && place != nil && !isLibrary(place.File) {
		explore.NoteQuery(call.Argument(0).String())
	}
	return engine.Undefined()
}

func (p *performance) request(o engine.Value) server.Request {
	request := server.Request{
		Method: o.Get("method").String(), URL: o.Get("url").String(), Headers: map[string]string{}, Start: p.started,
	}
	headers := o.Get("headers")
	for _, name := range headers.Keys() {
		request.Headers[name] = headers.Get(name).String()
	}
	if text := o.Get("text"); !text.IsUndefined() {
		request.Body = text.String()
	}
	if from := p.caller(); from != nil {
		request.From = fmt.Sprintf("%s:%d:%d", from.File, from.Line, from.Column)
	}
	return request
}

// parse makes a value of JSON.
func (p *performance) parse(data []byte) engine.Value {
	value, err := p.vm.ParseJSON(string(data))
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
