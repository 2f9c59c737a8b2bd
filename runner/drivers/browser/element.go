package browser

import (
	"context"
	"errors"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// isolated is the name of the world that elements are looked for in: it sees the page's elements and nothing of its
// scripts, which cannot get in the way.
const isolated = "signspec"

// element is an element of a page, and where its middle is in the page's view.
type element struct {
	session cdp.Session
	object  runtime.RemoteObjectID
	x, y    float64
}

// The reasons why an element cannot be used yet.
var (
	errNowhere = errors.New("no element matches")
	errHidden  = errors.New("the element cannot be seen")
	errCovered = errors.New("something lies over the element")
)

// find looks for an element once. The error says why there is none that can be used.
func (h *hand) find(ctx context.Context, session cdp.Session, selector string, press bool) (element, error) {
	frames, err := h.frames(ctx, session)
	if err != nil {
		return element{}, err
	}
	why := errNowhere
	for _, frame := range frames {
		e, err := inFrame(ctx, session, frame.id, selector, press)
		if err == nil {
			return e, nil
		}
		var wrong *thrownError
		if errors.As(err, &wrong) {
			return element{}, fmt.Errorf("%q is no selector: %w", selector, err)
		}
		if errors.Is(err, errHidden) || errors.Is(err, errCovered) {
			why = err
		}
	}
	return element{}, why
}

// inFrame looks for an element in one frame.
func inFrame(ctx context.Context, session cdp.Session, frame cdp.FrameID, selector string, press bool) (element, error) {
	world, err := cdp.Call(ctx, session, cdppage.CreateIsolatedWorld, cdppage.CreateIsolatedWorldParams{FrameID: frame, WorldName: isolated})
	if err != nil {
		return element{}, err
	}
	answer, err := cdp.Call(ctx, session, runtime.Evaluate, runtime.EvaluateParams{
		Expression: called("return document.querySelector(arguments[0])", selector),
		ContextID:  world.ExecutionContextID,
	})
	switch {
	case err != nil:
		return element{}, err
	case answer.ExceptionDetails != nil:
		return element{}, &thrownError{answer.ExceptionDetails}
	case answer.Result.ObjectID == "":
		return element{}, errNowhere
	}
	e := element{session: session, object: answer.Result.ObjectID}
	if err := e.place(ctx); err != nil {
		return element{}, err
	}
	if press {
		err = e.uncovered(ctx, frame)
	}
	return e, err
}

// place brings the element into view and finds its middle.
func (e *element) place(ctx context.Context) error {
	if err := e.call(ctx, "function () { this.scrollIntoView({ block: 'center', inline: 'center' }) }", nil); err != nil {
		return err
	}
	quads, err := cdp.Call(ctx, e.session, dom.GetContentQuads, dom.GetContentQuadsParams{ObjectID: e.object})
	if err != nil || len(quads.Quads) == 0 || len(quads.Quads[0]) != 8 {
		return errHidden // the browser says "Could not compute content quads"
	}
	q := quads.Quads[0]
	e.x, e.y = (q[0]+q[2]+q[4]+q[6])/4, (q[1]+q[3]+q[5]+q[7])/4
	if q[0] == q[4] || q[1] == q[5] {
		return errHidden
	}
	return nil
}

// uncovered asks what a finger would meet at the middle of the element: in its frame the element itself, and in the
// whole page that frame.
func (e *element) uncovered(ctx context.Context, frame cdp.FrameID) error {
	var meets bool
	err := e.call(ctx, `function () {
		var box = this.getBoundingClientRect();
		var top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
		return !!top && (this.contains(top) || top.contains(this));
	}`, &meets)
	if err != nil {
		return err
	}
	if !meets {
		return errCovered
	}
	if err := e.session.Call(ctx, "DOM.enable", cdp.Empty{}, nil); err != nil {
		return err
	}
	view, err := cdp.Call(ctx, e.session, cdppage.GetLayoutMetrics, cdp.Empty{})
	if err != nil {
		return err
	}
	at, err := cdp.Call(ctx, e.session, dom.GetNodeForLocation, dom.GetNodeForLocationParams{
		X: int64(e.x + view.CSSVisualViewport.PageX), Y: int64(e.y + view.CSSVisualViewport.PageY), // counted from the document's top
	})
	if err != nil || at.FrameID != frame {
		return errCovered
	}
	return nil
}

// call calls a function on the element.
func (e *element) call(ctx context.Context, function string, value any) error {
	byValue := true
	answer, err := cdp.Call(ctx, e.session, runtime.CallFunctionOn, runtime.CallFunctionOnParams{
		FunctionDeclaration: function, ObjectID: e.object, ReturnByValue: &byValue,
	})
	if err != nil {
		return err
	}
	return decodeValue(answer.ExceptionDetails, answer.Result, value)
}
