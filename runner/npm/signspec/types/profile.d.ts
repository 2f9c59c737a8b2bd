// Written from schemas/profile.schema.json by: go test ./runner/npm/typings -update

/** One wallet portal's edition of the contract, as data. */
export type ProfileFile = {
  /** Lower case letters, digits and hyphens. */
  name: string
  title?: string
  /** The built-in profile that this one is a merge patch (RFC 7396) of. */
  extends: string
  /** method: my.<name>(options); call: my.call('<name>', options). */
  entry?: {
    kind?: 'method' | 'call'
    name?: string
  }
  /** The name of the option that holds the sign string. */
  parameter?: string
  /** Other names of that option that the vendor uses; a mini program may use any of them. */
  aliases?: string[]
  /** Whether an authState comes back on success. */
  state?: boolean
  /** The server API that the sign string comes from. */
  signString?: 'consult' | 'prepare'
  requirements?: Array<{
    host: string
    version?: string
    permission?: boolean
  }>
  /** The code that each failing outcome is reported with. */
  codes?: {
    cancel?: Code
    network?: Code
    unknown?: Code
    fail?: Code
  }
  /** Codes that are accepted although the documentation does not list them. */
  tolerated?: Code[]
  /** The names of the fields of a failure, the documented one first. */
  failure?: {
    code?: Names
    message?: Names
  }
  /** Rules that this edition does not have, each with the reason as a sentence. */
  notApplicable?: {
    [key: string]: string
  }
  /** JSON merge patches (RFC 7396) of the schema documents. */
  patch?: {
    'parameters.schema.json'?: {
      [key: string]: unknown
    }
    'success.schema.json'?: {
      [key: string]: unknown
    }
    'failure.schema.json'?: {
      [key: string]: unknown
    }
  }
} | {
  /** Lower case letters, digits and hyphens. */
  name: string
  title: string
  extends?: never
  /** method: my.<name>(options); call: my.call('<name>', options). */
  entry: {
    kind: 'method' | 'call'
    name: string
  }
  /** The name of the option that holds the sign string. */
  parameter: string
  /** Other names of that option that the vendor uses; a mini program may use any of them. */
  aliases?: string[]
  /** Whether an authState comes back on success. */
  state: boolean
  /** The server API that the sign string comes from. */
  signString: 'consult' | 'prepare'
  requirements?: Array<{
    host: string
    version?: string
    permission?: boolean
  }>
  /** The code that each failing outcome is reported with. */
  codes: {
    cancel: Code
    network: Code
    unknown: Code
    fail: Code
  }
  /** Codes that are accepted although the documentation does not list them. */
  tolerated?: Code[]
  /** The names of the fields of a failure, the documented one first. */
  failure: {
    code: Names
    message: Names
  }
  /** Rules that this edition does not have, each with the reason as a sentence. */
  notApplicable?: {
    [key: string]: string
  }
  /** JSON merge patches (RFC 7396) of the schema documents. */
  patch?: {
    'parameters.schema.json'?: {
      [key: string]: unknown
    }
    'success.schema.json'?: {
      [key: string]: unknown
    }
    'failure.schema.json'?: {
      [key: string]: unknown
    }
  }
}

export type Code = string

export type Names = string[]
