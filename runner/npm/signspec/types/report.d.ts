// Written from schemas/report.schema.json by: go test ./runner/npm/typings -update

import type { CallRecord } from './record'

/** One run of the suite against one target, judged: report.json. */
export type Report = {
  schemaVersion: 1
  tool: {
    name: string
    version: string
  }
  /** What was checked. */
  subject: {
    kind?: 'wallet' | 'miniprogram' | 'server' | 'platform'
    name: string
    version: string
    /** The way in which the target was reached. */
    driver: string
    /** What was given on the command line: a file, a command, an address. */
    source?: string
    /** 64 hexadecimal digits: the digest of the file that was checked. */
    sha256?: string
  }
  profile: string
  plan: 'full' | 'thrifty'
  /** The label expression of the rules that were selected; absent where all were. */
  selection?: string
  /** The scenarios that were chosen; absent where the whole plan was to be performed. Such a run is never conformant. */
  only?: string[]
  /** The break that was enough, as --fail-fast has it, and what was not performed after it. Such a run is never conformant. */
  stopped?: {
    rule: string
    scenario: string
    /** Scenarios of the plan. */
    notPerformed: string[]
    /** How many scenarios beyond the plan. */
    beyond: number
  }
  /** When the run was gone on with after it had ended early, and how many records were there by then. */
  resumed?: Array<{
    at: string
    records: number
  }>
  /** What states, codes and whatever else was staged were drawn from; absent in reports of older versions. */
  seed?: string
  /** The nonce that they were drawn from in place of the seed: nothing in the run is older than that. */
  challenge?: string
  /** UTC. */
  startedAt: string
  durationMs: number
  /** Whether a broken should rule makes the run nonconformant. */
  strict: boolean
  /** How many authorisations were staged and performed. */
  authorisations: number
  verdict: 'conformant' | 'nonconformant' | 'inconclusive' | 'error'
  exitStatus: 0 | 1 | 2 | 3 | 4
  /** What kept the run from being carried out, or from being carried out in full. */
  error?: {
    kind: 'unreachable' | 'harness' | 'configuration' | 'interrupted'
    message: string
  }
  /** The digest of the rules that judged. */
  rulesDigest?: string
  baseline?: Baseline
  coverage?: Coverage
  situations?: Situations
  sequences?: Sequences
  walks?: Walks
  /** Warnings, a sentence each. */
  notes?: string[]
  /** The selected rules, in the order of the catalogue. */
  rules: Rule[]
  records: CallRecord[]
}

/** One rule as it fared. */
export type Rule = {
  id: string
  level: 'must' | 'should' | 'may'
  group: string
  title?: string
  clause?: string
  status: 'held' | 'broken' | 'untested' | 'not-applicable' | 'error'
  /** Where the rule was judged. */
  scenarios: string[]
  /** In how many scenarios beyond the plan the rule was judged as well. */
  explored?: number
  /** Where the rule should have been judged and could not be. */
  untested?: Array<{
    scenario: string
    reason: string
  }>
  /** Why the rule as a whole was not judged. */
  reason?: string
  findings: Finding[]
}

/** One rule broken in one scenario. */
export type Finding = {
  scenario: string
  /** The id of the record that shows it. */
  record?: string
  expected: string
  observed: string
  /** The number of the event of the record whose payload shows it. */
  event?: number
  /** How many explored scenarios show the same. */
  also?: number
  /** A command line that shows it again. */
  reproduce?: string
  /** The place in the target's source: a path relative to the working directory. */
  file?: string
  line?: number
  column?: number
  /** What the contract allows to be seen of the record, in order, under the profile of the run. */
  allowed?: Array<{
    type: string
    text: string
  }>
  /** Why the finding is accepted, where a baseline lists it. */
  known?: {
    reason: string
    link: string
  }
}

/** Which combinations of what a caller may do were performed beyond the plan. */
export type Coverage = {
  scenarios: number
  calls: number
  /** Pairs of documented values of two dimensions: 2-way coverage. */
  pairs: Part
  /** Values beyond the documentation, each beside documented ones. */
  beside: Part
  /** Orders of three outcomes: ordered 3-way coverage. */
  orders: Part
  /** The seed of the random scenarios. */
  seed?: number
  /** Values that the device could not build. */
  unbuildable?: string[]
}

/** Which situations were brought about for a mini program. */
export type Situations = {
  scenarios: number
  /** What the wallet answers. */
  answers: Part
  /** What the merchant's server answers. */
  server: Part
  /** What the person does. */
  person: Part
  /** When, how often and in which order the wallet answers. */
  time: Part
  /** What a start before it had ended in. */
  before?: Part
  /** Pairs of values of two of these: 2-way coverage. */
  pairs: Part
}

/** Which orders of events were brought about for a merchant's server beyond the plan. */
export type Sequences = {
  scenarios: number
  events: number
  /** How the platform answers exchanges. */
  answers: Part
  /** Each answer with each order of the events of an attempt. */
  answerOrders: Part
  /** What comes once more, and when. */
  repeats: Part
  /** What another user does meanwhile. */
  besides: Part
  /** What comes when an attempt is bound: it is unbound, cancelled, made anew. */
  endings: Part
  /** The plan's scenarios, each in what may surround it: what its user had before, or what goes on meanwhile; absent in reports of older versions. */
  settings?: Part
  /** The rules that these scenarios are there for, each in each setting; absent in reports of older versions. */
  ruleSettings?: Part
  /** In reports of older versions: families of scenarios, each with what a user had before. */
  priors?: Part
  /** Pairs of values of two of these: 2-way coverage. */
  pairs: Part
  /** Orders of three events of two users: ordered 3-way coverage. */
  orders: Part
  /** The seed of the random scenarios. */
  seed?: number
}

/** Which calls were made of an open platform beyond the plan. */
export type Walks = {
  scenarios: number
  calls: number
  authorisations: number
  /** What can be odd about each call. */
  oddities: Part
  /** What can have come before one. */
  befores: Part
  /** The rules that speak for what is odd, each with each call and what came before it: 3-way coverage. */
  kinds: Part
  /** Pairs of values of oddity, call, what came before, and client: 2-way coverage. */
  pairs: Part
  /** Pairs of how notifications are answered, their kinds, what was done before, states and clients: 2-way coverage. */
  hearing: Part
  /** The seed of the random scenarios. */
  seed?: number
}

export type Part = {
  covered: number
  of: number
}

/** What was known to be broken before the run, and what became of it. */
export type Baseline = {
  file: string
  entries: Array<{
    rule: string
    scenarios?: string[]
    reason: string
    link: string
    expires?: string
    state: 'known' | 'stale' | 'unused'
  }>
}
