// Makes every rule a test of Vitest's own run:
//
//     import { everyRule } from 'signspec/vitest'
//     everyRule({ command: 'wallet', target: 'my-wallet.adapter.js' })

import { describe, test } from 'vitest'

import { check } from './index.js'
import { suiteName, testsOf } from './tests.js'

export function everyRule(options = {}) {
  // A check that could not be carried out throws in here, which fails the file.
  describe(suiteName(options), async () => {
    for (const { title, skipped, warning, failure } of testsOf(await check(options), options.cwd)) {
      test(title, (context) => {
        if (skipped) context.skip(skipped)
        if (warning) console.warn(warning)
        if (failure) throw failure
      })
    }
  })
}
