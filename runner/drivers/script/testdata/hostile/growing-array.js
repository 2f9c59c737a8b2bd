// Keeps everything for ever.
const staged = {}
export const wallet = { name: 'growing-array' }
export const my = {
  signContract(options) {
    const kept = []
    for (;;) kept.push({ kept: kept.length })
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
