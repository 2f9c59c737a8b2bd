// Written from schemas/failure.schema.json by: go test ./runner/npm/typings -update

/** What the fail callback gets. Each entry of $defs says one rule, is named after it, and judges nothing else. */
export type Failure = {
  error: '6001' | '6002' | '7001' | '7002'
  errMessage: string
  authCode?: '' | null
  [key: string]: unknown
}
