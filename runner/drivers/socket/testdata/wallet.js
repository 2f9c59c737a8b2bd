// A correct wallet whose sign strings say how the authorisation ends: the outcome, the state, and a number. It tells
// signed(signStr) of every authorisation that it makes, where there is such a function.
function createWallet(signed) {
  var codes = { cancel: '6001', network: '6002', unknown: '7001', fail: '7002' };
  var serial = 0;

  function notify(callback, payload) {
    if (typeof callback !== 'function') { return; }
    try { callback(payload); } catch (e) { setTimeout(function () { throw e; }, 0); }
  }

  function query(signStr) {
    var found = {};
    signStr.replace(/[?&]([^=]+)=([^&]*)/g, function (all, name, value) { found[name] = decodeURIComponent(value); });
    return found;
  }

  return {
    SDKVersion: '2.8.4',
    canIUse: function (name) { return name === 'signContract'; },
    signContract: function (options) {
      var o = Object(options), signStr = o.signStr, success = o.success, fail = o.fail, complete = o.complete;
      function end(payload) {
        setTimeout(function () {
          notify(payload.error ? fail : success, payload);
          notify(complete, payload);
        }, 1);
      }
      if (typeof signStr !== 'string' || signStr.trim() === '') { return end({ error: '7002', errMessage: 'no sign string' }); }
      var wish = query(signStr);
      if (signed) { signed(signStr); }
      if (wish.outcome !== 'approve') { return end({ error: codes[wish.outcome], errMessage: 'it ended in ' + wish.outcome }); }
      end({ authState: wish.state, authCode: 'code' + (1e15 + ++serial) });
    }
  };
}
