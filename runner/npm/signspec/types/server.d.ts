// Written from schemas/server.schema.json by: go test ./runner/npm/typings -update

import type { Baseline, Out, Report, Strict } from './target'

/** How a merchant's server is checked: how it is started, and which calls its mini program makes. */
export type ServerFile = {
  /** What the server is called in reports. */
  name?: string
  /** The edition of the open platform: antom, qi, ... */
  portal?: string
  report?: Report
  out?: Out
  strict?: Strict
  baseline?: Baseline
  /** Where the server is, and the command that starts it. */
  server: {
    /** the address of the server, such as http://127.0.0.1:{{port}} */
    base: string
    /** The command that starts it; without one it must run. */
    start?: string
    /** Where the command runs, relative to this file. */
    dir?: string
    /** Variables for the command. */
    env?: {
      [key: string]: string
    }
    /** How long it may take until it listens. */
    within?: Duration
  }
  /** How the staged platform speaks. */
  platform?: {
    scheme?: 'http' | 'https'
    /** An address such as 127.0.0.1:443; any port without it. */
    listen?: string
    clientId?: string
    /** A folder to keep keys in, for a server that is not started here. */
    keys?: string
  }
  /** The call that gives the sign string. */
  start: {
    /** a path into the answer, such as $.data.authUrl */
    signStr: string
    /** a method and a path, such as POST /api/start */
    request: string
    headers?: {
      [key: string]: string
    }
    /** The body. */
    json?: unknown
    form?: {
      [key: string]: string
    }
    bound?: Match
    pending?: Match
  }
  /** The call that takes code and state. */
  result: {
    /** a method and a path, such as POST /api/start */
    request: string
    headers?: {
      [key: string]: string
    }
    /** The body. */
    json?: unknown
    form?: {
      [key: string]: string
    }
    signStr?: Path
    bound: Match
    pending?: Match
  }
  /** The call that tells whether the user is bound. */
  status?: {
    /** a method and a path, such as POST /api/start */
    request: string
    headers?: {
      [key: string]: string
    }
    /** The body. */
    json?: unknown
    form?: {
      [key: string]: string
    }
    signStr?: Path
    bound: Match
    pending?: Match
  }
  /** The call that cancels. */
  unbind?: {
    /** a method and a path, such as POST /api/start */
    request: string
    headers?: {
      [key: string]: string
    }
    /** The body. */
    json?: unknown
    form?: {
      [key: string]: string
    }
    signStr?: Path
    bound?: Match
    pending?: Match
  }
  /** the path at which the server takes notifications, such as /notify */
  notify?: string
  /** How the server tells users apart. */
  users?: {
    /** false where the server knows no users. */
    sessions?: boolean
    /** Headers of each user; {{user}} is another for each. */
    headers?: {
      [key: string]: string
    }
    /** The headers of two users who exist. */
    each?: Array<{
      [key: string]: string
    }>
    login?: Call
  }
  /** Log files, relative to this file; what a started command prints is read as well. */
  logs?: string[]
  /** How many scenarios are performed beside each other. */
  atOnce?: number
  /** How long the server may take to settle an attempt. */
  patience?: Duration
}

/** a duration, such as 500ms or 10s */
export type Duration = string

/** a path into the answer, such as $.data.authUrl */
export type Path = string

/** How an answer looks: its status, any of 200 to 299 where none is named, and values by their paths. */
export type Match = {
  status?: number
  json?: {
    [key: string]: unknown
  }
}

/** The server behind a mini program that is checked with it: the program makes the calls, so that they are not named here. */
export type Behind = {
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
}

export type Call = {
  /** a method and a path, such as POST /api/start */
  request?: string
  headers?: {
    [key: string]: string
  }
  /** The body. */
  json?: unknown
  form?: {
    [key: string]: string
  }
  signStr?: Path
  bound?: Match
  pending?: Match
}
