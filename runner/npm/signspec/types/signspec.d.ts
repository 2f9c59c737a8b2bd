// Written from schemas/signspec.schema.json by: go test ./runner/npm/typings -update

import type { Match, ServerFile } from './server'

import type { Baseline, Out, Report, Strict } from './target'

/** How a merchant's mini program is checked: where it starts, and what its server answers. */
export type MerchantFile = {
  /** The folder with app.json, relative to this file. */
  program?: string
  /** The page to open. */
  open: string
  /** The query that the page is opened with. */
  query?: {
    [key: string]: string | number | boolean
  }
  /** The handler that starts the flow, or the steps that do: [{tap: "#agree"}, {fire: onSign}]. */
  start: Step[] | string
  /** What the program has stored before, by key. */
  storage?: {
    [key: string]: unknown
  }
  /** The answers of APIs of the framework: {my.scan: {success: {code: "42"}}}. */
  stubs?: {
    [key: string]: Stub
  }
  /** The name or the file of a profile. */
  profile?: string
  report?: Report
  out?: Out
  strict?: Strict
  baseline?: Baseline
  /** The routes of a server that the suite plays, {proxy: url} for a real one, {start: command, ...} for one that is started with the staged platform behind it, or a module. */
  server: Route[] | {
    start: ServerFile
    base: ServerFile
    dir?: ServerFile
    env?: ServerFile
    within?: ServerFile
    portal?: ServerFile
    bound: Match
    pending?: Match
    status?: ServerFile
    unbind?: ServerFile
    notify?: ServerFile
    logs?: ServerFile
    patience?: ServerFile
  } | {
    start?: never
    /** the URL of the merchant's own server, such as http://127.0.0.1:3000 */
    proxy: string
  } | string
}

export type Step = {
  tap?: never
  /** The handler to fire. */
  fire: string
  /** What the event object holds besides its own fields. */
  with?: {
    [key: string]: unknown
  }
  input?: never
  change?: never
  value?: never
} | {
  tap?: never
  fire?: never
  with?: never
  /** The field to type value into: #id, .class or a tag. */
  input: string
  change?: never
  /** What is typed or chosen. */
  value: unknown
} | {
  tap?: never
  fire?: never
  with?: never
  input?: never
  /** The picker, switch or group that is set to value. */
  change: string
  /** What is typed or chosen. */
  value: unknown
} | {
  /** The element to tap: #id, .class or a tag. */
  tap: string
  fire?: never
  with?: never
  input?: never
  change?: never
  value?: never
}

export type Stub = {
  /** What the success callback gets. */
  success: {
    [key: string]: unknown
  }
  fail?: never
  returns?: never
} | {
  success?: never
  /** What the fail callback gets. */
  fail: {
    [key: string]: unknown
  }
  returns?: never
} | {
  success?: never
  fail?: never
  /** What the call itself returns. */
  returns: unknown
}

export type Route = {
  role: 'result'
  /** a method and a URL path, such as POST /api/sign/prepare; * matches within a segment, ** across segments. */
  request: string
  reply?: never
  /** The body of the answer where the server accepts the result. */
  accept: unknown
  /** The body of the answer where the server rejects the result. */
  reject: unknown
  /** Of a status route: whether its reply says that the signing is still pending, where the words of the reply do not tell. */
  means?: 'pending' | 'decided'
} | {
  role?: 'prepare' | 'status'
  /** a method and a URL path, such as POST /api/sign/prepare; * matches within a segment, ** across segments. */
  request: string
  /** The body of the answer; "{signStr}" in it becomes the sign string. */
  reply: unknown
  accept?: never
  reject?: never
  /** Of a status route: whether its reply says that the signing is still pending, where the words of the reply do not tell. */
  means?: 'pending' | 'decided'
}
