import type { Report } from './types/report'

export type { BaselineFile } from './types/baseline'
export type { FleetFile } from './types/fleet'
export type { PlatformFile } from './types/platform'
export type { ServerFile } from './types/server'
export type { MerchantFile } from './types/signspec'
export type { WalletFile } from './types/target'
export type { Finding, Report, Rule } from './types/report'
export type { CallRecord } from './types/record'
export type { Adapter, My, Outcome, SignContractOptions, Stage, Staged, Wallet } from './adapter'

/** What is checked, and how. An option that is missing is as for the command of the same name. */
export interface CheckOptions {
  /** Whose side is checked; merchant, a mini program, where it is missing. */
  command?: 'merchant' | 'wallet' | 'server' | 'platform'
  /** The module, folder or file of the target, or the words of the command of an adapter process: ['node', 'adapter.js']. */
  target?: string | string[]
  /** The edition of the contract: its name, or a YAML file. */
  profile?: string
  /** How much is performed of a wallet's plan. */
  plan?: 'full' | 'thrifty'
  /** Only these rules: an expression such as 'must && !failure'. */
  rules?: string
  /** Judge only these scenarios. */
  scenarios?: string[]
  /** Draw what is staged from this, so that a run can be made again. */
  seed?: string
  /** A file of known breaks, which do not fail the run. */
  baseline?: string
  /** A broken should rule makes the run nonconformant. */
  strict?: boolean
  /** Further reports to write, such as ['junit', 'html']. */
  reports?: string[]
  /** The folder for the reports; one that is removed at the end where it is missing. */
  out?: string
  /** Further arguments of the command line, such as ['--settle', '10s']. */
  args?: string[]
  /** The folder that paths are relative to; the working directory where it is missing. */
  cwd?: string
  /** The environment of the command; that of this process where it is missing. */
  env?: { [name: string]: string | undefined }
  /** Show what the command prints, such as what a person is to do. */
  print?: boolean
  /** Ends the check early: it then rejects with the signal's reason. */
  signal?: AbortSignal
}

/**
 * Checks a target and resolves to its report, whatever the verdict: report.verdict is conformant, nonconformant or
 * inconclusive, and report.exitStatus 0, 1 or 4. Rejects with a SignspecError where the target was not judged.
 */
export declare function check(options?: CheckOptions): Promise<Report>

/** The same for where nothing can be waited for. */
export declare function checkSync(options?: Omit<CheckOptions, 'signal'>): Report

/** A target was not judged: its configuration is wrong, it could not be reached, or the command did not come to its end. */
export declare class SignspecError extends Error {
  constructor(message: string, details?: { exitStatus?: number | null; report?: Report })
  /** 2: usage or configuration; 3: unreachable, or the harness failed; null: the command was not started, or was killed. */
  readonly exitStatus: number | null
  /** What there is of the report. */
  readonly report?: Report
}
