// The page in the phone's WebView: a wallet that keeps the contract. The authorisation page is not one: it is a screen
// of the app, which native.open opens; native.open calls back with what became of it.

var CODES = { cancel: '6001', network: '6002', unknown: '7001', fail: '7002' }

var wallet = {
  pending: [],

  refusal: function (signStr) {
    if (typeof signStr !== 'string') return 'signStr must be a string.'
    if (signStr.trim() === '') return 'signStr must not be empty.'
  },

  sign: function (options) {
    var from = Object(options)
    var call = { signStr: from.signStr, success: from.success, fail: from.fail, complete: from.complete }
    var reason = this.refusal(call.signStr)
    if (reason) {
      setTimeout(function () { wallet.deliver(call, 'fail', { error: CODES.fail, errMessage: reason }) }, 0)
      return
    }
    native.open(call.signStr, function (result, authState, authCode) {
      if (result === 'approve') wallet.deliver(call, 'success', { authState: authState, authCode: authCode })
      else wallet.deliver(call, 'fail', { error: CODES[result], errMessage: 'The sign process ended: ' + result })
    })
  },

  deliver: function (call, type, payload) {
    this.notify(call[type], payload)
    this.notify(call.complete, payload)
  },

  notify: function (callback, payload) {
    if (typeof callback !== 'function') return
    try { callback(payload) } catch (e) { console.error('a callback threw', e) }
  },
}

var my = {
  SDKVersion: '2.8.4',
  canIUse: function (name) { return name === 'signContract' },
  signContract: function (options) { return wallet.sign(options) },
}
