// Prints how many microseconds of a core the recorder adds to a call, its two callbacks included: node bench.js CALLS
'use strict';
var record = require('./recorder.js');

function container() {
  return { signContract: function (options) { options.success({ authState: 's', authCode: 'c' }); options.complete({ authState: 's', authCode: 'c' }); } };
}

function measure(my, calls) {
  var before = process.cpuUsage();
  for (var i = 0; i < calls; i++) { my.signContract({ signStr: 'https://wallet.example/', success: function () {}, fail: function () {}, complete: function () {} }); }
  var used = process.cpuUsage(before);
  return (used.user + used.system) / calls;
}

var calls = Number(process.argv[2]), plain = container(), recorded = container();
record({ my: recorded, url: 'https://merchant.example/' });
measure(plain, calls); measure(recorded, calls);
console.log((measure(recorded, calls) - measure(plain, calls)).toFixed(2));
process.exit();
