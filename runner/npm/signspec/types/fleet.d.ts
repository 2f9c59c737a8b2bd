// Written from schemas/fleet.schema.json by: go test ./runner/npm/typings -update

/** Many targets that are checked at once. */
export type FleetFile = {
  /** How many targets are checked at the same time. */
  jobs?: number
  targets: Target[]
}

export type Target = {
  /** a name of letters, digits, dots, hyphens and underscores, which also names its folder */
  name: string
  /** What the command takes that reads this file: an adapter module or a target file, relative to this one. */
  target: string
  /** Further flags of that command. */
  args?: string[]
  /** Added to the capabilities of the target file's webdriver. */
  capabilities?: {
    [key: string]: unknown
  }
}
