// Written from schemas/record.schema.json by: go test ./runner/npm/typings -update

/** Everything observed of one call, and nothing judged. */
export type CallRecord = {
  /** The scenario, #, and the number of the call in it, from 1. */
  id: string
  /** The permanent name of the scenario, such as approve/all-callbacks. */
  scenario: string
  /** The entry point: my.signContract or my.call('signContract'). */
  api: string
  /** The options object without its callbacks; undefined where there was no argument at all. */
  args: Value
  /** Which callbacks were passed. */
  callbacks: Callbacks
  /** Which callbacks throw when they are called. */
  throws?: Callbacks
  /** Whether the options object was frozen. */
  frozen?: boolean
  /** Whether handlers were attached to a returned promise. */
  watched?: boolean
  /** Whether the calls of the scenario were made without waiting for one another. */
  overlap?: boolean
  caller?: Caller
  stage?: Stage
  /** Milliseconds since the scenario began. */
  startedAt?: number
  /** What was seen, in order. */
  events: CallRecordEvent[]
  /** The keys of the options object that differ after the call, with their value then. */
  changed?: {
    [key: string]: Value
  }
  /** What the target printed, a line an entry. */
  console?: string[]
  /** settled: an outcome came, and the time to wait for more is over; idle: nothing is left that could ever call back; deadline: nothing came in time; crashed: the target died or had to be killed. */
  end: 'settled' | 'idle' | 'deadline' | 'crashed'
  /** Why, where end alone does not say it. */
  reason?: string
  /** The number of the start of the target within the run. */
  instance?: number
}

export type Callbacks = Array<'success' | 'fail' | 'complete'>

/** How the call was made, where that was not the plainest way. */
export type Caller = {
  /** The kind of the callbacks; mixed: each of another kind; reused: those of an earlier call; shared: one function for all. */
  function?: 'arrow' | 'async' | 'bound' | 'method' | 'static' | 'instance-method' | 'generator' | 'native' | 'two-parameters' | 'proxy-function' | 'mixed' | 'reused' | 'shared'
  /** What they do besides being called; pending: they return a promise that stays pending. */
  does?: 'pending' | 'returns-false' | 'throws-error' | 'throws-string' | 'throws-null' | 'rejects' | 'removes-itself'
  /** What stands in the place of the callbacks that are not passed. */
  others?: 'undefined' | 'null' | 'text' | 'number' | 'object'
  /** The kind of the options object; same-object: that of the call before; changed-after: its sign string is changed right after the call. */
  options?: 'class-instance' | 'inherited-callbacks' | 'getters' | 'null-prototype' | 'sealed' | 'extra-keys' | 'symbol-keys' | 'proxy-options' | 'same-object' | 'changed-after'
  /** When it is made: once the call before is complete, 6 minutes or 2 hours after it, without waiting for it, from within its callback. */
  relation?: 'once' | 'later' | 'hours' | 'overlap' | 'within'
}

/** What was arranged for the authorisation. */
export type Stage = {
  outcome: 'approve' | 'cancel' | 'network' | 'unknown' | 'fail'
  authState?: string
  signStr?: string
  /** The code that the staged wallet hands to a mini program. */
  authCode?: Value
  /** The number of the start of a mini program that this was arranged for, where others came before it. */
  start?: number
}

export type CallRecordEvent = {
  /** Milliseconds since the call, in the target's own time. */
  at: number
  /** The first line: of a wallet, or of both; the next two: of a mini program; the last: of an attempt. The others have one object as argument. */
  type: 'return' | 'throw' | 'success' | 'fail' | 'complete' | 'resolve' | 'reject' | 'uncaught' | 'opened' | 'start' | 'call' | 'deliver' | 'read' | 'request' | 'reply' | 'show' | 'hide' | 'store' | 'log' | 'share' | 'navigate' | 'page' | 'use' | 'available' | 'launch' | 'sent' | 'told' | 'consulted' | 'applied' | 'cancelled' | 'answered' | 'notified' | 'acknowledged' | 'strayed'
  args: Value[]
  place?: Place
}

/** Where in the target's source the event came from. */
export type Place = {
  /** Relative to the folder of the target. */
  file: string
  line: number
  column?: number
}

/** A JavaScript value: JSON as it is, a secret by its mask, anything else by a tag. */
export type Value = Masked | Tagged | null | boolean | number | string | Value[] | {
  [key: string]: Value
}

/** What remains of a secret. */
export type Masked = {
  $masked: {
    /** In Unicode code points. */
    length: number
    /** 64 hexadecimal digits: HMAC-SHA-256 under a key that lived as long as the run. */
    hmac: string
    /** The kind of the secret where it was not a string. */
    type?: 'number' | 'bigint'
  }
}

/** What JSON cannot hold. */
export type Tagged = {
  $type: 'string'
  length: number
  head: string
} | {
  $type: 'function' | 'bigint' | 'date' | 'unreadable'
  value?: string
} | {
  $type: 'object' | 'error'
  value?: {
    [key: string]: Value
  }
} | {
  $type: 'undefined' | 'symbol' | 'nan' | 'infinity' | '-infinity' | 'promise' | 'circular' | 'truncated'
}
