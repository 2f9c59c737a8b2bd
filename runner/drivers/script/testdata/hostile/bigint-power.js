// Computes a number of ever more digits.
const staged = {}
export const wallet = { name: 'bigint-power' }
export const my = {
  signContract(options) {
    for (let n = 3n; ; ) n = n ** 3n
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
