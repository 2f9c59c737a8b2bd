// What a TypeScript project may write, and what it may not.

import { check, SignspecError } from 'signspec'
import type { Adapter, MerchantFile, Report, Stage, Wallet, WalletFile } from 'signspec'
import { everyRule as inJest } from 'signspec/jest'
import type { Message } from 'signspec/types/protocol'
import { everyRule } from 'signspec/vitest'

const report: Report = await check({ command: 'wallet', target: ['node', 'adapter.js'], strict: true })
export const status: 0 | 1 | 2 | 3 | 4 = report.exitStatus
everyRule({ target: 'signspec.yaml' })
inJest({ target: 'signspec.yaml' })
export const failed = new SignspecError('no', { exitStatus: 3 })
// @ts-expect-error: no such option
check({ comand: 'wallet' })

export const wallet: Wallet = { name: 'Acme Wallet', version: '5.2.0' }
export const adapter: Adapter = {
  wallet,
  my: { signContract: ({ success, fail }) => (success ? success({ authState: 'a', authCode: 'b' }) : fail?.({ error: '6001', errMessage: 'no' })) },
  stage: ({ outcome, authState }: Stage) => (outcome === 'approve' ? { signStr: `${authState}` } : null),
}
// @ts-expect-error: not a documented code
export const my: Adapter['my'] = { signContract: ({ fail }) => fail?.({ error: '6003', errMessage: 'no' }) }

export const merchant: MerchantFile = {
  open: 'pages/pay/index',
  start: [{ tap: '#agree' }, { fire: 'onSign' }],
  server: [{ request: 'POST /prepare', reply: {} }, { role: 'result', request: 'POST /result', accept: {}, reject: {} }],
}
// @ts-expect-error: a result is accepted or rejected
export const result: MerchantFile = { open: 'a', start: 'b', server: [{ role: 'result', request: 'POST /result', reply: {} }] }
export const target: WalletFile = { driver: { script: 'adapter.js' } }
// @ts-expect-error: exactly one driver
export const targets: WalletFile = { driver: { script: 'adapter.js', exec: ['node', 'adapter.js'] } }

export const message: Message = { jsonrpc: '2.0', id: 1, method: 'describe', params: { entry: { kind: 'method', name: 'signContract' } } }
// @ts-expect-error: no such method
export const other: Message = { jsonrpc: '2.0', id: 1, method: 'begin', params: {} }
