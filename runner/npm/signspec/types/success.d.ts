// Written from schemas/success.schema.json by: go test ./runner/npm/typings -update

/** What the success callback gets. Each entry of $defs says one rule, is named after it, and judges nothing else. */
export type Success = {
  authState: string
  authCode: string
  error?: null
  errMessage?: null
  [key: string]: unknown
}
