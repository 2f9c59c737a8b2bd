// What an adapter module exports: functions, which no JSON Schema can say. What they get and give is from the schemas.

import type { Failure } from './types/failure'
import type { DescribeResult } from './types/protocol'
import type { Stage } from './types/record'
import type { Success } from './types/success'

export type { Stage }

/** Who the wallet is, for the reports: export const wallet. */
export type Wallet = Pick<DescribeResult, 'name' | 'version'>

/** What the user and the network do in one call. */
export type Outcome = Stage['outcome']

/** What stage answers: the string to sign, or the one that it was asked for where it names none. */
export type Staged = { signStr?: string }

/** What a caller passes to signContract. */
export type SignContractOptions = {
  signStr: string
  success?: (result: Success) => unknown
  fail?: (result: Failure) => unknown
  complete?: (result: Success | Failure) => unknown
}

/** The code under test: export const my. */
export type My = {
  SDKVersion?: string
  canIUse?: (name: string) => boolean
  signContract?: (options: SignContractOptions) => unknown
  call?: (name: string, options: SignContractOptions) => unknown
}

/** An adapter module as a whole. */
export type Adapter = {
  wallet?: Wallet
  my: My
  /** Arranges that the next authorisation ends in an outcome; null where that cannot be staged here. */
  stage: (wish: Stage) => Staged | null | Promise<Staged | null>
  /** The strings that the authorisation page was opened with. */
  opened?: () => string[]
}
