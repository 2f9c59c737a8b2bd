// Written from schemas/platform.schema.json by: go test ./runner/npm/typings -update

import type { Baseline, Out, Report, Strict } from './target'

/** How a wallet's open platform is checked: where it is, for which clients, and how a user authorises. */
export type PlatformFile = {
  /** What the platform is called in reports. */
  name?: string
  /** The edition: antom, qi, ... */
  portal?: string
  report?: Report
  out?: Out
  strict?: Strict
  baseline?: Baseline
  platform: {
    /** the address of the platform, such as https://sandbox.wallet.example */
    base: string
    /** The command that starts it; without one it must run. */
    start?: string
    /** Where the command runs, relative to this file. */
    dir?: string
    /** Variables for the command; {{port}}, {{client1}}, {{key1}}, {{notify1}} and the same of client 2 stand in them, and without clients {{platformPrivateKey}}. Keys are paths of PEM files. */
    env?: {
      [key: string]: string
    }
    within?: Duration
  }
  /** One merchant, or two; without them keys are made, and handed to the command. */
  clients?: Array<{
    id: string
    /** The merchant's private key, a PKCS #8 PEM file. */
    key: string
    /** The platform's public key, a PEM file. */
    platformKey: string
  }>
  /** Fields of the first call besides those that the suite knows. */
  fields?: {
    [key: string]: unknown
  }
  /** The call by which a user approves or cancels in the sandbox. */
  authorise: {
    /** a method and a path, such as POST /sandbox/authorise */
    request: string
    headers?: {
      [key: string]: string
    }
    /** The body; {{signStr}}, the URL of the first call, and {{outcome}}, which is approve or cancel, stand in it. */
    json?: unknown
    form?: {
      [key: string]: string
    }
    code: Path
    state?: Path
  }
  /** Where the platform sends its notifications: the suite listens there. */
  notify?: {
    /** An address such as 127.0.0.1:9100, where those of the first client come, at /notify; those of a second come to the same host and a free port. */
    listen?: string
    /** How long is listened for notifications, and for those that come again: the third comes 12 minutes after the first. */
    wait?: Duration
    /** How long the platform waits before it sends a notification for the second time, where its clock is scaled; 2m as documented without it. */
    gap?: Duration
    /** How long the platform waits for the answer to a notification before it takes it for not acknowledged; without it a minute is allowed. */
    timeout?: Duration
  }
  /** How long a result in process is repeated. */
  patience?: Duration
  /** How many scenarios are performed beside each other, 16 without it; 1 where they bear on each other, as those of a sandbox with one user who has one live token. */
  atOnce?: number
  /** A folder to keep keys in that are made. */
  keys?: string
}

/** a duration, such as 500ms or 10s */
export type Duration = string

/** a path into the answer, such as $.authCode */
export type Path = string
