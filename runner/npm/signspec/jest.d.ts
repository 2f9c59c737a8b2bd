import type { CheckOptions } from './index'

/** Checks the target and makes every rule a test: held passes, broken fails, untested is skipped with the reason. */
export declare function everyRule(options?: Omit<CheckOptions, 'signal'>): void
