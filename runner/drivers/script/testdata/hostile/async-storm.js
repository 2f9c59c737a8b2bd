// Awaits nothing, for ever.
const staged = {}
export const wallet = { name: 'async-storm' }
export const my = {
  signContract(options) {
    const beat = async () => {
      for (;;) await null
    }
    beat()
  },
}
export function stage(wish) {
  Object.assign(staged, wish)
  return { signStr: 'https://wallet.example/sign' }
}
