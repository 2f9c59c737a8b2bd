// Parses JSON that is nested a million times.
const staged = {}
export const wallet = { name: 'deep-json' }
export const my = {
  signContract(options) {
    const depth = 1e6
    return JSON.parse('['.repeat(depth) + ']'.repeat(depth))
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
