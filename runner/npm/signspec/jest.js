'use strict'

// Makes every rule a test of Jest's own run:
//
//     const { everyRule } = require('signspec/jest')
//     everyRule({ command: 'wallet', target: 'my-wallet.adapter.js' })

const { describe, test } = require('@jest/globals') // Jest's own, which is there without being installed

const { checkSync } = require('./index.js')
const { suiteName, testsOf } = require('./tests.js')

function everyRule(options = {}) {
  // Jest takes no tests later than this, hence the waiting. A check that could not be carried out throws, which fails the file.
  const report = checkSync(options)
  describe(suiteName(options), () => {
    for (const { title, skipped, warning, failure } of testsOf(report, options.cwd)) {
      if (skipped) {
        test.skip(`${title} [${skipped}]`, () => {})
        continue
      }
      test(title, () => {
        if (warning) console.warn(warning)
        if (failure) throw failure
      })
    }
  })
}

module.exports = { everyRule }
