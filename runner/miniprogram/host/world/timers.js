// timers: which timers of the program are under way, so that nobody waits for a page that only ticks.
(function (native, world) {
  'use strict';
  const setOnce = setTimeout, clearOnce = clearTimeout, setEvery = setInterval, clearEvery = clearInterval;
  // pending are the timers of the program and of this world, each with its delay and whether it ticked before the flow
  // was started: an interval does, and so does a timer that sets itself again with the same delay.
  const pending = new Map();
  let flow = false, running;
  // What this world does within a few frames, such as drawing, is never waited for.
  const FRAMES_MS = 50;

  world.begun = () => { flow = true; };

  // rested says whether there are only timers that ticked before, and that so fast that they cost a lot; it is asked
  // every five seconds.
  const FAST = 25;
  let turns = 0;
  world.rested = () => {
    const ticks = turns;
    turns = 0;
    for (const timer of pending.values()) if (!timer.old) return false;
    return ticks >= FAST && pending.size > 0;
  };

  function note(timer, delay, every) {
    const again = running !== undefined && running.delay === delay;
    pending.set(timer, { delay, every, old: flow ? again && running.old : every || again });
  }

  const replace = (name, f) => Object.defineProperty(globalThis, name, { value: f, writable: true, configurable: true, enumerable: false });

  function turn(timer, f, values) {
    const before = running;
    turns++;
    running = pending.get(timer);
    if (running && !running.every) pending.delete(timer);
    try {
      return f.apply(undefined, values);
    } finally {
      running = before;
    }
  }

  const timed = (set, every) => (f, delay, ...values) => {
    if (typeof f !== 'function') return set(f, delay, ...values);
    const timer = set(() => turn(timer, f, values), delay);
    note(timer, Number(delay) || 0, every);
    return timer;
  };
  const cleared = (clear) => (timer) => {
    pending.delete(timer);
    clear(timer);
  };

  replace('setTimeout', timed(setOnce, false));
  replace('setInterval', timed(setEvery, true));
  replace('clearTimeout', cleared(clearOnce));
  replace('clearInterval', cleared(clearEvery));

  // What this world itself waits for is always part of what is under way.
  world.timer = (f, ms) => {
    const timer = setOnce(() => {
      pending.delete(timer);
      f();
    }, ms);
    if (ms > FRAMES_MS) pending.set(timer, { delay: ms, every: false, old: false });
    return timer;
  };
  world.cancelTimer = cleared(clearOnce);

  // owe runs f after a long time, which is not waited for where nothing else is under way; hurry runs it then, and says
  // whether there was anything.
  let owed;
  world.owe = (f, ms) => {
    const timer = setOnce(() => {
      owed = undefined;
      f();
    }, ms);
    owed = { f, timer };
  };
  world.hurry = () => {
    if (owed === undefined) return false;
    const { f, timer } = owed;
    owed = undefined;
    clearOnce(timer);
    f();
    return true;
  };
})
