/*
 * exchange.js: the webdriver driver's own part of host.js, for where only scripts can be run in a page. It is one
 * function that gets the page's global object, the probe, signspecHost and a name for this document. It defines the
 * global __signspec, which a page cannot replace. The driver calls it, and fetches what the page has to say by exchange:
 * a message is a text, with a number in it that counts up.
 *
 * Messages are kept until the driver says that it has them, and everything may be asked twice: an answer that was lost
 * on its way costs nothing. Whatever runs the wallet's code runs later, never from inside a script of the driver: a
 * wallet that blocks would block the driver with it.
 *
 * ECMAScript 5, for WebViews as old as they come.
 */
(function (world, probe, newHost, name) {
  'use strict';

  var messages = [], number = 0;
  var ready = null; // begins the scenario that was made ready
  var host = newHost(world, probe, function (message) {
    message.number = ++number;
    messages.push({ number: number, text: probe.stringify(message) });
  });

  // run makes a scenario ready, and the next exchange begins it: when run has returned, nothing of the wallet ran yet.
  function run(number, params, how, my, adapter) {
    ready = function () { host.run(number, params, how, my, adapter); };
  }

  // exchange drops the messages up to the number that the driver has, takes an answer where one is given, and returns
  // a list of the messages since.
  function exchange(has, id, answer) {
    if (ready) { host.later(ready); }
    ready = null;
    while (messages.length > 0 && messages[0].number <= has) { messages.shift(); }
    if (id) { host.later(function () { host.answer(id, answer); }); }
    var texts = [];
    for (var i = 0; i < messages.length; i++) { texts.push(messages[i].text); }
    return '[' + texts.join(',') + ']';
  }

  Object.defineProperty(world, '__signspec', {
    value: Object.freeze({ name: name, describe: host.describe, run: run, exchange: exchange })
  });
})
