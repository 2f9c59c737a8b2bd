'use strict'

// line.js makes hostile text fit to be shown: what a target said must not command a terminal or a CI system.

/** The longest text that is shown of a target, in characters. */
const LONGEST = 1000

/** Text on one line that a terminal and a CI system do nothing with but show it. */
function line(text) {
  const short = text.length > LONGEST ? text.slice(0, LONGEST - 1) + '…' : text
  return short
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (char) => `\\u${char.codePointAt(0).toString(16).padStart(4, '0')}`)
    .replace(/^(\s*):(?=:)/, '$1: ')
    .replace(/##(?=\[|vso\[|teamcity\[)/gi, '# #')
}

module.exports = { line }
