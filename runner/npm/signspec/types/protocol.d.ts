// Written from schemas/protocol.schema.json by: go test ./runner/npm/typings -update

import type { CallRecord, Callbacks, Caller, Stage, Value } from './record'

/** One message of the adapter protocol: JSON-RPC 2.0, one message a line. The suite sends requests, the adapter answers each before the next one comes. A result is judged by the entry of $defs that its method names: describe-result, run-result, close-result. */
export type Message = {
  jsonrpc: '2.0'
  id: Id
  method: 'describe'
  params: DescribeParams
} | {
  jsonrpc: '2.0'
  id: Id
  method: 'run'
  params: RunParams
} | {
  jsonrpc: '2.0'
  id: Id
  method: 'close'
  params?: {
    [key: string]: unknown
  }
} | {
  jsonrpc: '2.0'
  method?: never
  id: Id
  result?: never
  error: MessageError
} | {
  jsonrpc: '2.0'
  method?: never
  id: Id
  result: unknown
  error?: never
}

/** null in the answer to a message whose id could not be read. */
export type Id = number | string | null

export type Request = {
  jsonrpc?: unknown
  id?: Id
  method: 'describe'
  params: DescribeParams
} | {
  jsonrpc?: unknown
  id?: Id
  method: 'run'
  params: RunParams
} | {
  jsonrpc?: unknown
  id?: Id
  method: 'close'
  params?: {
    [key: string]: unknown
  }
}

export type Response = {
  jsonrpc?: unknown
  id?: Id
  result?: never
  error: MessageError
} | {
  jsonrpc?: unknown
  id?: Id
  result: unknown
  error?: never
}

export type DescribeParams = {
  entry: Entry
}

export type DescribeResult = {
  name: string
  version?: string
  /** What typeof found at the entry point: {"$type":"function"} when it is there, {"$type":"undefined"} when not. */
  entry: Value
  /** my.SDKVersion; absent where it is not exposed. */
  sdkVersion?: Value
  /** What my.canIUse of the entry's name returned; absent where it is not exposed. */
  canIUse?: Value
  /** The clock of the adapter; real where it is missing. */
  time?: 'virtual' | 'real'
  /** What the adapter cannot observe: return-order, frozen, promise, opened. The rules that rest on it are untested. */
  blind?: string[]
  [key: string]: unknown
}

export type RunParams = {
  scenario: Scenario
  entry: Entry
  /** How long to wait for a call to settle, in milliseconds of the adapter's time. */
  settleMs: number
  /** How long to wait after that for whatever else the call does. */
  quietMs: number
  /** How long to look after the last call for what still comes for any call; quietMs where it is missing. */
  restMs?: number
}

/** A record for each call of the scenario, in order; or none, and why the scenario could not be staged. The events of a record are of the types return, throw, success, fail, complete, resolve, reject, uncaught and opened. */
export type RunResult = {
  records: CallRecord[]
  untested?: string
  [key: string]: unknown
}

export type CloseResult = null

export type MessageError = {
  /** -32001: the adapter itself is wrong, such as a stage that throws; -32000: anything else that kept the scenario from being performed; the others are JSON-RPC's. */
  code: number
  message: string
  /** May hold {stack}: where it happened in the vendor's own code. */
  data?: unknown
}

/** How the API is reached: my.<name>(options) or my.call('<name>', options). */
export type Entry = {
  kind: 'method' | 'call'
  name: string
}

export type Scenario = {
  name: string
  /** Each call is made without waiting for the one before. */
  overlap?: boolean
  calls: Call[]
}

export type Call = {
  /** The scenario, #, and the number of the call in it, from 1. */
  id: string
  /** What to arrange right before the call. */
  stage?: Stage
  /** What to pass, without the callbacks; undefined means no argument at all. */
  args: Value
  /** The parameter to set to the string that staging answered. */
  fill?: string
  /** Which callbacks to pass. */
  callbacks: Callbacks
  /** Which of them throw after they were recorded. */
  throws?: Callbacks
  /** Freeze the options object. */
  frozen?: boolean
  /** How to make the call, where that is not the plainest way. */
  caller?: Caller
  /** Attach handlers to a returned promise. */
  watch?: boolean
}
