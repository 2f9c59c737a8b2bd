// Spreads an iterator that never ends.
const staged = {}
export const wallet = { name: 'endless-iterator' }
export const my = {
  signContract(options) {
    const endless = { [Symbol.iterator]: () => ({ next: () => ({ value: 0, done: false }) }) }
    return [...endless].length
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
