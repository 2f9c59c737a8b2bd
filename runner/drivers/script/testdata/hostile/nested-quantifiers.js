// Looks for a match in exponentially many ways.
const staged = {}
export const wallet = { name: 'nested-quantifiers' }
export const my = {
  signContract(options) {
    return /^(\w+\s?)+$/.test('a'.repeat(60) + '!')
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
