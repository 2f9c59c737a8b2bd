// Written from schemas/baseline.schema.json by: go test ./runner/npm/typings -update

/** Breaks that are known and, for now, accepted. */
export type BaselineFile = {
  known: Entry[]
}

export type Entry = {
  /** The id of the rule that is broken. */
  rule: string
  /** Names of scenarios, or beginnings of names followed by *; all scenarios where it is missing. */
  scenarios?: string[]
  /** Why the break is accepted. */
  reason: string
  /** Where it is tracked. */
  link: string
  /** a day such as 2027-03-31, after which the entry is refused */
  expires?: string
}
