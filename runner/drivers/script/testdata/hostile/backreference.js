// A regular expression that takes exponential time, in native code.
const staged = {}
export const wallet = { name: 'backreference' }
export const my = {
  signContract(options) {
    return /^(a+)+\1$/.test('a'.repeat(40) + 'b')
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
