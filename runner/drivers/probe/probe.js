/*
 * probe.js: the one observer. It performs the calls of a scenario on a wallet's `my` and returns a record of each.
 *
 * It runs unchanged wherever a wallet runs: the embedded engine, Node, a browser page, a WebDriver script, a mini
 * program's worker. Therefore: ECMAScript 5, no eval, no dependencies, no window, and calls that are given as data.
 * The wallet shares its world and may be broken or hostile, so whatever the probe needs of the language is taken
 * while it loads, and nothing is read from an object that the wallet gave without being ready for a throw.
 *
 *   describe(my, entry)     what stands at the entry point: { entry, sdkVersion?, canIUse? }, as tagged JSON
 *   run(params, env, done)  performs params = { scenario, entry, settleMs, quietMs, restMs? } and calls
 *                           done({ records }) or done({ records: [], untested }) or done({ error: { code, message } })
 *   stringify(value)        JSON of any of these, whatever the wallet did to JSON and to toJSON; use it to send them
 *   realTime(timers)        { now, wait, poke } for a host with setTimeout
 *   register(makers)        adds what makes the values that need a later syntax than the probe has; see values.js
 *
 * This file is its outline: "include" lines stand for the files beside it, which drivers.Probe holds in their place.
 *
 * A record is open until its scenario ends: what arrives for an earlier call is noted in the record of that call.
 *
 * env, made by the host:
 *   my, stage               the wallet and the vendor's stage function
 *   opened()                optional: strings the authorisation page was opened with, all so far or the new ones
 *   now()                   milliseconds, virtual or real
 *   wait(ms, isDone, cb, how)
 *                           lets the world run until isDone(), for at most ms, then calls cb('done' | 'deadline' | 'idle');
 *                           'idle' means that nothing is left that could ever run. wait itself returns at once:
 *                           promise jobs run only when the stack is empty, so the world runs from the host's own loop.
 *                           how is 'calm' where nothing is awaited any more and a virtual clock may look less often at
 *                           what goes on and on, and 'sleep' where ms are to pass although nothing may be left to run
 *   poke()                  optional: called whenever isDone() may have changed
 *   onUncaught(report)      optional: the host calls report(error, 'exception' | 'rejection') for what nobody caught
 *   console()               optional: the lines that were printed since it was last called
 */
var signspecProbe = (function () {
  'use strict';

  // Keep a reference to this object where a wallet could replace the global of this name.

  // include language.js: what the probe needs of the language, taken before a wallet can change it
  // include limits.js: what a record may hold, how long the probe waits, and what it tells others by
  // include encode.js: values as data: the tagged JSON of schemas/record
  // include thrown.js: what was thrown, as data and in words
  // include decode.js: data as values: what a call passes
  // include stringify.js: JSON of data, whatever became of JSON
  // include entry.js: what stands at the entry point
  // include scenario.js: performing a scenario, from its start to its answer
  // include turns.js: when each call of a scenario is made
  // include stage.js: staging: asking the adapter for what a call wishes
  // include caller.js: the kinds of functions and options that a caller may pass
  // include call.js: one call: what it passes, and its record
  // include callback.js: what hears a call: the callbacks, and a promise
  // include event.js: what is noted in a record
  // include settle.js: waiting for what a call still does, and closing its record
  // include changes.js: what the wallet did to the options it was given
  // include uncaught.js: what nobody caught, and whose it is
  // include opened.js: the pages that were opened, and whose they are
  // include clock.js: a host with a real clock

  return freeze({ describe: describe, run: run, stringify: stringify, realTime: realTime, register: register });
})();

if (typeof module === 'object' && module && module.exports) { module.exports = signspecProbe; }
